import type { DeviceCommand, GatewayContext } from '@app/plugin-sdk';

const AT_A_TIME = 16;
const MAX_CARRIED = 10_000;

/** Whoever can carry an order to a device. */
export interface Carrier {
  command(command: DeviceCommand): boolean;
}

/** Carries orders of users down to the devices that are connected. */
export class CommandPost {
  /** Whom an order was given to, by its id: nobody settles another's. The oldest are forgotten. */
  private readonly carried = new Map<string, string>();

  constructor(
    private readonly context: GatewayContext,
    private readonly carrierOf: (deviceId: string) => Carrier | undefined,
  ) {}

  /** From now on orders are carried as they come. */
  open(): void {
    this.context.commands.onQueued((deviceIds) => {
      for (const deviceId of deviceIds) void this.carry(deviceId);
    });
  }

  /** Carries what waits for a device, if it is connected. Never rejects. */
  async carry(deviceId: string): Promise<void> {
    if (this.carrierOf(deviceId) === undefined) return;
    try {
      for (const command of await this.context.commands.take(deviceId, AT_A_TIME)) {
        // What cannot be written now is given again soon.
        if (this.carrierOf(deviceId)?.command(command) !== true) continue;
        this.remember(command.id, deviceId);
        await this.context.commands.settle(command.id, 'sent');
      }
    } catch (error) {
      this.context.logger.warn(`Orders for ${deviceId} could not be carried: ${(error as Error).message}`);
    }
  }

  /** Notes what the device said about an order. Never rejects. @returns false for an order that it was not given */
  async settled(deviceId: string, commandId: string, done: boolean, detail: string): Promise<boolean> {
    if (this.carried.get(commandId) !== deviceId) return false;
    this.carried.delete(commandId);
    try {
      await this.context.commands.settle(commandId, done ? 'acknowledged' : 'failed', detail);
    } catch (error) {
      this.context.logger.warn(`${deviceId} settled an order that is not open: ${(error as Error).message}`);
    }
    return true;
  }

  private remember(commandId: string, deviceId: string): void {
    const [oldest] = this.carried.keys();
    if (this.carried.size >= MAX_CARRIED && oldest !== undefined) this.carried.delete(oldest);
    this.carried.set(commandId, deviceId);
  }
}
