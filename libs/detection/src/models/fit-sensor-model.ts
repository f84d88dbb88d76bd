import { LocalCalendar } from './calendar';
import { MAD_TO_SIGMA, medianOf, quantileOf } from './order';
import { robustRidge } from './ridge';
import {
  type ModelNeighbour,
  type SensorFitOptions,
  type SensorHistory,
  type SensorModel,
  SENSOR_MODEL_VERSION,
  TooLittleData,
  sensorViews,
} from './sensor-model';
import { SensorScorer, interpolated, seasonAt } from './sensor-scorer';
import { fitWeeklyProfile, quantumOf } from './weekly-profile';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Less than this teaches nothing worth using. */
const LEAST_ROWS = 200;
const LEAST_DAYS = 4;
const FOLDS = 5;
/** A yearly course is learned from at least so many days. */
const SEASON_DAYS = 300;
/** Neighbours that are used at most, and how strongly one must move with the sensor. */
const MOST_NEIGHBOURS = 4;
const LEAST_CORRELATION = 0.4;
/** Thresholds are never below so many robust standard deviations of what the view usually shows. */
const LEAST_SIGMAS = 3.5;

type Learned = Omit<SensorModel, 'thresholds' | 'rows' | 'fromMs' | 'toMs' | 'quantum'>;

/**
 * Learns a sensor: what is usual at each half-hour of the week, through the year, after the readings before and beside the
 * readings of neighbours; then how far readings usually stray from that. The latter is measured on weeks that were left
 * out of the learning in turn (cross-validation), so that it holds for readings not seen yet.
 *
 * @throws {TooLittleData}
 */
export function fitSensorModel(history: SensorHistory, options: SensorFitOptions): SensorModel {
  const { timesMs, values } = history;
  const exclude = options.exclude ?? new Uint8Array(values.length);
  const usable = values.reduce((count, value, n) => count + (Number.isFinite(value) && exclude[n] !== 1 ? 1 : 0), 0);
  const first = timesMs[0] ?? 0;
  const last = timesMs.at(-1) ?? 0;
  if (usable < LEAST_ROWS || last - first < LEAST_DAYS * DAY_MS) {
    throw new TooLittleData(
      `At least ${LEAST_ROWS} readings over ${LEAST_DAYS} days are needed; there are ${usable} over ${Math.max(0, Math.round((last - first) / DAY_MS))}.`,
    );
  }
  const learned = learn(history, options, exclude);
  const quantum = quantumOf(values);
  options.onProgress?.(1 / (FOLDS + 1));
  return {
    ...learned,
    thresholds: calibrate(history, options, exclude, learned, quantum),
    quantum,
    rows: usable,
    fromMs: first,
    toMs: last,
  };
}

/** Everything but the thresholds. @param only - the neighbours to be used; left out: those that fit best */
function learn(
  history: SensorHistory,
  options: SensorFitOptions,
  skip: Uint8Array,
  only?: readonly ModelNeighbour[],
): Learned {
  const { timesMs, values } = history;
  const { timeZone, holidays, southern, stepMs } = options;
  const calendar = new LocalCalendar({ timeZone, holidays, southern });
  const profile = fitWeeklyProfile(calendar, timesMs, values, skip);
  const raw = deviationsFrom(calendar, timesMs, values, profile);
  const season = fitSeason(timesMs, raw, skip);
  if (season.length > 0)
    for (let n = 0; n < raw.length; n += 1) raw[n] = (raw[n] as number) - seasonAt(season, timesMs[n] as number);
  const slow = slowLevel(timesMs, raw);
  const levelShare = Math.min(1, Math.max(0, robustRidge([slow], raw, 0.01, skip)[0] as number));
  const own = raw.map((value, n) => clip(value - levelShare * (slow[n] as number)));
  const lags = [1, 2].map((lag) => lagged(timesMs, own, lag, 3 * stepMs));
  const [first = 0, second = 0] = robustRidge(lags, own, 0.01, skip);
  const candidates = history.neighbours
    .filter(({ id }) => only === undefined || only.some((neighbour) => neighbour.id === id))
    .map(({ id, name, values: beside }) => {
      const besideProfile = fitWeeklyProfile(calendar, timesMs, beside, skip);
      const besideRaw = deviationsFrom(calendar, timesMs, beside, besideProfile);
      const besideSlow = slowLevel(timesMs, besideRaw);
      const moves = besideRaw.map((value, n) => clip(value - (besideSlow[n] as number)));
      return { id, name, profile: besideProfile, moves, correlation: correlation(own, moves, skip) };
    })
    .filter((candidate) => only !== undefined || Math.abs(candidate.correlation) >= LEAST_CORRELATION)
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
    .slice(0, MOST_NEIGHBOURS);
  const weights = robustRidge(
    candidates.map(({ moves }) => moves),
    own,
    0.02,
    skip,
  );
  const neighbours = candidates.map(({ id, name, profile: its }, j) => ({
    id,
    name,
    profile: its,
    weight: weights[j] as number,
  }));
  return {
    version: SENSOR_MODEL_VERSION,
    calendar: { timeZone, holidays: [...holidays], southern },
    stepMs,
    profile,
    season,
    levelShare,
    recent: [first, second],
    neighbours,
  };
}

/**
 * The largest usual deviation of each view: the level that the largest deviation of a day exceeds once in
 * `daysPerFalseAlarm` days, shared among the views. Days are taken from weeks that were not learned from.
 */
