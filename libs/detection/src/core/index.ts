export * from './compiled';
export * from './condition';
export * from './settings';
export { DetectionShard, type ConfigSource, type QualityTest, type ReadingBatch } from './shard';
export { judgeSilence, silenceLimitMs, type SilenceInput, type SilenceVerdict } from './silence';
export { SnapshotError } from './slab';
