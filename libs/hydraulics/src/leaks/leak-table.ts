/** Measured series of one network, as means over equal steps; columns by element id, NaN where nothing was measured. */
export interface LeakTable {
  /** Start of the first step, Unix ms of the local wall clock (as written in the file, read as UTC). */
  readonly startMs: number;
  readonly stepS: number;
  readonly steps: number;
  /** m, by node. */
  readonly pressures: ReadonlyMap<string, Float64Array>;
  /** m3/h, by link, positive from its first node to its second. */
  readonly flows: ReadonlyMap<string, Float64Array>;
  /** m above the bottom, by tank. */
  readonly levels: ReadonlyMap<string, Float64Array>;
}

/** One series as it was measured. */
export interface LeakColumn {
  readonly id: string;
  /** Unix ms, rising. */
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Means of columns over steps from `startMs` on; a step without a finite value is NaN. */
export function stepMeans(
  columns: readonly LeakColumn[],
  startMs: number,
  stepS: number,
  steps: number,
): Map<string, Float64Array> {
  const result = new Map<string, Float64Array>();
  for (const { id, times, values } of columns) {
    const sums = new Float64Array(steps);
    const counts = new Float64Array(steps);
    for (let index = 0; index < times.length; index += 1) {
      const step = Math.floor(((times[index] as number) - startMs) / (stepS * 1000));
      const value = values[index] as number;
      if (step < 0 || step >= steps || !Number.isFinite(value)) continue;
      sums[step] = (sums[step] as number) + value;
      counts[step] = (counts[step] as number) + 1;
    }
    result.set(
      id,
      sums.map((sum, step) => ((counts[step] as number) > 0 ? sum / (counts[step] as number) : Number.NaN)),
    );
  }
  return result;
}
