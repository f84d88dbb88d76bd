import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type GatewayContext,
  KeyReusedError,
  OverloadedError,
  RateLimiter,
  type TelemetryColumns,
  type TelemetryMessage,
  type TelemetryReport,
} from '@app/plugin-sdk';

export const PROTOCOL = 'tcp';

/** A message as a dialect has read it. */
export interface Uplinked {
  raw: Uint8Array;
  format: TelemetryMessage['format'];
  columns: TelemetryColumns;
  /** The device's own mark of the message; null: it has none. */
  mark: string | null;
}

/** What is to be answered. `repeat`: the device should send it again; otherwise it would be in vain. */
export type Verdict =
  | { taken: true; accepted: number; quarantined: number }
  | { taken: false; reason: string; repeat: boolean };

const STORED_OUTCOMES = ['stored', 'duplicate', 'conflict', 'late'] as const;

/** Hands messages of devices to the platform, at the pace a device may have. */
export class Uplink {
  private readonly limiter: RateLimiter;
  /** Messages in hand, by device. */
  private readonly inHand = new Map<string, number>();

  /** @param most - messages of one device in hand: whoever comes anew over and over has no more than its connections may */
  constructor(
    messagesPerMinute: number,
    private readonly most: number,
    private readonly context: GatewayContext,
  ) {
    this.limiter = new RateLimiter(messagesPerMinute);
  }

  /** Resolves after the commit, or when it is clear that there is none. Never rejects. */
  async deliver(deviceId: string, message: Uplinked): Promise<Verdict> {
    const before = this.inHand.get(deviceId) ?? 0;
    if (before >= this.most) return { taken: false, reason: 'busy', repeat: true };
    this.inHand.set(deviceId, before + 1);
    try {
      return await this.submit(deviceId, message);
    } finally {
      const left = (this.inHand.get(deviceId) ?? 1) - 1;
      if (left > 0) this.inHand.set(deviceId, left);
      else this.inHand.delete(deviceId);
    }
  }

  private async submit(deviceId: string, { raw, format, columns, mark }: Uplinked): Promise<Verdict> {
    const { clock, telemetry, logger } = this.context;
    const receivedAt = clock.now();
    try {
      const waitMs = this.limiter.take(deviceId, receivedAt);
      if (waitMs > 0) await delay(waitMs);
      const key = mark === null ? undefined : { id: mark, digest: sha256(raw) };
      const message = { deviceId, protocol: PROTOCOL, receivedAt, columns, raw, format, ...(key && { key }) };
      return verdictOn(await telemetry.submit(message, { whenBusy: 'wait' }));
    } catch (error) {
      if (error instanceof KeyReusedError) return { taken: false, reason: 'sequence-reused', repeat: false };
      if (error instanceof OverloadedError) return { taken: false, reason: 'busy', repeat: true };
      logger.warn(`A message of ${deviceId} was not stored: ${(error as Error).message}`);
      return { taken: false, reason: 'not-stored', repeat: true };
    }
  }
}

/** A message of which nothing could be taken is answered by the first reason; it is kept in quarantine all the same. */
function verdictOn(report: TelemetryReport): Verdict {
  const accepted = STORED_OUTCOMES.reduce((sum, outcome) => sum + report[outcome], 0);
  const { quarantined, faults } = report;
  if (accepted > 0) return { taken: true, accepted, quarantined };
  return { taken: false, reason: (faults[0]?.reason ?? 'quarantined').replaceAll('_', '-'), repeat: false };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