function calibrate(
  history: SensorHistory,
  options: SensorFitOptions,
  exclude: Uint8Array,
  { neighbours, profile }: Learned,
  quantum: number,
): Float64Array {
  const { timesMs, values } = history;
  const block = (timesMs.at(-1) as number) - (timesMs[0] as number) < 5 * WEEK_MS ? DAY_MS : WEEK_MS;
  const maxima = sensorViews.map(() => new Map<number, number>());
  const sizes = sensorViews.map((): number[] => []);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const foldOf = (n: number) => Math.floor((timesMs[n] as number) / block) % FOLDS;
    const skip = exclude.map((excluded, n) => (excluded === 1 || foldOf(n) === fold ? 1 : 0));
    const learned = learn(history, options, skip, neighbours);
    const infinite = new Float64Array(sensorViews.length).fill(Infinity);
    const scorer = new SensorScorer({ ...learned, thresholds: infinite, quantum: 0, rows: 0, fromMs: 0, toMs: 0 });
    const beside = columnsFor(learned, history);
    for (let n = 0; n < values.length; n += 1) {
      if (!scorer.push(timesMs[n] as number, values[n] as number, beside, n)) continue;
      if (foldOf(n) !== fold || exclude[n] === 1) continue;
      const day = Math.floor((timesMs[n] as number) / DAY_MS);
      maxima.forEach((days, k) => {
        const size = Math.abs(scorer.deviations[k] as number);
        if (Number.isNaN(size)) return;
        (sizes[k] as number[]).push(size);
        if (size > (days.get(day) ?? -1)) days.set(day, size);
      });
    }
    options.onProgress?.((fold + 2) / (FOLDS + 1));
  }
  // A single step of the instrument is never an alarm.
  const rounding = (1.5 * quantum) / medianOf(profile.scale);
  const views = maxima.filter((days) => days.size > 0).length;
  return Float64Array.from(maxima, (days, k) =>
    days.size < LEAST_DAYS
      ? Infinity
      : Math.max(
          exceededOnceIn(views * options.daysPerFalseAlarm, Float64Array.from(days.values()).sort()),
          LEAST_SIGMAS * MAD_TO_SIGMA * medianOf(sizes[k] as number[]),
          rounding,
        ),
  );
}

/**
 * Level that a daily maximum exceeds once in so many days: peaks over a threshold with an exponential tail above the upper
 * quartile (Coles 2001, chapter 4; as SPOT does it, Siffer et al. 2017, with the shape at zero). The mean excess is taken from the median
 * excess, so that a few days with real anomalies among the training do not raise it.
 * @param maxima - ascending
 */
export function exceededOnceIn(days: number, maxima: Float64Array): number {
  const start = quantileOf(maxima, 0.75);
  const excesses = maxima.filter((value) => value > start).map((value) => value - start);
  const mean = excesses.length === 0 ? 0 : medianOf(excesses) / Math.LN2;
  return start + mean * Math.log(Math.max(1, 0.25 * days));
}

/** Columns of the neighbours that a model uses, in its order. */
export function columnsFor({ neighbours }: Pick<SensorModel, 'neighbours'>, history: SensorHistory): Float64Array[] {
  const missing = new Float64Array(history.timesMs.length).fill(Number.NaN);
  return neighbours.map(({ id }) => history.neighbours.find((other) => other.id === id)?.values ?? missing);
}

function deviationsFrom(
  calendar: LocalCalendar,
  times: Float64Array,
  values: Float64Array,
  profile: SensorModel['profile'],
): Float64Array {
  return values.map((value, n) => {
    const hour = calendar.hourOfWeek(times[n] as number);
    return (value - interpolated(profile.level, hour)) / interpolated(profile.scale, hour);
  });
}

function fitSeason(times: Float64Array, raw: Float64Array, skip: Uint8Array): Float64Array {
  if ((times.at(-1) as number) - (times[0] as number) < SEASON_DAYS * DAY_MS) return new Float64Array(0);
  const harmonic = (place: number) => {
    const unit = new Float64Array(4);
    unit[place] = 1;
    return times.map((time) => seasonAt(unit, time));
  };
  return robustRidge([0, 1, 2, 3].map(harmonic), raw, 0.01, skip);
}

/** As the scorer keeps it: the value at a place is what was known before that reading. */
function slowLevel(times: Float64Array, raw: Float64Array): Float64Array {
  let level = 0;
  let last = Number.NaN;
  return raw.map((value, n) => {
    const before = level;
    if (Number.isFinite(value)) {
      const elapsed = (times[n] as number) - last;
      const gain = Number.isFinite(elapsed) ? 1 - Math.exp(-elapsed / (3 * DAY_MS)) : 0;
      level += gain * Math.max(-3, Math.min(3, value - level));
      last = times[n] as number;
    }
    return before;
  });
}

function lagged(times: Float64Array, values: Float64Array, lag: number, within: number): Float64Array {
  return values.map((_, n) =>
    n >= lag && (times[n] as number) - (times[n - lag] as number) <= within * lag
      ? (values[n - lag] as number)
      : Number.NaN,
  );
}

function clip(value: number): number {
  return Math.max(-6, Math.min(6, value));
}

function correlation(a: Float64Array, b: Float64Array, skip: Uint8Array): number {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < a.length; n += 1) {
    const x = a[n] as number;
    const y = b[n] as number;
    if (skip[n] === 1 || !Number.isFinite(x) || !Number.isFinite(y)) continue;
    count += 1;
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  if (count < LEAST_ROWS / 2) return 0;
  const spread = (sumAA - (sumA * sumA) / count) * (sumBB - (sumB * sumB) / count);
  return spread > 0 ? (sumAB - (sumA * sumB) / count) / Math.sqrt(spread) : 0;
}
