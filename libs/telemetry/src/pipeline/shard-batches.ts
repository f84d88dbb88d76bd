import { type BatchContent, type LedgerEntry, SHARDS, shardOf } from '../log/logged-batch';
import type { RowColumns } from './row-columns';

/** The part of a commit that goes into one shard of the log. */
export interface ShardBatch {
  shard: number;
  content: BatchContent;
}

/**
 * Cuts a commit by shard, ascending, leaving out empty ones. The ledger goes with the first part; without rows it goes
 * into shard 0.
 */
export function shardBatches(rows: RowColumns, receivedAt: number, ledger: LedgerEntry[]): ShardBatch[] {
  const counts = new Int32Array(SHARDS);
  for (let i = 0; i < rows.count; i += 1) counts[shardOf(rows.sensorIds[i] as number)]! += 1;
  if (rows.count === 0) return ledger.length === 0 ? [] : [{ shard: 0, content: empty(0, receivedAt, ledger) }];
  const parts = Array.from(counts, (count) => empty(count, receivedAt, []));
  const filled = new Int32Array(SHARDS);
  for (let i = 0; i < rows.count; i += 1) {
    const shard = shardOf(rows.sensorIds[i] as number);
    const part = parts[shard] as BatchContent;
    const at = filled[shard] as number;
    part.tenantIds[at] = rows.tenantIds[i] as number;
    part.sensorIds[at] = rows.sensorIds[i] as number;
    part.times[at] = rows.times[i] as number;
    part.values[at] = rows.values[i] as number;
    part.qualities[at] = rows.qualities[i] as number;
    filled[shard] = at + 1;
  }
  const batches = parts
    .map((content, shard) => ({ shard, content }))
    .filter(({ shard }) => (counts[shard] as number) > 0);
  (batches[0] as ShardBatch).content.ledger = ledger;
  return batches;
}

function empty(count: number, receivedAt: number, ledger: LedgerEntry[]): BatchContent {
  return {
    tenantIds: new Int32Array(count),
    sensorIds: new Int32Array(count),
    times: new Float64Array(count),
    values: new Float64Array(count),
    qualities: new Int16Array(count),
    receivedAt,
    ledger,
  };
}
