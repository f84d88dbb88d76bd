import type { DeviceDirectory } from '@app/plugin-sdk';

const OLD_MS = 10_000;

/** Names of the nodes and devices that are registered: nothing is kept, and nobody is written to, beyond these. */
export class KnownNames {
  private names: readonly string[] = [];
  private nodes = new Set<string>();
  private byDevice = new Map<string, string>();
  private refreshedAt = 0;

  constructor(private readonly devices: DeviceDirectory) {}

  async refresh(): Promise<void> {
    const known = await this.devices.identities('sparkplug');
    this.names = known.map(({ name }) => name);
    this.nodes = new Set(this.names.map((name) => name.split('/', 2).join('/')));
    this.byDevice = new Map(known.map(({ name, deviceId }) => [deviceId, name]));
  }

  refreshWhenOld(now: number): void {
    if (now - this.refreshedAt < OLD_MS) return;
    this.refreshedAt = now;
    // What is known stays, and is asked for again soon.
    this.refresh().catch(() => undefined);
  }

  /** @param node - `group/node`: it, or a device behind it, is registered */
  serves(node: string): boolean {
    return this.nodes.has(node);
  }

  /** @returns names of the devices that are registered behind a node, without the node's own */
  behind(node: string): string[] {
    return this.names.filter((name) => name.startsWith(`${node}/`)).map((name) => name.slice(node.length + 1));
  }

  /** `group/node` or `group/node/device`. */
  nameOf(deviceId: string): string | undefined {
    return this.byDevice.get(deviceId);
  }
}
