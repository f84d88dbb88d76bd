import { median, robustSigma } from './robust';
import type { Uncertain } from './uncertain';

/** One night as the trend sees it. */
export interface TrendNight {
  /** Local date. */
  night: string;
  /** Net night flow, m³/h; null on nights that do not count. */
  flow: number | null;
}

/** When a rise of the night flow is a leak. */
export interface LeakRule {
  /** Robust standard deviations above the baseline. */
  sigmas: number;
  /** Least rise, m³/h. */
  leastRise: number;
  /** Nights in a row above the limit, and below half of the rise for the end. */
  nights: number;
  /** Uncertainty of the meters, 95 %, % of the flow. */
  meterPercent: number;
}

/** Nights that the baseline is the median of, at most and at least. */
export const BASELINE_NIGHTS = 28;
export const LEAST_NIGHTS = 4;
/** Nights of which the newest rate is the median. */
const RATE_NIGHTS = 7;
/** Reference value of the cumulative sum, standard deviations (Page 1954). */
const CUSUM_K = 0.5;
/** What one night adds to it at most, standard deviations: the sum must come back soon after a single high night. */
const CUSUM_MOST = 2.5;
/** No night flow is steadier than this share of itself: season, heat and holidays move it. */
const LEAST_SPREAD = 0.05;

/** What was expected of a night. */
export interface NightJudgement {
  night: string;
  /** Median of the nights before that were not flagged, m³/h; null while there are too few. */
  baseline: number | null;
  /** Flow from which on the night is flagged, m³/h. */
  limit: number | null;
  flagged: boolean;
}

/** A rise of the night flow that lasts. */
export interface Leak {
  /** Night that parts the flows best into before and after. */
  start: string;
  /** Night from which on the flow was never back within one standard deviation: not later than the start. */
  earliestStart: string;
  /** Night on which the rule was met. */
  confirmed: string;
  /** First night back at the baseline; null while it lasts. */
  end: string | null;
  /** m³/h. */
  baseline: number;
  limit: number;
  /** Rise above the baseline, median of the newest nights, m³/h. */
  rate: Uncertain;
  /** Nights of the leak that count. */
  nights: number;
}

interface Value {
  night: string;
  flow: number;
}

/**
 * Finds leaks in the night flow of a zone: a rise above the median of recent unflagged nights by more than
 * `max(sigmas · robust sigma, least rise)` on several nights in a row. While a cumulative sum (Page 1954) says that the
 * flow may be rising, nights do not enter the baseline: so a leak that grows slowly is measured against what was before
 * it, and found when it has grown enough. Nights of a leak never enter the baseline. Nights come in order; each is judged
 * by the ones before it alone.
 */
export function findLeaks(nights: readonly TrendNight[], rule: LeakRule): { leaks: Leak[]; nights: NightJudgement[] } {
  const search = new LeakSearch(rule);
  return { nights: nights.map((night) => search.take(night)), leaks: search.leaks };
}

class LeakSearch {
  readonly leaks: Leak[] = [];
  private readonly pool: Value[] = [];
  /** Nights since the sum left zero. They join the baseline when it is back at zero. */
  private run: Value[] = [];
  private sum = 0;
  private above = 0;
  private open: { leak: Leak; values: Value[]; sigma: number; back: Value[] } | null = null;

  constructor(private readonly rule: LeakRule) {}

  take({ night, flow }: TrendNight): NightJudgement {
    const level = this.level();
    const judged = { night, baseline: level?.baseline ?? null, limit: level?.limit ?? null, flagged: false };
    if (flow === null) return { ...judged, flagged: this.open !== null };
    const value = { night, flow };
    if (level === null) {
      this.keep([value]);
      return judged;
    }
    if (this.open !== null) return { ...judged, flagged: this.follow(this.open, value) };
    return { ...judged, flagged: this.look(level, value) };
  }

