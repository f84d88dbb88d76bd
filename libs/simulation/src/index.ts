export { Random } from './generator/random';
export type { WaterNetwork } from './generator/plans';
export { generateWaterNetwork, type WaterNetworkRequest } from './generator/water-network';
export {
  districtBoundary,
  nationTimeZone,
  planNation,
  type MunicipalityPlan,
  type NationPlan,
  type NationRequest,
} from './generator/nation';
export { planSensors, type DevicePlan, type SensorPlan } from './operation/sensor-plan';
export { limitsFor, type SensorLimits, type UsualSpan } from './operation/limits';
export { scheduleIncidents, type Incident, type IncidentKind } from './operation/incidents';
export { MunicipalityOperation, type DeviceReading, type History } from './operation/municipality-operation';
export { zoneOffsetMs } from './operation/local-time';
export { ApiClient, ApiError, mapLimit } from './client/api-client';
export {
  HttpLink,
  LinkRefused,
  MqttLink,
  type DeviceIdentity,
  type DeviceLink,
  type LinkReport,
  type WireReading,
} from './client/device-link';
export { simulate, type SimulationSettings } from './client/simulate';
export { ReplayError } from './replay/csv';
export { replay, type ReplaySettings, type ReplaySummary } from './replay/replay';
