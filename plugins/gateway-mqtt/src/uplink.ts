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
import { parseStatus } from './device-status';

const PROTOCOL = 'mqtt';

/** What both sources of messages share: limits, decoding, and handing over to the platform. */
export class Uplink {
  private readonly limiter: RateLimiter;
  private readonly inFlight = new Set<Promise<unknown>>();

  constructor(
    private readonly config: MqttConfig,
    private readonly context: GatewayContext,
  ) {
    this.limiter = new RateLimiter(config.messagesPerMinute);
  }

  /**
   * Takes the readings of a device; resolves after their commit. A device that sends too fast, or a platform that is
   * busy, makes it take longer: whoever waits for it reads nothing further from the device.
   */
  readings(deviceId: string, payload: Uint8Array): Promise<TelemetryReport> {
    return this.tracked(async () => {
      await this.pace(deviceId);
      const { maxPayloadBytes } = this.config;
      const columns =
        payload.length > maxPayloadBytes
          ? unreadable('oversized', `${payload.length} bytes in one message; send at most ${maxPayloadBytes}`)
          : decodeTelemetryJson(payload);
      return this.submit(deviceId, payload, columns);
    });
  }

  /** Keeps a message aside that the device may not send. */
  refused(deviceId: string, payload: Uint8Array, reason: QuarantineReason, detail: string): Promise<TelemetryReport> {
    return this.tracked(async () => {
      await this.pace(deviceId);
      return this.submit(deviceId, payload, unreadable(reason, detail));
    });
  }

  /** Takes what a device says about itself. */
  status(deviceId: string, payload: Uint8Array): void {
    const state = parseStatus(payload);
    if (state !== null) this.context.devices.report(deviceId, state);
  }

  /** Messages that are not committed yet. */
  get pending(): number {
    return this.inFlight.size;
  }

  /** Waits for the messages under way, at most so long, ms. */
  async settle(timeoutMs: number): Promise<void> {
    await Promise.race([Promise.allSettled(this.inFlight), delay(timeoutMs, undefined, { ref: false })]);
  }

  private async pace(deviceId: string): Promise<void> {
    const waitMs = this.limiter.take(deviceId, this.context.clock.now());
    if (waitMs > 0) await delay(waitMs);
  }

  private submit(deviceId: string, raw: Uint8Array, columns: TelemetryColumns): Promise<TelemetryReport> {
    const receivedAt = this.context.clock.now();
    return this.context.telemetry.submit(
      { deviceId, protocol: PROTOCOL, receivedAt, columns, raw, format: 'json' },
      { whenBusy: 'wait' },
    );
  }

  private async tracked<T>(action: () => Promise<T>): Promise<T> {
    const running = action();
    this.inFlight.add(running);
    try {
      return await running;
    } finally {
      this.inFlight.delete(running);
    }
  }
}
