import { type Band, bandOf } from './bands';
import type { Estimate, Reason } from './reason';

/** A sign of wear, with what it adds to the logarithm of the odds of a failure. */
export interface Sign {
  readonly code: string;
  readonly weight: number;
  readonly values: Reason['values'];
  readonly text: string;
}

/** What signs of wear come to. */
export interface Wear {
  readonly probability: Estimate;
  readonly likelihood: Band;
  /** 100: no sign; falls by a third or so with a sign that triples the odds. */
  readonly healthScore: number;
  readonly reasons: readonly Reason[];
}

/** Probabilities at which the next band begins. */
const LIKELIHOODS = [0.02, 0.05, 0.15, 0.4] as const;
/** Half width of the 80 % interval, in logarithms of odds: the weights are set by judgement, and may be off by a factor of 2.5. */
const DOUBT = Math.log(2.5);
const HEALTH_SCALE = 3;

/**
 * Chance of a failure from signs of wear: a logistic score whose weights are set, not learned (failures are not recorded yet), so the
 * interval is wide and says so.
 *
 * @param usual - chance of a failure within the horizon where there is no sign
 */
export function wearOf(usual: number, signs: readonly Sign[]): Wear {
  const sum = signs.reduce((total, { weight }) => total + weight, 0);
  const odds = Math.log(usual / (1 - usual)) + sum;
  const chance = (logit: number) => 1 / (1 + Math.exp(-logit));
  const probability = { value: chance(odds), low: chance(odds - DOUBT), high: chance(odds + DOUBT) };
  return {
    probability,
    likelihood: bandOf(probability.value, LIKELIHOODS),
    healthScore: Math.round(100 * Math.exp(-Math.max(0, sum) / HEALTH_SCALE)),
    reasons: [...signs]
      .sort((a, b) => b.weight - a.weight)
      .map(({ code, weight, values, text }) => ({
        code,
        factor: Number(Math.exp(weight).toPrecision(3)),
        values,
        text,
      })),
  };
}

/** The weight of the last limit that a value reaches; 0 below the first. @param steps - rising limits with their weights */
export function stepWeight(value: number, steps: readonly (readonly [limit: number, weight: number])[]): number {
  return steps.reduce((weight, [limit, next]) => (value >= limit ? next : weight), 0);
}
