import { setTimeout as delay } from 'node:timers/promises';
import {
  type GatewayContext,
  type QuarantineReason,
  RateLimiter,
  type TelemetryColumns,
  type TelemetryReport,
  decodeTelemetryJson,
  unreadable,
} from '@app/plugin-sdk';
import type { MqttConfig } from './config';
import { NotTakenError, type Settled, type SingleReading, SingleReadingsGroup } from './single-readings-group';

const PROTOCOL = 'mqtt';
/** Messages handed in together at most. */
const GROUP_LIMIT = 2_000;

/** What both sources of messages share: limits, decoding, and handing over to the platform. */
export class Uplink {
  private readonly limiter: RateLimiter;
  private inFlight = 0;
  private drained: (() => void) | undefined;
  private readonly done = (): void => this.leave(1);
  private gathered = new SingleReadingsGroup();

  constructor(
    private readonly config: MqttConfig,
    private readonly context: GatewayContext,
  ) {
    this.limiter = new RateLimiter(config.messagesPerMinute);
  }

  /**
   * Takes the readings of a device and tells after their commit. A device that sends too fast, or a platform that is
   * busy, makes it take longer: whoever waits for it reads nothing further from the device.
   */
  take(deviceId: string, payload: Buffer, settled: Settled): void {
    const { maxPayloadBytes } = this.config;
    const now = this.context.clock.now();
    const waitMs = this.limiter.take(deviceId, now);
    if (waitMs === 0 && payload.length <= maxPayloadBytes && this.gathered.add(deviceId, payload, now, settled)) {
      this.inFlight += 1;
      if (this.gathered.count === 1) setImmediate(this.handIn);
      else if (this.gathered.count === GROUP_LIMIT) this.handIn();
      return;
    }
    // The device may have sent some of them just before.
    this.handIn();
    this.paced(waitMs, () => {
      const columns =
        payload.length > maxPayloadBytes
          ? unreadable('oversized', `${payload.length} bytes in one message; send at most ${maxPayloadBytes}`)
          : decodeTelemetryJson(payload);
      return this.submit(deviceId, payload, columns);
    }).then(
      (report) => settled(null, report),
      (error: Error) => settled(error),
    );
  }

  /** Keeps a message aside that the device may not send. */
  refused(deviceId: string, payload: Uint8Array, reason: QuarantineReason, detail: string): Promise<TelemetryReport> {
    const waitMs = this.limiter.take(deviceId, this.context.clock.now());
    return this.paced(waitMs, () => this.submit(deviceId, payload, unreadable(reason, detail)));
  }

  /** Resolves when the device may send its next message that is no reading. */
  async other(deviceId: string): Promise<void> {
    const waitMs = this.limiter.take(deviceId, this.context.clock.now());
    if (waitMs > 0) await delay(waitMs);
  }

  /** Counts a message that was turned away. @param deviceId - null: the sender is not known */
  turnedAway(deviceId: string | null, reason: string): void {
    this.context.telemetry.refused(deviceId, PROTOCOL, reason);
  }

  /** Messages that are not committed yet. */
  get pending(): number {
    return this.inFlight;
  }

  /** Waits for the messages under way, at most so long, ms. */
  async settle(timeoutMs: number): Promise<void> {
    if (this.inFlight === 0) return;
    const drained = new Promise<void>((resolve) => (this.drained = resolve));
    await Promise.race([drained, delay(timeoutMs, undefined, { ref: false })]);
  }

  /** Hands in what has gathered: nearly all messages hold one reading, and many come in one turn. */
  private readonly handIn = (): void => {
    const group = this.gathered;
    if (group.count === 0) return;
    this.gathered = new SingleReadingsGroup();
    const message = group.message(PROTOCOL, this.context.clock.now());
    this.context.telemetry.submitGroup(message, { whenBusy: 'wait' }).then(
      (codes) => this.told(group, codes),
      (error: Error) => this.failed(group, error),
    );
  };

  /** One of several may be the cause: the others shall not suffer for it. */
  private failed(group: SingleReadingsGroup, error: Error): void {
    const singles = group.settle(null);
    if (singles.length === 1) singles[0]?.settled(error);
    else for (const single of singles) this.alone(single);
    this.leave(group.count);
  }

  private told(group: SingleReadingsGroup, codes: Uint8Array): void {
    const left = group.settle(codes);
    for (const single of left) this.alone(single);
    this.leave(group.count);
  }

  private alone({ deviceId, raw, columns, settled }: SingleReading): void {
    const submitted = async () => {
      if (!(await this.context.devices.isActive(deviceId))) throw new NotTakenError(deviceId);
      return this.submit(deviceId, raw, columns);
    };
    this.counted(submitted()).then(
      (report) => settled(null, report),
      (error: Error) => settled(error),
    );
  }

  private leave(count: number): void {
    this.inFlight -= count;
    if (this.inFlight === 0) this.drained?.();
  }

  /** Begins at once, unless the device sends too fast. */
  private paced(waitMs: number, action: () => Promise<TelemetryReport>): Promise<TelemetryReport> {
    return this.counted(waitMs > 0 ? delay(waitMs).then(action) : action());
  }

  private counted(running: Promise<TelemetryReport>): Promise<TelemetryReport> {
    this.inFlight += 1;
    running.then(this.done, this.done);
    return running;
  }

  private submit(deviceId: string, raw: Uint8Array, columns: TelemetryColumns): Promise<TelemetryReport> {
    const receivedAt = this.context.clock.now();
    return this.context.telemetry.submit(
      { deviceId, protocol: PROTOCOL, receivedAt, columns, raw, format: 'json' },
      { whenBusy: 'wait' },
    );
  }
}
