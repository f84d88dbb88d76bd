/** Why something was kept aside, in the order of the filter. */
export const REASONS = [
  'unknown_sensor',
  'foreign_sensor',
  'bad_sensor',
  'bad_value',
  'missing_unit',
  'wrong_unit',
  'bad_time',
  'clock_not_set',
  'future',
  'too_old',
  'unreadable',
  'malformed',
  'oversized',
  'too_many',
  'too_deep',
  'empty',
  'topic_forbidden',
  'no_partition',
  'not_storable',
] as const;

export const STATES = ['kept', 'replaying', 'replayed', 'dismissed'] as const;

/** A message or reading that was not stored, as GET /quarantine answers it. */
export interface QuarantineItem {
  id: string;
  municipalityId: string;
  /** null: sent by a user or an API key. */
  deviceId: string | null;
  receivedAt: string;
  protocol: string;
  reason: (typeof REASONS)[number];
  detail: string;
  status: (typeof STATES)[number];
  sizeBytes: number;
  /** How often the same came within a day. */
  count: number;
  lastReceivedAt: string;
  settledAt: string | null;
  /** What became of its readings when it was last replayed. */
  result: Record<'stored' | 'late' | 'duplicate' | 'conflict' | 'quarantined', number> | null;
}

/** One with its bytes. */
export interface QuarantineDetail extends QuarantineItem {
  /** The bytes as they came, base64. */
  raw: string;
}

/** Bytes as text where they are text (indented when JSON), else as hexadecimal lines. */
export function readableBytes(base64: string): { text: string; kind: 'json' | 'text' | 'bytes' } {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    try {
      return { text: JSON.stringify(JSON.parse(text), null, 2), kind: 'json' };
    } catch {
      return { text, kind: 'text' };
    }
  } catch {
    const lines: string[] = [];
    for (let start = 0; start < bytes.length; start += 16) {
      lines.push(Array.from(bytes.subarray(start, start + 16), (byte) => byte.toString(16).padStart(2, '0')).join(' '));
    }
    return { text: lines.join('\n'), kind: 'bytes' };
  }
}
