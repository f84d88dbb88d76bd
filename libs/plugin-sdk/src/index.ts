export {
  MAX_READINGS,
  ingestReport,
  outcomes,
  telemetryBody,
  type Outcome,
  type QuarantineReason,
} from '@app/contracts';
export { z } from 'zod';
export * from './channel';
export * from './codec';
export * from './codec-library';
export * from './commands';
export * from './devices';
export * from './gateway';
export * from './http';
export { secret } from './secret';
export { readBody } from './read-body';
export { isTooDeep, itemSlices, MAX_DEPTH } from './json-scan';
export * from './manifest';
export * from './mqtt-acknowledgement';
export * from './telemetry';
export { columnsOf, decodeTelemetryJson, unreadable } from './telemetry-json';
export { SingleReadings } from './telemetry-fast';
export * from './version';
export * from './rate-limiter';
export { toIngestReport } from './report-json';
export { type GatewaySubject, gatewayConformance } from './conformance';
export { type ChannelSubject, channelConformance, sampleNotification } from './conformance-channel';
export { type CodecSubject, codecConformance } from './conformance-codec';
export type { ConformanceSubject, TestRunner } from './conformance-kit';
export { type FakeHost, fakeHost } from './fake-context';
export { CborError, decodeCbor } from './cbor';
export { columnsOfSenmlPack, decodeSenmlCbor, decodeSenmlJson } from './senml';
export { decodeTelemetryCbor } from './telemetry-cbor';
