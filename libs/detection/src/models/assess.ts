import { injectedKinds, type InjectedKind, injectedShapes, swingOf, withInjected } from './injected';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Stretches of clean readings that are judged as one. */
const WINDOW_MS = 6 * HOUR_MS;
/** Time before the first window in which a scorer finds its feet. */
const WARM_UP_MS = 2 * DAY_MS;
const ROUNDS = 12;
/** Labels that make a measurement: so many in all, and so many true alarms among them. */
export const LEAST_LABELS = 6;
export const LEAST_TRUE_LABELS = 2;

/** Gives each row its score; the columns are those that were handed over, changed or not. */
export type Judge = (timesMs: Float64Array, columns: readonly Float64Array[]) => Float64Array;

/** How good a model is, and how that was measured. */
export interface ModelMetrics {
  /** `injected`: clean stretches against the same with anomalies put in; `feedback`: what operators said of alarms. */
  measuredOn: 'injected' | 'feedback';
  accuracy: number;
  /** Null where nothing was found or nothing was to be found. */
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** Stretches that were judged, and those among them with an anomaly. */
  samples: number;
  positives: number;
  /** Found and put in, by kind; empty for feedback. */
  byKind: Partial<Record<InjectedKind, { injected: number; found: number }>>;
  /** Alarms in clean readings for 30 days; null for feedback. */
  falseAlarmsPer30Days: number | null;
  /** Median time from the start of a found anomaly to its alarm, ms; null when none was found. */
  medianDelayMs: number | null;
  /** Readings on which it was measured, Unix ms. */
  fromMs: number;
  toMs: number;
}

/** What an operator said of a stretch of time. */
export interface FeedbackLabel {
  fromMs: number;
  toMs: number;
  /** True: something was wrong; false: nothing was. */
  real: boolean;
}

/** Repeatable random numbers in [0, 1) (Numerical Recipes). */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/**
 * Measures on anomalies put into readings that the judged model has not learned from. Each anomaly is put in on its own;
 * it counts as found when a reading in it is an alarm that was none without it.
 * @param columns - series into which anomalies are put, in turn
 * @returns null when there are too few readings
 */
export function assessInjected(
  judge: Judge,
  timesMs: Float64Array,
  columns: readonly Float64Array[],
  seed = 1,
): ModelMetrics | null {
  const begin = timesMs.findIndex((time) => time >= (timesMs[0] as number) + WARM_UP_MS);
  const longest = injectedShapes.drift.lastsMs;
  const end = timesMs.findLastIndex((time) => time <= (timesMs.at(-1) as number) - longest);
  if (begin < 0 || end - begin < 20) return null;
  const clean = judge(timesMs, columns);
  const windows = new Map<number, boolean>();
  let alarms = 0;
  for (let n = begin; n < timesMs.length; n += 1) {
    const alarm = (clean[n] as number) >= 0.5;
    const window = Math.floor((timesMs[n] as number) / WINDOW_MS);
    windows.set(window, (windows.get(window) ?? false) || alarm);
    if (alarm && !((clean[n - 1] as number) >= 0.5)) alarms += 1;
  }
  const random = randomSource(seed);
  const byKind: ModelMetrics['byKind'] = {};
  const delays: number[] = [];
  const swings = columns.map(swingOf);
  for (const kind of injectedKinds) {
    const tally = { injected: 0, found: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const column = Math.floor(random() * columns.length);
      const start = begin + Math.floor(random() * (end - begin));
      const sign = random() < 0.5 ? -1 : 1;
      const series = columns[column] as Float64Array;
      if (!Number.isFinite(series[start])) continue;
      const changed = withInjected(timesMs, series, kind, start, sign, swings[column] as number);
      // What comes after the anomaly says nothing of it: judged up to its end only.
      const upTo = (values: Float64Array) => values.subarray(0, changed.end);
      const scores = judge(
        upTo(timesMs),
        columns.map((values, n) => upTo(n === column ? changed.values : values)),
      );
      tally.injected += 1;
      for (let n = start; n < changed.end; n += 1) {
        if ((scores[n] as number) >= 0.5 && (clean[n] as number) < 0.5) {
          tally.found += 1;
          delays.push((timesMs[n] as number) - (timesMs[start] as number));
          break;
        }
      }
    }
    byKind[kind] = tally;
  }
  const tallies = Object.values(byKind);
  const positives = tallies.reduce((sum, { injected }) => sum + injected, 0);
  const found = tallies.reduce((sum, tally) => sum + tally.found, 0);
  const wrong = [...windows.values()].filter(Boolean).length;
  const days = ((timesMs.at(-1) as number) - (timesMs[begin] as number)) / DAY_MS;
  return {
    measuredOn: 'injected',
    ...rates(found, positives - found, wrong, windows.size - wrong),
    byKind,
    falseAlarmsPer30Days: days > 0 ? (alarms / days) * 30 : null,
    medianDelayMs: middle(delays),
    fromMs: timesMs[begin] as number,
    toMs: timesMs.at(-1) as number,
  };
}

/**
 * Measures on what operators said. A stretch counts as an alarm when any reading in it is one.
 * @param scores - of each reading
 * @returns null when there are too few labels with readings in them
 */
export function assessFeedback(
  timesMs: Float64Array,
  scores: Float64Array,
  labels: readonly FeedbackLabel[],
): ModelMetrics | null {
  let [hits, misses, wrong, right] = [0, 0, 0, 0];
  const delays: number[] = [];
  for (const { fromMs, toMs, real } of labels) {
    const first = timesMs.findIndex((time) => time >= fromMs);
    const within = first >= 0 && (timesMs[first] as number) <= toMs;
    if (!within) continue;
    let alarm = Number.NaN;
    for (let n = first; n < timesMs.length && (timesMs[n] as number) <= toMs; n += 1) {
      if ((scores[n] as number) >= 0.5) {
        alarm = timesMs[n] as number;
        break;
      }
    }
    const found = Number.isFinite(alarm);
    if (real && found) delays.push(alarm - fromMs);
    if (real) [hits, misses] = found ? [hits + 1, misses] : [hits, misses + 1];
    else [wrong, right] = found ? [wrong + 1, right] : [wrong, right + 1];
  }
  if (hits + misses + wrong + right < LEAST_LABELS || hits + misses < LEAST_TRUE_LABELS) return null;
  return {
    measuredOn: 'feedback',
    ...rates(hits, misses, wrong, right),
    byKind: {},
    falseAlarmsPer30Days: null,
    medianDelayMs: middle(delays),
    fromMs: Math.min(...labels.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...labels.map(({ toMs }) => toMs)),
  };
}

function rates(hits: number, misses: number, wrong: number, right: number) {
  const samples = hits + misses + wrong + right;
  const precision = hits + wrong > 0 ? hits / (hits + wrong) : null;
  const recall = hits + misses > 0 ? hits / (hits + misses) : null;
  const f1 = 2 * hits + wrong + misses > 0 ? (2 * hits) / (2 * hits + wrong + misses) : null;
  return { accuracy: (hits + right) / samples, precision, recall, f1, samples, positives: hits + misses };
}

function middle(values: readonly number[]): number | null {
  return values.length === 0 ? null : (values.toSorted((a, b) => a - b)[values.length >> 1] as number);
}
