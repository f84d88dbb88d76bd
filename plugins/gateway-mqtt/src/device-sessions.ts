import type { DeviceIdentity } from '@app/plugin-sdk';
import type { Client } from 'aedes';

/** Connections of devices that have shown their credential. A device has one; a new one takes the place of the old. */
export class DeviceSessions {
  private readonly identities = new Map<Client, DeviceIdentity>();
  private readonly newest = new Map<string, Client>();

  get size(): number {
    return this.identities.size;
  }

  add(client: Client, identity: DeviceIdentity): void {
    this.identities.set(client, identity);
    this.newest.set(identity.deviceId, client);
  }

  holds(client: Client): boolean {
    return this.identities.has(client);
  }

  /** @returns true when the device has no connection any more */
  remove(client: Client): boolean {
    const deviceId = this.identities.get(client)?.deviceId;
    this.identities.delete(client);
    if (deviceId === undefined || this.newest.get(deviceId) !== client) return false;
    this.newest.delete(deviceId);
    return true;
  }

  /** Whether another connection of the same device has taken the place of this one. */
  isReplaced(client: Client): boolean {
    const newest = this.newest.get(client.id);
    return newest !== undefined && newest !== client;
  }

  of(deviceId: string): Client | undefined {
    return this.newest.get(deviceId);
  }

  /** Connections that were opened by one of these credentials. */
  openedBy(credentials: ReadonlySet<string>): Client[] {
    return [...this.identities]
      .filter(([, { credentialId }]) => credentials.has(credentialId))
      .map(([client]) => client);
  }
}
