import type { SiteTable } from '../../site';
import type { FeedbackLabel, ModelMetrics } from '../assess';
import type { SensorFitOptions, SensorHistory } from '../sensor-model';
import type { ZoneFitOptions } from '../train-zone';

/** Training of one sensor's model. */
export interface SensorTraining {
  scope: 'sensor';
  history: SensorHistory;
  options: Omit<SensorFitOptions, 'exclude' | 'onProgress'>;
  labels: readonly FeedbackLabel[];
}

/** Training of a zone's model; the signals are named by sensor ids. */
export interface ZoneTraining {
  scope: 'zone';
  table: SiteTable;
  options: Omit<ZoneFitOptions, 'onProgress'>;
  labels: readonly FeedbackLabel[];
}

/** A version whose quality is asked for: its number and what is stored of it. */
export interface StoredVersion {
  version: number;
  model: string;
}

/** What a thread is asked to do; its `workerData`. */
export type ThreadTask =
  | { task: 'train'; training: SensorTraining | ZoneTraining }
  | { task: 'assess'; training: SensorTraining | ZoneTraining; versions: readonly StoredVersion[] };

/** A model as text with its quality. */
export interface TrainedResult {
  model: string;
  metrics: ModelMetrics | null;
  injected: ModelMetrics | null;
  /** Readings or rows that were learned from. */
  rows: number;
  /** Short facts for people: neighbours used, thresholds. */
  summary: Record<string, unknown>;
}

/** How a stored version does on a window. */
export interface AssessedVersion {
  version: number;
  readings: number;
  alarms: number;
  alarmReadings: number;
  /** Unit of the sensor; null for zones. */
  meanAbsError: number | null;
  /** On injected anomalies in the window. */
  injected: ModelMetrics | null;
  /** On what operators said of stretches in the window; null when they said too little. */
  feedback: ModelMetrics | null;
}

/** Several versions on the same window. */
export interface WindowReport {
  versions: AssessedVersion[];
  /** Of the first two: readings that both call an alarm, and that only one does. */
  agreement: { both: number; onlyFirst: number; onlySecond: number } | null;
}

/** What a thread says. */
export type ThreadMessage =
  | { kind: 'progress'; share: number }
  | { kind: 'trained'; result: TrainedResult }
  | { kind: 'assessed'; report: WindowReport }
  /** Nothing that another attempt would change. */
  | { kind: 'refused'; message: string };
