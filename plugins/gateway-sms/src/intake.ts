import { createHash } from 'node:crypto';
import {
  type GatewayContext,
  OverloadedError,
  RateLimiter,
  type TelemetryColumns,
  type TelemetryReport,
  unreadable,
} from '@app/plugin-sdk';
import type { CompactReport } from './text/compact-text';
import { frameOf, readFrame } from './text/sms-frame';

export const PROTOCOL = 'sms';

/** What a device says of itself in an older report is no news. */
const STATE_MAX_AGE_MS = 86_400_000;

/** A whole message, from whatever source. */
export interface SmsMessage {
  /** E.164 with `+`; null: a name, a short code or no number. */
  from: string | null;
  /** Text, or bytes of a binary message that is no text. */
  content: string | Uint8Array;
  /** When the network took it, Unix ms; null: not told. */
  sentMs: number | null;
  /** The provider's own mark of the message; null: it has none. */
  id: string | null;
  /** A weaker mark, good for a day together with the text; null: none. */
  reference: string | null;
  /** What is missing, where only parts of the message came; they are quarantined. */
  incomplete?: string;
}

/** What became of a message. Nothing of it is lost when this is told: the sender may forget it. */
export type Taken =
  /** @property report - null: it held no readings, only words about the device */
  { kind: 'taken'; report: TelemetryReport | null } | { kind: 'refused'; reason: string };

/** The way of a message into the platform: sender, format, identity of the station, submission. */
export class SmsIntake {
  private readonly perDevice: RateLimiter;
  private messages = 0;

  constructor(
    private readonly context: GatewayContext,
    private readonly limits: { messagesPerMinute: number; commitTimeoutMs: number; whenBusy: 'wait' | 'refuse' },
  ) {
    this.perDevice = new RateLimiter(limits.messagesPerMinute);
  }

  get count(): number {
    return this.messages;
  }

  /**
   * The device that a number is bound to.
   * @returns null, and counts a refusal, for numbers that no active device has
   */
  async deviceOf(from: string | null): Promise<string | null> {
    const device = from === null ? null : await this.context.devices.byIdentity('phone', from);
    if (device === null) this.refused(null, 'unknown-sender');
    return device?.deviceId ?? null;
  }

  refused(deviceId: string | null, reason: string): void {
    this.context.telemetry.refused(deviceId, PROTOCOL, reason);
  }

  /**
   * @throws {OverloadedError} and others: it was not stored, and has to be sent again
   */
  async take(message: SmsMessage): Promise<Taken> {
    const deviceId = await this.deviceOf(message.from);
    if (deviceId === null) return { kind: 'refused', reason: 'unknown-sender' };
    const { clock, devices, telemetry } = this.context;
    const receivedAt = clock.now();
    const waitMs = this.perDevice.tryTake(deviceId, receivedAt);
    if (waitMs > 0) throw new OverloadedError('The device sends too many messages', Math.ceil(waitMs / 1_000));
    this.messages += 1;
    const { content, incomplete } = message;
    const raw = typeof content === 'string' ? frameOf(content, message.sentMs) : content;
    const report = incomplete === undefined ? readFrame(raw) : null;
    const columns =
      report === null ? unreadable('unreadable', incomplete as string) : await this.checked(report, deviceId);
    let stored: TelemetryReport | null = null;
    if (columns.count > 0 || columns.faults.length > 0) {
      const key = keyOf(message, report?.timed === true, receivedAt);
      stored = await telemetry.submit(
        { deviceId, protocol: PROTOCOL, receivedAt, columns, raw, format: 'opaque', ...(key && { key }) },
        { whenBusy: this.limits.whenBusy, timeoutMs: this.limits.commitTimeoutMs },
      );
    }
    const state = report?.state ?? null;
    if (state !== null && !(receivedAt - (report?.newestMs ?? Number.NaN) > STATE_MAX_AGE_MS)) {
      devices.report(deviceId, state);
    }
    return { kind: 'taken', report: stored };
  }

  /** Reads a kept message once more. */
  decode(raw: Uint8Array, deviceId: string): Promise<TelemetryColumns> {
    return this.checked(readFrame(raw), deviceId);
  }

  /** A SIM card that was put into another logger: the readings would go to the wrong sensors. */
  private async checked({ columns, station }: CompactReport, deviceId: string): Promise<TelemetryColumns> {
    const named = station === null ? null : await this.context.devices.byIdentity('station', station);
    if (named === null || named.deviceId === deviceId) return columns;
    return unreadable('foreign_sensor', `The text names station ${station}, which is another device`);
  }
}

function keyOf(
  { id, reference, content }: SmsMessage,
  timed: boolean,
  now: number,
): { id: string; digest: string } | null {
  const digest = createHash('sha256').update(content).digest('hex');
  const short = digest.slice(0, 32);
  // Centres count anew after a restart: the same mark on another text is another message, and has to be stored.
  // The platform's marks hold no NUL; a provider's, in JSON, may hold anything.
  if (id !== null) return { id: `id:${id.replaceAll('\0', '?').slice(0, 160)}:${short}`, digest };
  if (timed) return { id: `text:${short}`, digest };
  if (reference === null) return null;
  return {
    id: `ref:${reference.replaceAll('\0', '?').slice(0, 80)}:${new Date(now).toISOString().slice(0, 10)}:${short}`,
    digest,
  };
}
