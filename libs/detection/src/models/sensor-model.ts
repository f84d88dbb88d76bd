import type { CalendarOptions } from './calendar';
import type { WeeklyProfile } from './weekly-profile';

/** Format of what is stored; a model of another version is trained anew. */
export const SENSOR_MODEL_VERSION = 1;

/**
 * The ways in which a reading is looked at, each with its own expectation. `sustained`: the mean deviation of some hours
 * rather than that of one reading.
 */
export const sensorViews = [
  'time_of_week',
  'time_of_week_sustained',
  'recent',
  'neighbours',
  'neighbours_sustained',
] as const;
export type SensorView = (typeof sensorViews)[number];

/** Readings of one sensor, thinned to one a step, with those of its neighbours at the same times. */
export interface SensorHistory {
  /** Unix ms, rising. */
  readonly timesMs: Float64Array;
  /** Unit of the series; NaN where there is none. */
  readonly values: Float64Array;
  /** Sensors of the same zone or asset; `values` is as long as `timesMs`, NaN where nothing was known at that time. */
  readonly neighbours: readonly NeighbourSeries[];
}

export interface NeighbourSeries {
  readonly id: string;
  readonly name: string;
  readonly values: Float64Array;
}

/** What was learned of a neighbour. */
export interface ModelNeighbour {
  readonly id: string;
  readonly name: string;
  readonly profile: WeeklyProfile;
  /** Standard deviations by which the sensor moves for one of the neighbour. */
  readonly weight: number;
}

/** Everything that was learned of one sensor. Deviations are in robust standard deviations of the half-hour. */
export interface SensorModel {
  readonly version: number;
  readonly calendar: CalendarOptions;
  /** Time between readings that are looked at, ms. */
  readonly stepMs: number;
  readonly profile: WeeklyProfile;
  /** First and second yearly harmonic (cosine, sine each) of the deviation; empty when less than 10 months were seen. */
  readonly season: Float64Array;
  /** How much of the mean deviation of the last days goes on, 0 to 1. */
  readonly levelShare: number;
  /** How much of the last and the last but one deviation goes on. */
  readonly recent: readonly [number, number];
  readonly neighbours: readonly ModelNeighbour[];
  /** Largest usual deviation of each view, in the order of {@link sensorViews}; infinite for a view that cannot be used. */
  readonly thresholds: Float64Array;
  /** Rounding step of the readings, unit of the series; 0: unknown. */
  readonly quantum: number;
  /** Training: readings that were used, first and last time (Unix ms). */
  readonly rows: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a training may be told. */
export interface SensorFitOptions extends CalendarOptions {
  /** Time between readings that are looked at, ms. */
  stepMs: number;
  /** False alarms wanted at most: one in so many days. */
  daysPerFalseAlarm: number;
  /** Readings that are not to be learned from (1): confirmed anomalies. Default: all are. */
  exclude?: Uint8Array;
  /** Told now and then how far it has come, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** There is not enough to learn from. */
export class TooLittleData extends Error {
  override readonly name = 'TooLittleData';
}
