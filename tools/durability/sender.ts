import { setTimeout as delay } from 'node:timers/promises';
import type { Sent } from './checker';
import type { Lane, LaneDevice, NumberedMessage } from './lane';

const PAUSE_MS = 50;

/** Sends numbered readings over a lane until it is told to stop, and repeats what is not acknowledged. */
export class NumberedSender implements Sent {
  readonly acknowledged = new Set<number>();
  /** Messages that had to be sent again. */
  repeats = 0;
  count = 0;
  private sequence = 0;
  private stopping = false;
  private readonly cancelled = new AbortController();
  private readonly workers: Promise<void>[];

  /** @param start - time of the number 0, Unix ms */
  constructor(
    readonly device: LaneDevice,
    private readonly lane: Lane,
    readonly start: number,
  ) {
    this.workers = Array.from({ length: lane.inFlight }, () => this.work());
  }

  get name(): string {
    return this.device.lane;
  }

  get sensors(): readonly string[] {
    return this.device.sensors;
  }

  /** Readings in one message. */
  get perMessage(): number {
    return this.lane.perMessage;
  }

  get behindBroker(): boolean {
    return this.lane.behindBroker === true;
  }

  get stepMs(): number {
    return this.lane.stepMs;
  }

  /** Sends nothing new; resolves once all that was sent is acknowledged. @throws after so long */
  async finish(timeoutMs: number): Promise<void> {
    this.stopping = true;
    const late = setTimeout(() => this.cancelled.abort(), timeoutMs);
    await Promise.all(this.workers);
    clearTimeout(late);
    if (!this.cancelled.signal.aborted) return;
    const open = this.count - this.acknowledged.size;
    throw new Error(`${this.name}: ${open} of ${this.count} readings were not acknowledged within ${timeoutMs} ms`);
  }

  /** Gives up what is left. */
  async abandon(): Promise<void> {
    this.stopping = true;
    this.cancelled.abort();
    await this.lane.close();
    await Promise.all(this.workers);
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const message = this.next();
      while (!this.cancelled.signal.aborted && !(await this.lane.deliver(message))) {
        this.repeats += 1;
        await delay(PAUSE_MS);
      }
      if (this.cancelled.signal.aborted) return;
      for (const { number } of message.readings) this.acknowledged.add(number);
    }
  }

  private next(): NumberedMessage {
    const from = this.count;
    this.count += this.lane.perMessage;
    this.sequence += 1;
    const readings = Array.from({ length: this.lane.perMessage }, (_, n) => ({
      number: from + n,
      sensor: this.sensors[(from + n) % this.sensors.length] as string,
      time: this.start + (from + n) * this.stepMs,
    }));
    return { sequence: this.sequence, readings };
  }
}
