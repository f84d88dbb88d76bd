const UP = 0;
const DOWN = 1;
const UP_SINCE = 2;
const DOWN_SINCE = 3;

/**
 * Two-sided cumulative sum of standardised residuals (Page 1954, "Continuous inspection schemes"): finds shifts too
 * small for a single reading, and when they began.
 */
export class Cusum {
  static readonly CELLS = 4;

  /**
   * @param slack - shift that is no shift, in standard deviations (half the shift to be found soonest)
   * @param ceiling - the sums stop here, so that they can fall again
   */
  constructor(
    private readonly m: Float64Array,
    private readonly slack: number,
    private readonly ceiling = 1e6,
  ) {}

  /** Sum upwards, in standard deviations. */
  get up(): number {
    return this.m[UP];
  }

  /** Sum downwards, in standard deviations, positive. */
  get down(): number {
    return this.m[DOWN];
  }

  /** When the larger sum left zero, Unix ms: the estimated start of the shift; NaN while both are zero. */
  get since(): number {
    const { m } = this;
    if (m[UP] === 0 && m[DOWN] === 0) return Number.NaN;
    return m[UP] >= m[DOWN] ? m[UP_SINCE] : m[DOWN_SINCE];
  }

  /** @param weight - share of a full observation that this reading stands for: dense readings repeat each other */
  push(timeMs: number, z: number, weight = 1): void {
    const { m, slack, ceiling } = this;
    const up = m[UP] + (z - slack) * weight;
    const down = m[DOWN] - (z + slack) * weight;
    if (m[UP] === 0) m[UP_SINCE] = timeMs;
    if (m[DOWN] === 0) m[DOWN_SINCE] = timeMs;
    m[UP] = up > 0 ? Math.min(up, ceiling) : 0;
    m[DOWN] = down > 0 ? Math.min(down, ceiling) : 0;
  }

  reset(): void {
    this.m.fill(0);
  }
}
