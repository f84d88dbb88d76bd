/** Quantile by linear interpolation between order statistics of a sorted array; NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return (sorted[low] as number) + ((sorted[high] as number) - (sorted[low] as number)) * (at - low);
}

/** Median; the finite values only. NaN of none. */
export function medianOf(values: Iterable<number>): number {
  return quantileOf(sortedFinite(values), 0.5);
}

/** The finite values, ascending. */
export function sortedFinite(values: Iterable<number>): Float64Array {
  return Float64Array.from([...values].filter((value) => Number.isFinite(value))).sort();
}

/** Of the normal distribution: standard deviation over median absolute deviation. */
export const MAD_TO_SIGMA = 1.4826;
