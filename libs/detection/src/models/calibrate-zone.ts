import { type OffsetAt, type SiteModel, SiteScorer, type SiteTable } from '../site';
import { exceededOnceIn } from './fit-sensor-model';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const FOLDS = 4;
/** Days with readings below which a tail says nothing. */
const LEAST_DAYS = 14;
/** The two ways in which a signal is judged share the false alarms. */
const VIEWS = ['relation', 'level'] as const;

/** What the calibration works with. */
export interface ZoneCalibration {
  daysPerFalseAlarm: number;
  offsetAt: OffsetAt;
  /** 1 for rows that say nothing of what is usual. */
  skip: Uint8Array;
  /** Learns from all rows but those marked with 1. */
  fit: (skip: Uint8Array) => SiteModel;
}

type Maxima = Map<number, Float64Array>;

/**
 * Raises the limits of a site model so far that the largest excess of a day would be an alarm once in
 * `daysPerFalseAlarm` days. Days are taken from weeks that were left out of the learning in turn; first every signal is
 * brought to its own usual largest excess, then all of them together to the one that is asked for. Limits are never lowered:
 * those of training already allow for its rare events.
 */
export function calibrateZone(model: SiteModel, table: SiteTable, options: ZoneCalibration): SiteModel {
  const days = leftOutDays(table, options);
  const parts = { ...model.parts };
  VIEWS.forEach((view, k) => {
    const factors = factorsOf(days[k] as Maxima, table.names.length, VIEWS.length * options.daysPerFalseAlarm);
    if (view === 'level') parts['departureLimits'] = scaled(parts['departureLimits'], factors);
    else {
      const used = parts['relationActive'] ?? new Float64Array(0);
      parts['relationLimits'] = scaled(
        parts['relationLimits'],
        used.map((signal) => factors[signal] ?? 1),
      );
    }
  });
  return { ...model, parts };
}

/** Largest excess of each signal on each day, by view, on days that were not learned from. */
function leftOutDays(table: SiteTable, { offsetAt, skip, fit }: ZoneCalibration): Maxima[] {
  const { timesMs, columns } = table;
  const span = (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
  const block = span < 2 * FOLDS * WEEK_MS ? DAY_MS : WEEK_MS;
  const foldOf = (time: number) => Math.floor(time / block) % FOLDS;
  const maxima: Maxima[] = VIEWS.map(() => new Map());
  const row = new Float64Array(columns.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const scorer = new SiteScorer(
      fit(skip.map((marked, n) => (marked === 1 || foldOf(timesMs[n] as number) === fold ? 1 : 0))),
      offsetAt,
    );
    timesMs.forEach((time, n) => {
      for (let j = 0; j < row.length; j += 1) row[j] = (columns[j] as Float64Array)[n] as number;
      scorer.push(time, row);
      if (skip[n] === 1 || foldOf(time) !== fold) return;
      VIEWS.forEach((view, k) => {
        const strengths = scorer.strengths[view];
        const day = Math.floor(time / DAY_MS);
        const known = maxima[k] as Maxima;
        const largest = known.get(day) ?? new Float64Array(row.length);
        known.set(
          day,
          largest.map((value, j) => Math.max(value, strengths[j] as number)),
        );
      });
    });
  }
  return maxima;
}

/** By how much the limit of each signal is to be multiplied. */
function factorsOf(days: Maxima, signals: number, once: number): Float64Array {
  const factors = new Float64Array(signals).fill(1);
  if (days.size < LEAST_DAYS) return factors;
  const all = [...days.values()];
  for (let j = 0; j < signals; j += 1)
    factors[j] = Math.max(1, exceededOnceIn(once, Float64Array.from(all, (day) => day[j] as number).sort()));
  const together = Float64Array.from(all, (day) => Math.max(...day.map((value, j) => value / (factors[j] as number))));
  const factor = Math.max(1, exceededOnceIn(once, together.sort()));
  return factors.map((own) => own * factor);
}

function scaled(limits: Float64Array | undefined, factors: Float64Array): Float64Array {
  return (limits ?? new Float64Array(0)).map((limit, n) => limit * (factors[n] as number));
}
