/** Quantile of finite values by linear interpolation; NaN entries are left out, NaN when none is left. */
export function quantile(values: Float64Array, share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? 0;
  return low + (at - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] ?? low) - low);
}

/** Finest step in which a signal is reported, found from the digits of its values; 0 when it uses more than six digits. */
export function reportingStep(values: ArrayLike<number>): number {
  for (let digits = 0; digits <= 6; digits += 1) {
    const scale = 10 ** digits;
    let fits = true;
    for (let i = 0; i < values.length && fits; i += 1) {
      const scaled = (values[i] ?? Number.NaN) * scale;
      fits = Number.isNaN(scaled) || Math.abs(scaled - Math.round(scaled)) < 1e-9 * Math.max(1, Math.abs(scaled));
    }
    if (fits) return 1 / scale;
  }
  return 0;
}

/** Value rounded to a multiple of the step; as it is for a step of 0. */
export function roundTo(value: number, step: number): number {
  return step > 0 ? Math.round(value / step) * step : value;
}

/**
 * Correlation of each value with the next one, after values beyond three times the median size were drawn in to there,
 * so that a few spikes do not decide it; 0 when there is no spread.
 */
export function lagOneCorrelation(values: Float64Array): number {
  const most = 3 * quantile(values.map(Math.abs), 0.5) || Number.POSITIVE_INFINITY;
  let own = 0;
  let next = 0;
  let before = 0;
  for (const value of values) {
    const drawn = Math.max(-most, Math.min(most, value));
    own += drawn * drawn;
    next += drawn * before;
    before = drawn;
  }
  return own > 0 ? next / own : 0;
}
