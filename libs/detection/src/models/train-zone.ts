import { SiteScorer, SiteTrainingError, fitSiteModel } from '../site';
import type { OffsetAt, SiteContribution, SiteModel, SiteTable } from '../site';
import { type FeedbackLabel, type ModelMetrics, assessFeedback, assessInjected } from './assess';
import { LocalCalendar } from './calendar';
import { calibrateZone } from './calibrate-zone';
import { rounded, type Explanation, type FeatureReason } from './explain-sensor';
import { TooLittleData } from './sensor-model';
import {
  LEARNED_SHARE,
  type ScoredWindow,
  type Trained,
  alarmsOf,
  firstNotBefore,
  quantileTime,
  spansMask,
} from './train-sensor';

const DAY_MS = 86_400_000;
const LEAST_ROWS = 200;
const LEAST_DAYS = 7;

/** What the training of a zone may be told. */
export interface ZoneFitOptions {
  /** Time between rows, ms. */
  stepMs: number;
  /** IANA zone in which people live by the clock. */
  timeZone: string;
  /** One false alarm in so many days is accepted. */
  daysPerFalseAlarm: number;
  /** Told now and then how far it has come, 0 to 1. */
  onProgress?: (share: number) => void;
}

/**
 * Trains the model of several sensors together, and measures one that has learned from the first three quarters on the rest.
 * The signals are named by the ids of their sensors.
 * @throws {TooLittleData}
 */
export function trainZone(
  table: SiteTable,
  options: ZoneFitOptions,
  labels: readonly FeedbackLabel[] = [],
): Trained<SiteModel> {
  const { timesMs } = table;
  const rows = timesMs.length;
  const days = ((timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0)) / DAY_MS;
  if (table.names.length < 2) throw new TooLittleData('At least two sensors of the zone must have readings.');
  if (rows < LEAST_ROWS || days < LEAST_DAYS) {
    throw new TooLittleData(
      `At least ${LEAST_ROWS} rows over ${LEAST_DAYS} days are needed; there are ${rows} over ${Math.round(days)}.`,
    );
  }
  const real = labels.filter((label) => label.real);
  const model = learned(table, options, real);
  options.onProgress?.(0.5);
  const cut = firstNotBefore(timesMs, quantileTime(timesMs, LEARNED_SHARE));
  const measured = learned(part(table, 0, cut), options, labels);
  options.onProgress?.(0.9);
  const { timeZone } = options;
  const injected = assessZone(measured, part(table, cut, rows), timeZone);
  const feedback = feedbackOfZone(measured, table, timeZone, labels);
  options.onProgress?.(1);
  return { model, metrics: feedback ?? injected, injected };
}

/** Measures a model on injected anomalies in a stretch of rows. */
export function assessZone(model: SiteModel, table: SiteTable, timeZone: string): ModelMetrics | null {
  return assessInjected((times, columns) => scoresOf(model, times, columns, timeZone), table.timesMs, table.columns);
}

/** Measures a model on what operators said; null when they said too little. */
export function feedbackOfZone(
  model: SiteModel,
  table: SiteTable,
  timeZone: string,
  labels: readonly FeedbackLabel[],
): ModelMetrics | null {
  if (labels.length === 0) return null;
  return assessFeedback(table.timesMs, scoresOf(model, table.timesMs, table.columns, timeZone), labels);
}

/** Scores a window with a model. */
export function scoreZoneWindow(model: SiteModel, table: SiteTable, timeZone: string): ScoredWindow {
  const scores = scoresOf(model, table.timesMs, table.columns, timeZone);
  return { readings: scores.length, ...alarmsOf(scores), meanAbsError: null, scores };
}

/** Offset of a place's time from UTC, whose clocks may change. */
export function offsetsOf(timeZone: string): OffsetAt {
  const calendar = new LocalCalendar({ timeZone, holidays: [], southern: false });
  return (timeMs) => calendar.offsetAt(timeMs);
}

function scoresOf(
  model: SiteModel,
  timesMs: Float64Array,
  columns: readonly Float64Array[],
  timeZone: string,
): Float64Array {
  const scorer = new SiteScorer(model, offsetsOf(timeZone));
  const row = new Float64Array(columns.length);
  return timesMs.map((time, n) => {
    for (let j = 0; j < row.length; j += 1) row[j] = (columns[j] as Float64Array)[n] as number;
    return scorer.push(time, row);
  });
}

/** Fits on the stretches between the spans, with limits for the number of false alarms that is asked for. */
function learned(table: SiteTable, options: ZoneFitOptions, spans: readonly FeedbackLabel[]): SiteModel {
  const skip = spansMask(table.timesMs, spans);
  const offsetAt = offsetsOf(options.timeZone);
  const fit = (mask: Uint8Array) => fitWithout(table, options.stepMs, offsetAt, mask);
  return calibrateZone(fit(skip), table, { daysPerFalseAlarm: options.daysPerFalseAlarm, offsetAt, skip, fit });
}

/** Fits on the stretches between what is marked with 1. */
function fitWithout(table: SiteTable, stepMs: number, offsetAt: OffsetAt, mask: Uint8Array): SiteModel {
  const tables: SiteTable[] = [];
  let from = 0;
  for (let n = 0; n <= mask.length; n += 1) {
    if (n < mask.length && mask[n] === 0) continue;
    if (n > from) tables.push(part(table, from, n));
    from = n + 1;
  }
  try {
    const middle = ((table.timesMs[0] ?? 0) + (table.timesMs.at(-1) ?? 0)) / 2;
    return fitSiteModel(tables, { stepMs, utcOffsetMs: offsetAt(middle), offsetAt });
  } catch (error) {
    if (error instanceof SiteTrainingError) throw new TooLittleData(error.message);
    throw error;
  }
}

function part(table: SiteTable, from: number, to: number): SiteTable {
  return {
    names: table.names,
    timesMs: table.timesMs.subarray(from, to),
    columns: table.columns.map((column) => column.subarray(from, to)),
  };
}

const CODES = { relation: 'relation', level: 'left_level', constant: 'changed_constant' } as const;

/** What is known of a sensor for sentences about it. */
export interface NamedSensor {
  name: string;
  /** Unit as people write it. */
  unit: string;
}

/**
 * Puts the verdict of a site model into words.
 * @param contributions - strongest first; the names are ids of sensors
 */
export function explainZone(
  contributions: readonly SiteContribution[],
  sensors: ReadonlyMap<string, NamedSensor>,
): Explanation {
  const features = contributions.map(({ name: id, cause, expected, seen, strength }): FeatureReason => {
    const { name, unit } = sensors.get(id) ?? { name: id, unit: '' };
    const amount = (value: number) => (Number.isFinite(value) ? `${rounded(value)} ${unit}`.trim() : 'unknown');
    const words: Record<SiteContribution['cause'], string> = {
      relation: `${name} does not fit the other sensors and the time of day: ${amount(expected)} was to be expected, ${amount(seen)} was seen.`,
      level: `${name} has left its own recent level of ${amount(expected)}: ${amount(seen)} was seen.`,
      constant: `${name} changed although it never had, from ${amount(expected)} to ${amount(seen)}.`,
    };
    const finite = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      code: CODES[cause],
      sensorId: id,
      name,
      expected: finite(expected),
      seen: finite(seen),
      strength: finite(strength),
      effect: null,
      text: words[cause],
    };
  });
  const [main] = features;
  return { code: main?.code ?? 'relation', text: main?.text ?? 'Nothing is unusual.', features };
}
