export * from './compiled';
export * from './condition';
export * from './settings';
export { DetectionShard, type ConfigSource, type QualityGate, type ReadingBatch } from './shard';
export { silenceLimitMs, silentSince, type SilenceInput } from './silence';
export { SnapshotError } from './slab';
