import { median, robustSigma } from './robust';

/** When a rise of the inflow by day is a burst. */
export interface StepRule {
  /** Least rise, % of the usual flow. */
  percent: number;
  /** Robust standard deviations of the same hour on other days. */
  sigmas: number;
  /** Least rise, m³/h. */
  leastRise: number;
  /** Hours in a row. */
  hours: number;
}

/** Days of one kind that are needed to know what is usual. */
export const LEAST_DAYS = 3;

/** One hour: what flowed, and what flowed in the same local hour on days before, m³/h. */
export interface ComparedHour {
  flow: number;
  usual: readonly number[];
}

/** What the newest hours say. */
export interface StepJudgement {
  /** `none`: too little is known. */
  verdict: 'none' | 'usual' | 'high';
  /** Rise over the usual flow, median of the hours, m³/h; 0 without a verdict. */
  rise: number;
}

/**
 * Whether the inflow has stood above its usual course for hours: in every one of them by more than
 * `max(percent of the usual, sigmas · robust sigma of the hour, least rise)`.
 * @param hours - the newest hours, oldest first
 */
export function dayStep(hours: readonly ComparedHour[], rule: StepRule): StepJudgement {
  const newest = hours.slice(-rule.hours);
  if (newest.length < rule.hours) return { verdict: 'none', rise: 0 };
  const rises: number[] = [];
  let high = true;
  for (const { flow, usual } of newest) {
    const known = usual.filter((value) => Number.isFinite(value));
    if (Number.isNaN(flow) || known.length < LEAST_DAYS) return { verdict: 'none', rise: 0 };
    const level = median(known);
    const limit = Math.max((rule.percent / 100) * level, rule.sigmas * robustSigma(known), rule.leastRise);
    rises.push(flow - level);
    if (flow - level <= limit) high = false;
  }
  return { verdict: high ? 'high' : 'usual', rise: median(rises) };
}
