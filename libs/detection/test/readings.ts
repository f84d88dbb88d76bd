import {
  compileConfig,
  DetectionShard,
  type CompiledConfig,
  type ConditionChange,
  type ConfigSource,
  type ReadingBatch,
  type SensorProfile,
} from '../src/core';

/** 1 January 2026, Unix ms. */
export const START = Date.UTC(2026, 0, 1);

/** One reading in a row of test readings. */
export interface Row {
  sensor?: number;
  tenant?: number;
  time: number;
  value: number;
  quality?: number;
}

/** Columns of rows; received when the newest of them was measured unless said otherwise. */
export function batchOf(rows: readonly Row[], receivedAt?: number): ReadingBatch {
  return {
    tenantIds: Int32Array.from(rows, (row) => row.tenant ?? 1),
    sensorIds: Int32Array.from(rows, (row) => row.sensor ?? 7),
    times: Float64Array.from(rows, (row) => row.time),
    values: Float64Array.from(rows, (row) => row.value),
    qualities: Int16Array.from(rows, (row) => row.quality ?? 0),
    receivedAt: receivedAt ?? Math.max(...rows.map((row) => row.time)),
  };
}

/** A level sensor that reports once a minute, changed as given. */
export function configOf(change: Partial<SensorProfile> = {}): CompiledConfig {
  return compileConfig({
    quantity: 'level',
    rangeMin: null,
    rangeMax: null,
    thresholds: {},
    intervalS: 60,
    settings: {},
    inService: true,
    ...change,
  });
}

/** The same settings for every sensor. */
export function sourceOf(config: CompiledConfig | undefined, version = 1): ConfigSource {
  return { version, get: () => config };
}

/** A shard that trusts every quality below 4. */
export function newShard(): DetectionShard {
  return DetectionShard.create((quality) => quality < 4);
}

/** Readings at a fixed pace, values by index. */
export function series(count: number, valueAt: (i: number) => number, stepMs = 60_000, start = START): Row[] {
  return Array.from({ length: count }, (_, i) => ({ time: start + i * stepMs, value: valueAt(i) }));
}

/** Runs rows one batch each, received at once, through a fresh shard. */
export function run(rows: readonly Row[], config: CompiledConfig, shard = newShard()): ConditionChange[] {
  return rows.flatMap((row) => shard.process(batchOf([row]), sourceOf(config)));
}

/** Short form of a change for comparison: `+high@3` is "high began at index 3". */
export function brief(changes: readonly ConditionChange[], stepMs = 60_000, start = START): string[] {
  return changes.map(
    (change) =>
      `${change.active ? '+' : '-'}${change.limitName}@${(change.time - start) / stepMs}${change.historical ? 'h' : ''}`,
  );
}

/** Repeatable noise between -0.5 and 0.5. */
export function noise(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}
