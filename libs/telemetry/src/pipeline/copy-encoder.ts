import type { RowColumns } from './row-columns';

/** A row of `quarantine`, without its status. */
export interface QuarantineRow {
  tenantId: number;
  /** UUID */
  id: string;
  /** UUID; null for what a user or an API key sent */
  deviceId: string | null;
  /** Unix ms */
  receivedAt: number;
  protocol: string;
  reason: string;
  detail: string;
  raw: Uint8Array;
  /** How `raw` is to be read: a JSON item, or a frame of the protocol. */
  format: 'json' | 'opaque';
  /** SHA-256 of `raw`, by which a frame that comes again and again is kept once. */
  digest: Uint8Array;
}

/** A row of `message_keys`. */
export interface KeyRow {
  tenantId: number;
  /** UUID */
  deviceId: string;
  key: string;
  /** Hex */
  digest: string;
  /** Unix ms */
  receivedAt: number;
  /** What the message was answered. */
  report: Uint8Array;
}

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = 2;
/** 2000-01-01, the epoch of PostgreSQL, in Unix ms. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const READING = 48;
const TWO_POW_32 = 4_294_967_296;

/** Columns of `readings` in the order of {@link copyReadings}. */
export const READING_COLUMNS = 'tenant_id, sensor_id, time, value, quality';
/** Columns of `quarantine` in the order of {@link copyQuarantine}. */
export const QUARANTINE_COLUMNS =
  'tenant_id, id, device_id, received_at, protocol, reason, detail, raw, format, digest';
/** Columns of `message_keys` in the order of {@link copyKeys}. */
export const KEY_COLUMNS = 'tenant_id, device_id, key, digest, received_at, report';
/** Columns of `ingest_log` in the order of {@link copyLog}. */
export const LOG_COLUMNS = 'shard, payload';

/** Readings as input of `COPY ... (FORMAT binary)`. */
export function copyReadings(rows: RowColumns): Buffer {
  const { count, tenantIds, sensorIds, times, values, qualities } = rows;
  const bytes = Buffer.allocUnsafeSlow(SIGNATURE.length + count * READING + TRAILER);
  SIGNATURE.copy(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (let i = 0; i < count; i += 1) {
    view.setInt16(at, 5);
    view.setInt32(at + 2, 4);
    view.setInt32(at + 6, tenantIds[i] as number);
    view.setInt32(at + 10, 4);
    view.setInt32(at + 14, sensorIds[i] as number);
    view.setInt32(at + 18, 8);
    setTimestamp(view, at + 22, times[i] as number);
    view.setInt32(at + 30, 8);
    view.setFloat64(at + 34, values[i] as number);
    view.setInt32(at + 42, 2);
    view.setInt16(at + 46, qualities[i] as number);
    at += READING;
  }
  view.setInt16(at, -1);
  return bytes;
}

/** Quarantined items as input of `COPY ... (FORMAT binary)`. */
export function copyQuarantine(rows: readonly QuarantineRow[]): Buffer {
  return assemble(rows, (row) => [
    int4(row.tenantId),
    uuid(row.id),
    row.deviceId === null ? null : uuid(row.deviceId),
    timestamp(row.receivedAt),
    text(row.protocol),
    text(row.reason),
    text(row.detail),
    row.raw,
    text(row.format),
    row.digest,
  ]);
}

/** Marks of messages as input of `COPY ... (FORMAT binary)`. */
export function copyKeys(rows: readonly KeyRow[]): Buffer {
  return assemble(rows, (row) => [
    int4(row.tenantId),
    uuid(row.deviceId),
    text(row.key),
    Buffer.from(row.digest, 'hex'),
    timestamp(row.receivedAt),
    row.report,
  ]);
}

/** Packed batches as input of `COPY ... (FORMAT binary)`; ascending by shard, so that shards are locked in one order. */
export function copyLog(rows: readonly { shard: number; payload: Uint8Array }[]): Buffer {
  return assemble(rows, ({ shard, payload }) => [int2(shard), payload]);
}

function assemble<Row>(rows: readonly Row[], fieldsOf: (row: Row) => (Uint8Array | null)[]): Buffer {
  const parts: Uint8Array[] = [SIGNATURE];
  for (const row of rows) {
    const fields = fieldsOf(row);
    parts.push(int2(fields.length));
    for (const field of fields) {
      parts.push(int4(field === null ? -1 : field.length));
      if (field !== null) parts.push(field);
    }
  }
  parts.push(int2(-1));
  return Buffer.concat(parts);
}

function setTimestamp(view: DataView, at: number, timeMs: number): void {
  const micros = (timeMs - POSTGRES_EPOCH_MS) * 1_000;
  const high = Math.floor(micros / TWO_POW_32);
  view.setInt32(at, high);
  view.setUint32(at + 4, micros - high * TWO_POW_32);
}

function int2(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int4(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function timestamp(timeMs: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  setTimestamp(new DataView(bytes.buffer, bytes.byteOffset, 8), 0, timeMs);
  return bytes;
}

function uuid(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** PostgreSQL text holds no NUL, and lone surrogates are not UTF-8. */
function text(value: string): Buffer {
  return Buffer.from(value.replaceAll('\0', '�'));
}
