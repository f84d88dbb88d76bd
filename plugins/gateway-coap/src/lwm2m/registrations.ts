import { randomBytes } from 'node:crypto';
import type { DeviceIdentity } from '@app/plugin-sdk';
import type { Peer } from '../coap/peer';

/** A LwM2M device that has said where it is. */
export interface Registration {
  /** In the location that the device was told; unguessable. */
  readonly id: string;
  readonly endpoint: string;
  readonly identity: DeviceIdentity;
  /** Where it was heard last. */
  peer: Peer;
  /** Unix ms; forgotten then. */
  expiresAt: number;
  /** s */
  lifetimeS: number;
  /** Objects and instances that it has. */
  paths: string[];
  /** Paths under observation, by token in hex. */
  readonly observed: Map<string, string>;
}

/** Who is registered, found by id, device, address and token of observation. Bounded. */
export class Registrations {
  private readonly byId = new Map<string, Registration>();
  /** One each: a device that made up names could drive out all others. */
  private readonly byDevice = new Map<string, Registration>();
  private readonly byPeer = new Map<string, Registration>();
  private readonly byToken = new Map<string, Registration>();

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.byId.size;
  }

  /** The registration that a device has left behind when it registers anew. */
  ofDevice(deviceId: string): Registration | undefined {
    return this.byDevice.get(deviceId);
  }

  /** Takes the place of an earlier registration of the same device. @returns null: there is no room */
  add(
    fields: Pick<Registration, 'endpoint' | 'identity' | 'peer' | 'lifetimeS' | 'paths'>,
    now: number,
  ): Registration | null {
    const before = this.byDevice.get(fields.identity.deviceId);
    if (before !== undefined) this.remove(before);
    if (this.byId.size >= this.capacity) this.expire(now);
    if (this.byId.size >= this.capacity) return null;
    const registration: Registration = {
      ...fields,
      id: randomBytes(9).toString('base64url'),
      expiresAt: now + fields.lifetimeS * 1_000,
      observed: new Map(),
    };
    this.restore(registration);
    return registration;
  }

  /** Takes back a registration that was kept elsewhere. */
  restore(registration: Registration): void {
    this.byId.set(registration.id, registration);
    this.byDevice.set(registration.identity.deviceId, registration);
    this.byPeer.set(registration.peer.key, registration);
    for (const token of registration.observed.keys()) this.byToken.set(token, registration);
  }

  has(registration: Registration): boolean {
    return this.byId.get(registration.id) === registration;
  }

  find(id: string, now: number): Registration | undefined {
    return this.current(this.byId.get(id), now);
  }

  ofPeer(peer: Peer, now: number): Registration | undefined {
    return this.current(this.byPeer.get(peer.key), now);
  }

  ofToken(token: string): Registration | undefined {
    return this.byToken.get(token);
  }

  /** Notes that the device is heard from an address, and lives on. */
  touch(registration: Registration, peer: Peer, now: number): void {
    if (registration.peer.key !== peer.key) {
      if (this.byPeer.get(registration.peer.key) === registration) this.byPeer.delete(registration.peer.key);
      this.byPeer.set(peer.key, registration);
    }
    registration.peer = peer;
    registration.expiresAt = now + registration.lifetimeS * 1_000;
  }

  observe(registration: Registration, token: string, path: string): void {
    if (!this.has(registration)) return;
    registration.observed.set(token, path);
    this.byToken.set(token, registration);
  }

  forgetObservation(registration: Registration, token: string): void {
    registration.observed.delete(token);
    this.byToken.delete(token);
  }

  remove(registration: Registration): void {
    const { id, identity, peer, observed } = registration;
    this.byId.delete(id);
    if (this.byDevice.get(identity.deviceId) === registration) this.byDevice.delete(identity.deviceId);
    if (this.byPeer.get(peer.key) === registration) this.byPeer.delete(peer.key);
    for (const token of observed.keys()) this.byToken.delete(token);
  }

  /** @returns those whose time is over; they are forgotten */
  expire(now: number): Registration[] {
    const over = [...this.byId.values()].filter(({ expiresAt }) => expiresAt <= now);
    for (const registration of over) this.remove(registration);
    return over;
  }

  /** @returns those of credentials that no longer hold; they are forgotten */
  revoke(credentials: ReadonlySet<string>): Registration[] {
    const gone = [...this.byId.values()].filter(({ identity }) => credentials.has(identity.credentialId));
    for (const registration of gone) this.remove(registration);
    return gone;
  }

  private current(registration: Registration | undefined, now: number): Registration | undefined {
    return registration !== undefined && registration.expiresAt > now ? registration : undefined;
  }
}
