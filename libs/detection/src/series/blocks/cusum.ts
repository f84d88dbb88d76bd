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

const MEAN = 0;
const SEEN = 1;
const SUM_UP = 2;
const SUM_DOWN = 3;

/**
 * Page-Hinkley test: cumulative distance from the mean so far, against its extreme (Hinkley 1971, "Inference about the
 * change-point from cumulative sum tests"). Needs no expectation: for drifts of values whose usual level is unknown.
 */
export class PageHinkley {
  static readonly CELLS = 4;

  /**
   * @param tolerance - change that is no change, unit of the values
   * @param memory - values over which the mean is taken, about
   */
  constructor(
    private readonly m: Float64Array,
    private readonly tolerance: number,
    private readonly memory = 1e9,
  ) {}

  /** How far the sum is above its minimum: evidence of a rise. */
  get up(): number {
    return this.m[SUM_UP];
  }

  /** How far the sum is below its maximum: evidence of a fall. */
  get down(): number {
    return this.m[SUM_DOWN];
  }

  push(value: number): void {
    const { m, tolerance } = this;
    const seen = Math.min(m[SEEN] + 1, this.memory);
    m[SEEN] = seen;
    m[MEAN] += (value - m[MEAN]) / seen;
    const distance = value - m[MEAN];
    m[SUM_UP] = Math.max(0, m[SUM_UP] + distance - tolerance);
    m[SUM_DOWN] = Math.max(0, m[SUM_DOWN] - distance - tolerance);
  }

  reset(): void {
    this.m.fill(0);
  }
}
