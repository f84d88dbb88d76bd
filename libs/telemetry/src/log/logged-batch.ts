/** Shards of the batch log. Every reading of one sensor lies in one shard, so that its order is kept. */
export const SHARDS = 4;

/** @param sensorId - internal number of the sensor */
export function shardOf(sensorId: number): number {
  return sensorId & (SHARDS - 1);
}

/** Readings of one device in one minute, by what became of them. */
export interface LedgerEntry {
  tenantId: number;
  /** UUID */
  deviceId: string;
  /** Start of the minute of arrival, Unix ms. */
  minute: number;
  stored: number;
  duplicate: number;
  conflict: number;
  late: number;
  quarantined: number;
}

/** Readings stored by one transaction, of the sensors of one shard. Columns have the same length, maybe 0. */
export interface LoggedBatch {
  shard: number;
  /** Rises by one from batch to batch within a shard, without gaps. */
  seq: number;
  tenantIds: Int32Array;
  /** Internal numbers of the sensors. */
  sensorIds: Int32Array;
  /** Event times, Unix ms. */
  times: Float64Array;
  /** Canonical units. */
  values: Float64Array;
  /** Quality codes of the kernel. */
  qualities: Int16Array;
  /** When the newest of its messages came in, Unix ms. */
  receivedAt: number;
  /** Counts to be added to the devices' ledgers, once. */
  ledger: LedgerEntry[];
}

/** The parts of a {@link LoggedBatch} that its place in the log does not tell. */
export type BatchContent = Omit<LoggedBatch, 'shard' | 'seq'>;

/** The bytes are not a batch, or one of a version that this build does not know. */
export class BatchFormatError extends Error {
  override readonly name = 'BatchFormatError';
}

const VERSION = 0x48_4c_00_01;
const HEADER = 16;

/**
 * Packs a batch: header (version and count, u32; receivedAt, f64), then the columns times, values, tenants, sensors,
 * qualities, each whole and little-endian, then the ledger as JSON.
 */
export function encodeBatch(batch: BatchContent): Buffer {
  const count = batch.times.length;
  const ledger = Buffer.from(JSON.stringify(batch.ledger));
  const bytes = Buffer.allocUnsafeSlow(HEADER + count * 26 + ledger.length);
  bytes.writeUInt32LE(VERSION, 0);
  bytes.writeUInt32LE(count, 4);
  bytes.writeDoubleLE(batch.receivedAt, 8);
  let at = HEADER;
  for (const column of [batch.times, batch.values, batch.tenantIds, batch.sensorIds, batch.qualities]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  ledger.copy(bytes, at);
  return bytes;
}

/**
 * The reverse of {@link encodeBatch}; the columns are views of one copy of the bytes.
 * @throws {BatchFormatError}
 */
export function decodeBatch(bytes: Uint8Array): BatchContent {
  // A copy of its own: views of 8-byte columns need an aligned start.
  const own = new Uint8Array(bytes).buffer;
  const view = new DataView(own);
  if (own.byteLength < HEADER || view.getUint32(0, true) !== VERSION) {
    throw new BatchFormatError('Not a batch of readings of a known version');
  }
  const count = view.getUint32(4, true);
  const end = HEADER + count * 26;
  if (end > own.byteLength) throw new BatchFormatError('Batch of readings is cut short');
  const times = new Float64Array(own, HEADER, count);
  const values = new Float64Array(own, HEADER + count * 8, count);
  const tenantIds = new Int32Array(own, HEADER + count * 16, count);
  const sensorIds = new Int32Array(own, HEADER + count * 20, count);
  const qualities = new Int16Array(own, HEADER + count * 24, count);
  const ledger = JSON.parse(Buffer.from(own, end).toString()) as LedgerEntry[];
  return { times, values, tenantIds, sensorIds, qualities, receivedAt: view.getFloat64(8, true), ledger };
}
