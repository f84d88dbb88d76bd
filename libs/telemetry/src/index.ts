export { BatchLog, INGEST_INSTANCE, LOG_KEPT_MS } from './log/batch-log';
export {
  BatchFormatError,
  type LedgerEntry,
  type LoggedBatch,
  SHARDS,
  decodeBatch,
  encodeBatch,
  shardOf,
} from './log/logged-batch';
export { IngestPipeline, type Patience } from './pipeline/ingest-pipeline';
export type { Submission } from './pipeline/pending-batch';
export { TelemetryIntake, type UserReadings } from './pipeline/telemetry-intake';
export { RegistryChangeLog, type RegistryChanges } from './registry/registry-changes';
export { DeviceRegistry, type DeviceSession } from './registry/device-registry';
export type { DeviceRecord, SensorRecord } from './registry/registry-records';
export type { Span } from './read/reading-series';
export { spanOf } from './read/span';
export { type FrameDecoder, FrameDecoders, type KeptFrame } from './quarantine/frame-decoders';
export { DeviceStates } from './devices/device-states';
export {
  GatewaySupportModule,
  IngestModule,
  TelemetryHttpModule,
  TelemetryJobsModule,
  TelemetryLogModule,
} from './telemetry.module';
