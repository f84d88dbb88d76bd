import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SimulatedProtocol } from '../operation/protocols';
import type { ApiClient } from './api-client';
import type { Hook } from './links/hook';
import type { StateFile } from './state-file';

interface Instance {
  readonly id: string;
  readonly version: number;
  readonly plugin: string;
  readonly name: string;
  readonly hookUrl: string;
  readonly status: string;
}

const TURNS = 30;
const TURN_MS = 500;

/** How the platform takes calls for each protocol whose devices stand behind somebody else's server. */
const wanted = {
  lorawan: {
    plugin: 'gateway-lorawan',
    name: 'Simulated LoRaWAN network',
    config: { network: 'chirpstack', decoder: 'network' },
  },
  sms: { plugin: 'gateway-sms', name: 'Simulated SMS provider', config: { mode: 'json' } },
} as const;

/**
 * Makes the instances that network server and SMS provider of the simulated country call, for the protocols that are
 * spoken. Their secrets are kept in the state; a lost one is replaced.
 */
export async function provisionHooks(
  protocols: ReadonlySet<SimulatedProtocol>,
  server: string,
  api: ApiClient,
  state: StateFile,
): Promise<{ lorawan: Hook | null; sms: Hook | null }> {
  const hooks: { lorawan: Hook | null; sms: Hook | null } = { lorawan: null, sms: null };
  const needed = (['lorawan', 'sms'] as const).filter((protocol) => protocols.has(protocol));
  if (needed.length === 0) return hooks;
  const { data } = await api.get<{ data: Instance[] }>('/plugin-instances');
  for (const protocol of needed) {
    const { plugin, name, config } = wanted[protocol];
    const standing = data.find((each) => each.plugin === plugin && each.name === name);
    const known = state.state.hookSecrets[protocol];
    const secret = standing === undefined || known === undefined ? randomBytes(24).toString('hex') : known;
    let instance = standing;
    if (standing === undefined) {
      instance = await api.post<Instance>('/plugin-instances', { plugin, name, config, secrets: { secret } });
    } else if (known === undefined) {
      await api.patch(`/plugin-instances/${standing.id}`, standing.version, { secrets: { secret } });
    }
    state.state.hookSecrets[protocol] = secret;
    // The address as the outside sees it may not be the one by which the platform is reached from here.
    hooks[protocol] = { url: server + new URL((instance as Instance).hookUrl).pathname, secret };
  }
  await state.save();
  await untilUp(
    needed.map((protocol) => wanted[protocol].name),
    api,
  );
  return hooks;
}

/** A process that takes readings hears of a new instance within a moment. Who waits in vain sends all the same. */
async function untilUp(names: readonly string[], api: ApiClient): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { data } = await api.get<{ data: Instance[] }>('/plugin-instances');
    const isUp = (name: string): boolean => data.some((each) => each.name === name && each.status === 'up');
    if (names.every(isUp)) return;
    await wait(TURN_MS, undefined, { signal: api.signal });
  }
}
