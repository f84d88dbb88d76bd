/** An order of a user to a device, waiting to be carried there. */
export interface DeviceCommand {
  /** UUID; the device may use it to tell repeats. */
  id: string;
  deviceId: string;
  /** What is to be done, in the device's own words: `reboot`, `set-interval`, `downlink`. */
  name: string;
  payload: Readonly<Record<string, unknown>>;
  /** Unix ms; not to be carried out later than this. */
  expiresAt: number;
}

/** `sent`: on its way; `acknowledged`: the device has confirmed; `failed`: it will not arrive. The last two are final. */
export type CommandProgress = 'sent' | 'acknowledged' | 'failed';

/** Capability `commands`: orders for devices, kept by the host until they are settled or expire. */
export interface CommandQueue {
  /** Is told when orders for devices of this gateway's protocols have come. @returns ends the listening */
  onQueued(listener: (deviceIds: readonly string[]) => void): () => void;
  /**
   * Takes the oldest waiting orders of a device, for half a minute: one that is not settled by then is given again.
   * @param limit - at most so many
   */
  take(deviceId: string, limit: number): Promise<DeviceCommand[]>;
  /** Tells how an order fares. @param detail - for a person */
  settle(commandId: string, progress: CommandProgress, detail?: string): Promise<void>;
}
