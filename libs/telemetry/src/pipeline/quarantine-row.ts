import { createHash } from 'node:crypto';
import { uuidv7 } from '@app/kernel';
import type { TelemetryFault } from '@app/plugin-sdk';
import type { QuarantineRow } from './copy-encoder';

/** Bytes of a refused message that are kept. */
const RAW_KEPT = 262_144;

/** What a quarantined item has of its message. */
export interface QuarantineSource {
  /** Device that sent an item; null for users and API keys. */
  senderOf: (index: number) => string | null;
  /** Unix ms */
  receivedAt: number;
  protocol: string;
  format: 'json' | 'opaque';
  rawOf: (index: number) => Uint8Array;
}

/**
 * The row that keeps an item, or a whole message, aside.
 * @param untimed - readings of it have their arrival for a time: what comes again later is not the same
 */
export function quarantineRow(
  source: QuarantineSource,
  tenantId: number,
  fault: TelemetryFault,
  untimed: boolean,
): QuarantineRow {
  const { receivedAt, protocol, format } = source;
  const { index, reason, detail } = fault;
  const raw = source.rawOf(index).subarray(0, RAW_KEPT);
  const digest = createHash('sha256').update(raw);
  if (untimed) digest.update(` ${receivedAt}`);
  return {
    tenantId,
    id: uuidv7(),
    deviceId: source.senderOf(index),
    receivedAt,
    protocol,
    reason,
    detail: detail.slice(0, 500),
    raw,
    format,
    digest: digest.digest(),
  };
}
