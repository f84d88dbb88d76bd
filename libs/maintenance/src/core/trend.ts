import type { Estimate } from './reason';

/**
 * Slope of values over time that outliers do not bend: the median over all pairs, with the bounds between which 80 % of the pairs' slopes
 * lie, narrowed by the root of the number of points.
 *
 * @param times - in any unit; @param values - one each, NaN is left out
 * @returns null under five points
 * @see Theil (1950), A rank-invariant method of linear and polynomial regression analysis; Sen (1968), JASA 63
 */
export function robustSlope(times: ArrayLike<number>, values: ArrayLike<number>): Estimate | null {
  const slopes: number[] = [];
  let points = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) continue;
    points += 1;
    for (let j = 0; j < i; j += 1) {
      const span = (times[i] as number) - (times[j] as number);
      if (span !== 0 && Number.isFinite(values[j])) slopes.push(((values[i] as number) - (values[j] as number)) / span);
    }
  }
  if (points < 5 || slopes.length === 0) return null;
  slopes.sort((a, b) => a - b);
  const value = quantile(slopes, 0.5);
  const narrow = 2 / Math.sqrt(points);
  return {
    value,
    low: value - (value - quantile(slopes, 0.1)) * Math.min(1, narrow),
    high: value + (quantile(slopes, 0.9) - value) * Math.min(1, narrow),
  };
}

/** A quantile of values in rising order, between neighbours by proportion. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

/** Middle of the finite values; NaN without any. */
export function median(values: Iterable<number>): number {
  return quantile(
    [...values].filter((value) => Number.isFinite(value)).sort((a, b) => a - b),
    0.5,
  );
}

/** Median distance from the median, scaled to a standard deviation of normal values. */
export function spreadOf(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

/**
 * Time until a falling (or rising) value reaches a limit, by its slope.
 * @param most - a longer time is told as this
 * @returns null when it does not move towards the limit
 */
export function timeTo(limit: number, value: number, slope: Estimate, most: number): Estimate | null {
  const left = limit - value;
  const reach = (pace: number) => (left * pace > 0 ? Math.min(most, left / pace) : most);
  if (left * slope.value <= 0) return null;
  const ends = [reach(slope.low), reach(slope.high)].sort((a, b) => a - b) as [number, number];
  return { value: reach(slope.value), low: ends[0], high: ends[1] };
}
