export { MAX_READINGS, outcomes, type Outcome, type QuarantineReason } from '@app/contracts';
export * from './gateway';
export { itemSlices, MAX_DEPTH } from './json-scan';
export * from './manifest';
export * from './telemetry';
export { columnsOf, decodeTelemetryJson, unreadable } from './telemetry-json';
export * from './version';
export * from './rate-limiter';
export { toIngestReport } from './report-json';
