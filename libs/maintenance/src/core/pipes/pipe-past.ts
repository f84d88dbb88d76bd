import type { BreakHistory } from './break-history';
import { type Groups, sumOfOthers } from './pipe-kin';

/** Shape of the gamma distribution that stands for what the register does not know of a pipe, or of a group of pipes. */
export const FRAILTY_SHAPE = 1;
/** Years in which a past break loses half its weight. */
const MEMORY_YEARS = 30;

/** What breaks up to a time tell beyond the register, one value a pipe. */
export interface PastFactors {
  /** Breaks it had, older ones counting less. */
  readonly weighted: Float64Array;
  /** Breaks that its like would have had while it was watched, weighted in the same way. */
  readonly usual: Float64Array;
  /** Logarithms of breaks against those expected: of the pipe itself, */
  readonly own: Float64Array;
  /** of the other pipes of its street, */
  readonly street: Float64Array;
  /** and of the other pipes laid with it. */
  readonly works: Float64Array;
}

/**
 * Means of gamma-distributed factors, `(a + breaks) / (a + expected)`: of each pipe, and of those that share its street or its laying.
 *
 * @param expected - breaks expected of each pipe in each year of the record, row-major
 * @param time - decimal year; later breaks are not looked at
 * @see Cameron and Trivedi (2013), Regression Analysis of Count Data, 2nd ed., chapter 9 (Poisson-gamma)
 */
export function pastFactors(history: BreakHistory, expected: Float64Array, time: number): PastFactors {
  const { years, from, kin } = history;
  const pipes = history.pipes.length;
  const weighted = new Float64Array(pipes);
  const usual = new Float64Array(pipes);
  for (let year = 0; year < years && from + year + 1 <= time + 1e-9; year += 1) {
    const weight = 0.5 ** ((time - from - year - 0.5) / MEMORY_YEARS);
    for (let pipe = 0; pipe < pipes; pipe += 1) {
      weighted[pipe] = (weighted[pipe] as number) + weight * history.count(pipe, year);
      usual[pipe] = (usual[pipe] as number) + weight * (expected[pipe * years + year] as number);
    }
  }
  const ofGroup = (groups: Groups) => factors(sumOfOthers(groups, weighted), sumOfOthers(groups, usual));
  return { weighted, usual, own: factors(weighted, usual), street: ofGroup(kin.street), works: ofGroup(kin.works) };
}

function factors(breaks: Float64Array, usual: Float64Array): Float64Array {
  return breaks.map((count, index) => Math.log((FRAILTY_SHAPE + count) / (FRAILTY_SHAPE + (usual[index] as number))));
}
