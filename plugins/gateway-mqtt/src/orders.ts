import type { DeviceCommand, GatewayContext } from '@app/plugin-sdk';

const AT_A_TIME = 10;

/** Carries an order to a device. Resolves to false when there is nobody to take it now: it comes again later. */
export type SendOrder = (command: DeviceCommand, payload: string) => Promise<boolean>;

/** Brings the orders that wait for devices onto their `down` topics. That a device has obeyed it says on `status`. */
export class Orders {
  private end: () => void = () => undefined;
  /** Devices whose orders are being carried; true: they have been asked for once more meanwhile. */
  private readonly carrying = new Map<string, boolean>();

  /** @param reachable - whether it makes sense to take the orders of a device now */
  constructor(
    private readonly context: GatewayContext,
    private readonly reachable: (deviceId: string) => boolean,
    private readonly send: SendOrder,
  ) {}

  start(): void {
    this.end = this.context.commands.onQueued((deviceIds) => {
      for (const deviceId of deviceIds) void this.carry(deviceId);
    });
  }

  stop(): void {
    this.end();
  }

  /** Carries what waits for a device; however often a device asks, one look follows the other. Never throws. */
  async carry(deviceId: string): Promise<void> {
    if (!this.reachable(deviceId)) return;
    if (this.carrying.has(deviceId)) {
      this.carrying.set(deviceId, true);
      return;
    }
    this.carrying.set(deviceId, false);
    await this.look(deviceId);
    const again = this.carrying.get(deviceId);
    this.carrying.delete(deviceId);
    if (again === true) await this.carry(deviceId);
  }

  private async look(deviceId: string): Promise<void> {
    try {
      for (const command of await this.context.commands.take(deviceId, AT_A_TIME)) await this.one(command);
    } catch (error) {
      this.context.logger.warn(`An order was not carried: ${String(error)}`);
    }
  }

  private async one(command: DeviceCommand): Promise<void> {
    const { id, name, payload, expiresAt } = command;
    if (expiresAt <= this.context.clock.now()) return;
    const text = JSON.stringify({ type: 'command', id, name, payload, expiresAt: new Date(expiresAt).toISOString() });
    if (await this.send(command, text)) await this.context.commands.settle(id, 'sent');
  }
}
