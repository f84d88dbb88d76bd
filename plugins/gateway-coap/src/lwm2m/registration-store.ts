import { type GatewayContext, z } from '@app/plugin-sdk';
import type { Registration } from './registrations';

const PREFIX = 'rd/';

const stored = z.object({
  id: z.string(),
  endpoint: z.string(),
  deviceId: z.string(),
  credentialId: z.string(),
  peer: z.string(),
  secured: z.boolean(),
  stream: z.boolean(),
  expiresAt: z.number(),
  lifetimeS: z.number(),
  paths: z.array(z.string()),
  observed: z.array(z.tuple([z.string(), z.string()])),
});

/** Keeps registrations over restarts, so that devices, which may sleep for a day, need not notice one. */
export class RegistrationStore {
  constructor(private readonly context: GatewayContext) {}

  /** Writes soon; a registration that could not be written is lost with the process, as all were without a store. */
  save(registration: Registration): void {
    const { id, endpoint, identity, peer, expiresAt, lifetimeS, paths, observed } = registration;
    const secured = peer.identity !== null;
    const value: z.input<typeof stored> = {
      id,
      endpoint,
      ...identity,
      peer: peer.key,
      secured,
      stream: peer.stream,
      expiresAt,
      lifetimeS,
      paths,
      // Behind a key, observations end with the session, and sessions with the process.
      observed: secured ? [] : [...observed],
    };
    this.quietly(this.context.state.put(PREFIX + id, Buffer.from(JSON.stringify(value)), lifetimeS));
  }

  forget({ id }: Registration): void {
    this.quietly(this.context.state.delete(PREFIX + id));
  }

  /** What was kept, of devices that are still active under the same name. */
  async load(now: number): Promise<Registration[]> {
    const registrations: Registration[] = [];
    for (const { value } of await this.context.state.list(PREFIX)) {
      const parsed = stored.safeParse(jsonOf(value));
      if (!parsed.success || parsed.data.expiresAt <= now) continue;
      const { deviceId, credentialId, peer, secured, stream, observed, ...fields } = parsed.data;
      const identity = { deviceId, credentialId };
      // With a key, the device proves again who it is before it uses the registration.
      const named = secured ? identity : await this.context.devices.byIdentity('endpoint', fields.endpoint);
      if (named?.credentialId !== credentialId || !(await this.context.devices.isActive(deviceId))) continue;
      const known = { key: peer, identity: secured ? identity : null, stream };
      registrations.push({ ...fields, identity, peer: known, observed: new Map(observed) });
    }
    return registrations;
  }

  private quietly(work: Promise<void>): void {
    work.catch((error: unknown) => this.context.logger.warn(`A LwM2M registration was not kept: ${String(error)}`));
  }
}

function jsonOf(value: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(value).toString());
  } catch {
    return null;
  }
}
