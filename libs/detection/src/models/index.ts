export { alignTo } from './align';
export {
  type FeedbackLabel,
  LEAST_LABELS,
  LEAST_TRUE_LABELS,
  type ModelMetrics,
  assessFeedback,
  assessInjected,
} from './assess';
export { type CalendarOptions, LocalCalendar, type LocalMoment, type Season } from './calendar';
export { type DetectedEvent, EventTracker } from './detection-events';
export { type Explanation, type FeatureReason, explainSensor } from './explain-sensor';
export { columnsFor, fitSensorModel } from './fit-sensor-model';
export { type InjectedKind, injectedKinds, injectedShapes, swingOf, withInjected } from './injected';
export { type BatchVerdicts, predictBatch } from './predict-batch';
export {
  type NeighbourSeries,
  type SensorFitOptions,
  type SensorHistory,
  type SensorModel,
  type SensorView,
  TooLittleData,
  sensorViews,
} from './sensor-model';
export { SensorModelError, sensorModelFromJson, sensorModelToJson } from './sensor-model-json';
export { SensorScorer } from './sensor-scorer';
export { ModelThreads, ThreadFailed } from './thread/model-threads';
export type { AssessedVersion, SensorTraining, TrainedResult, WindowReport, ZoneTraining } from './thread/protocol';
export { type ScoredWindow, type Trained, assessSensor, scoreSensorWindow, trainSensor } from './train-sensor';
export {
  type NamedSensor,
  type ZoneFitOptions,
  explainZone,
  offsetsOf,
  scoreZoneWindow,
  trainZone,
} from './train-zone';
