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
export { simulatedProtocols, type SimulatedProtocol } from './operation/protocols';
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
export { channelsOf, euiOf, phoneOf, type LinkDevice } from './client/links/link-device';
export { openLink, type HostPort, type LinkAddresses } from './client/links/open-link';
export { FieldLink, usualMeasures, type HabitMeasures } from './client/links/field-link';
export { habits, readHabits, type Habit } from './client/links/habits';
export { simulate, type SimulationSettings } from './client/simulate';
export { ReplayError } from './replay/csv';
export { replay, type ReplaySettings, type ReplaySummary } from './replay/replay';
