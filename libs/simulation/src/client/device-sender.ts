import type { DeviceReading } from '../operation/municipality-operation';
import type { DeviceLink, WireReading } from './device-link';

/** Most readings kept while the platform cannot be reached; the oldest go first. */
const bufferLimit = 20_000;

/** Figures of a sender. */
export interface SenderFigures {
  readonly acknowledged: number;
  readonly dropped: number;
  readonly waiting: number;
}

/** A device's memory: keeps readings until they are acknowledged, sends them in order, one message at a time. */
export class DeviceSender {
  private readonly buffer: WireReading[] = [];
  private acknowledged = 0;
  private dropped = 0;
  private running: Promise<void> | null = null;
  private refused = false;

  /**
   * @param perMessage - most readings of one message
   * @param onRefused - told when the platform refuses the device for good; it sends no more
   */
  constructor(
    readonly link: DeviceLink,
    private readonly signal: AbortSignal,
    private readonly perMessage: number,
    private readonly onRefused: (message: string) => void,
  ) {}

  get figures(): SenderFigures {
    return { acknowledged: this.acknowledged, dropped: this.dropped, waiting: this.buffer.length };
  }

  /** Takes readings to be sent as soon as possible. */
  add(readings: readonly DeviceReading[]): void {
    if (this.refused || readings.length === 0) return;
    for (const { code, value, unit, timeMs } of readings) {
      this.buffer.push({ sensor_id: code, value, unit, timestamp: new Date(timeMs).toISOString() });
    }
    const surplus = this.buffer.length - bufferLimit;
    if (surplus > 0) {
      this.buffer.splice(0, surplus);
      this.dropped += surplus;
    }
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when everything taken so far was sent, or sending has ended. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.buffer.length > 0 && !this.refused && !this.signal.aborted) {
      const batch = this.buffer.splice(0, this.perMessage);
      try {
        await this.link.send(batch, this.signal);
        this.acknowledged += batch.length;
      } catch (error) {
        this.buffer.unshift(...batch);
        if (this.signal.aborted) return;
        this.refused = true;
        this.onRefused(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