  private level(): { baseline: number; sigma: number; limit: number } | null {
    if (this.open !== null) {
      const { leak, sigma } = this.open;
      return { baseline: leak.baseline, sigma, limit: leak.limit };
    }
    const { length } = this.pool;
    if (length < LEAST_NIGHTS) return null;
    const flows = this.pool.map(({ flow }) => flow);
    const baseline = median(flows);
    // The median of few nights is uncertain itself: its variance is pi/2n of that of one night.
    const sigma =
      Math.max(robustSigma(flows), LEAST_SPREAD * Math.abs(baseline)) * Math.sqrt(1 + Math.PI / (2 * length));
    return { baseline, sigma, limit: baseline + Math.max(this.rule.sigmas * sigma, this.rule.leastRise) };
  }

  /** @returns whether the night is flagged */
  private look({ baseline, sigma, limit }: { baseline: number; sigma: number; limit: number }, value: Value): boolean {
    const isAbove = value.flow > limit;
    this.above = isAbove ? this.above + 1 : 0;
    this.sum = Math.max(0, this.sum + Math.min(value.flow - baseline - CUSUM_K * sigma, CUSUM_MOST * sigma));
    if (this.sum === 0) {
      this.keep(this.run.filter(({ flow }) => flow <= limit));
      this.keep([value]);
      this.run = [];
      return false;
    }
    this.run.push(value);
    if (this.above < this.rule.nights) return isAbove;
    this.begin(baseline, limit, sigma, value.night);
    return true;
  }

  private begin(baseline: number, limit: number, sigma: number, confirmed: string): void {
    const first = changePoint(
      this.run.map(({ flow }) => flow - baseline),
      this.rule.nights,
    );
    const values = this.run.slice(first);
    let earliest = first;
    while (earliest > 0 && (this.run[earliest - 1] as Value).flow - baseline > sigma) earliest -= 1;
    this.keep(this.run.slice(0, first).filter(({ flow }) => flow <= limit));
    const leak: Leak = {
      start: (values[0] as Value).night,
      earliestStart: (this.run[earliest] as Value).night,
      confirmed,
      end: null,
      baseline,
      limit,
      rate: { value: 0, ci95: 0 },
      nights: 0,
    };
    this.open = { leak, values, sigma, back: [] };
    this.leaks.push(leak);
    this.measure(this.open);
  }

  /** @returns whether the night belongs to the leak */
  private follow(open: NonNullable<LeakSearch['open']>, value: Value): boolean {
    const { leak, values, back } = open;
    if (value.flow - leak.baseline >= (leak.limit - leak.baseline) / 2) {
      values.push(...back.splice(0), value);
      this.measure(open);
      return true;
    }
    back.push(value);
    if (back.length < this.rule.nights) return true;
    leak.end = (back[0] as Value).night;
    this.open = null;
    this.run = [];
    this.sum = 0;
    this.above = 0;
    this.keep(back);
    return false;
  }

  private measure({ leak, values, sigma }: NonNullable<LeakSearch['open']>): void {
    const newest = values.slice(-RATE_NIGHTS).map(({ flow }) => flow);
    const flow = median(newest);
    const spread = 1.96 * sigma * Math.sqrt(Math.PI / 2 / newest.length);
    leak.rate = {
      value: flow - leak.baseline,
      ci95: Math.hypot(spread, ((flow - leak.baseline) * this.rule.meterPercent) / 100),
    };
    leak.nights = values.length;
  }

  private keep(values: readonly Value[]): void {
    this.pool.push(...values);
    this.pool.splice(0, Math.max(0, this.pool.length - BASELINE_NIGHTS));
  }
}

/**
 * Most likely begin of a step among rises above a baseline: the index from which on the sum of what exceeds half of the
 * newest rise is greatest (maximum likelihood for a step between two known levels; Hinkley 1970).
 */
export function changePoint(rises: readonly number[], newest: number): number {
  const half = median(rises.slice(-Math.max(1, newest))) / 2;
  let best = rises.length - 1;
  let most = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let index = rises.length - 1; index >= 0; index -= 1) {
    sum += (rises[index] as number) - half;
    if (sum < most) continue;
    most = sum;
    best = index;
  }
  return best;
}
