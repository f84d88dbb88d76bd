/** What the gate found; one at most, the worst. */
export const Gate = {
  /** Fit to judge and to learn from. */
  ok: 0,
  /** Not newer than the reading before: to be left out. */
  late: 1,
  /** Not a finite number. */
  missing: 2,
  /** Outside the physical limits. */
  range: 3,
  /** Changes faster than is possible. */
  rate: 4,
  /** Stands still although the series normally moves. */
  stuck: 5,
} as const;
export type GateResult = (typeof Gate)[keyof typeof Gate];

export interface GateLimits {
  /** Physical limits, unit of the series; default: none. */
  rangeMin?: number;
  rangeMax?: number;
  /** Fastest possible change, unit of the series per second; default: none. */
  ratePerS?: number;
  /** Standing still is never an error before this time, ms; default one hour. */
  stuckMs?: number;
}

const TIME = 0;
const VALUE = 1;
const INTERVAL = 2;
const SEEN = 3;
const RUN = 4;
const RUN_SINCE = 5;
const RUN_LONGEST = 6;
const EQUAL = 7;
const QUANTUM = 8;
const QUANTUM_NEXT = 9;
const QUANTUM_SEEN = 10;
const GAP_MS = 11;
const MOVES = 12;

/** Readings that show how a series moves before it can be called stuck. */
const STUCK_LEARNING = 50;
/** Changes of value that prove a series to be one that moves. */
const LEAST_MOVES = 20;
/** A run is stuck if by the share of equal neighbours so far it had a chance below this. */
const STUCK_CHANCE = Math.log(1e-9);
const STUCK_LEAST = 6;
const STUCK_FACTOR = 2;
/** Changes of value over which the smallest is taken for the rounding step. */
const QUANTUM_WINDOW = 500;
/** Differences below this part of the value are noise of binary fractions. */
const QUANTUM_NOISE = 1e-9;

/**
 * First look at a reading: order, physical limits, rate of change, standing still; learns the usual interval and the
 * rounding step (quantum) of the series on the way. Only readings that pass should be learned from.
 *
 * Stuck: with q the share of readings equal to the one before, a run of n equal readings has the chance q^n; it is
 * stuck below 1e-9 if it is also twice as long as any run before.
 */
export class QualityGate {
  static readonly CELLS = 13;
  private readonly rangeMin: number;
  private readonly rangeMax: number;
  private readonly ratePerMs: number;
  private readonly stuckMs: number;

  constructor(
    private readonly m: Float64Array,
    limits: GateLimits = {},
  ) {
    this.rangeMin = limits.rangeMin ?? Number.NEGATIVE_INFINITY;
    this.rangeMax = limits.rangeMax ?? Number.POSITIVE_INFINITY;
    this.ratePerMs = (limits.ratePerS ?? Number.POSITIVE_INFINITY) / 1000;
    this.stuckMs = limits.stuckMs ?? 3_600_000;
  }

  /** Usual time between readings, ms; 0 before two were seen. */
  get intervalMs(): number {
    return this.m[INTERVAL];
  }

  /** Rounding step, unit of the series; 0 as long as none was seen. */
  get quantum(): number {
    return this.m[QUANTUM];
  }

  /** Time between this reading and the last one that was finite, ms; 0 for the first. */
  get gapMs(): number {
    return this.m[GAP_MS];
  }

  /** Since when the value has been the same, Unix ms. */
  get runSinceMs(): number {
    return this.m[RUN_SINCE];
  }

  /** Time of the last finite reading, Unix ms; 0 before the first. */
  get lastMs(): number {
    return this.m[SEEN] > 0 ? this.m[TIME] : 0;
  }

  /** Value of the last finite reading. */
  get lastValue(): number {
    return this.m[VALUE];
  }

  push(timeMs: number, value: number): GateResult {
    const { m } = this;
    const seen = m[SEEN];
    if (seen > 0 && timeMs <= m[TIME]) return Gate.late;
    if (!(value - value === 0)) return Gate.missing;
    const gap = seen > 0 ? timeMs - m[TIME] : 0;
    const change = seen > 0 ? Math.abs(value - m[VALUE]) : 0;
    m[GAP_MS] = gap;
    m[TIME] = timeMs;
    m[VALUE] = value;
    m[SEEN] = seen + 1;
    if (seen === 0) {
      m[RUN_SINCE] = timeMs;
      return value < this.rangeMin || value > this.rangeMax ? Gate.range : Gate.ok;
    }
    this.learnInterval(gap, seen);
    const stuck = change === 0 ? this.same(timeMs, seen) : this.moved(timeMs, change, value, seen);
    if (value < this.rangeMin || value > this.rangeMax) return Gate.range;
    if (change > this.ratePerMs * gap) return Gate.rate;
    return stuck ? Gate.stuck : Gate.ok;
  }

  /** Median of the gaps by small steps (stochastic approximation), so that a long gap counts as one gap. */
  private learnInterval(gap: number, seen: number): void {
    const { m } = this;
    const interval = m[INTERVAL];
    if (seen === 1) m[INTERVAL] = gap;
    else if (gap !== interval) {
      const step = interval * Math.max(0.01, 0.5 / seen);
      m[INTERVAL] = gap > interval ? Math.min(gap, interval + step) : Math.max(gap, interval - step);
    }
  }

  private same(timeMs: number, seen: number): boolean {
    const { m } = this;
    const run = (m[RUN] += 1);
    if (seen < STUCK_LEARNING || m[MOVES] < LEAST_MOVES || run < STUCK_LEAST || timeMs - m[RUN_SINCE] < this.stuckMs)
      return false;
    return run > STUCK_FACTOR * m[RUN_LONGEST] && run * Math.log(Math.min(1, m[EQUAL] + 1 / seen)) < STUCK_CHANCE;
  }

  private moved(timeMs: number, change: number, value: number, seen: number): false {
    const { m } = this;
    const run = m[RUN];
    // The share of equal neighbours over about the last thousand runs; a stuck run counts no more than a usual one.
    const usual = Math.min(run, STUCK_FACTOR * Math.max(m[RUN_LONGEST], STUCK_LEAST));
    const gain = Math.max(0.001, 1 / (seen + 1));
    m[EQUAL] += gain * (usual / (usual + 1) - m[EQUAL]);
    m[RUN_LONGEST] = Math.max(usual, m[RUN_LONGEST] * 0.9995);
    m[MOVES] += 1;
    m[RUN] = 0;
    m[RUN_SINCE] = timeMs;
    if (change > QUANTUM_NOISE * Math.abs(value)) this.learnQuantum(change);
    return false;
  }

  /** Smallest change in the last window or the one before it. */
  private learnQuantum(change: number): void {
    const { m } = this;
    if (m[QUANTUM] === 0 || change < m[QUANTUM]) m[QUANTUM] = change;
    if (m[QUANTUM_NEXT] === 0 || change < m[QUANTUM_NEXT]) m[QUANTUM_NEXT] = change;
    m[QUANTUM_SEEN] += 1;
    if (m[QUANTUM_SEEN] < QUANTUM_WINDOW) return;
    m[QUANTUM] = m[QUANTUM_NEXT];
    m[QUANTUM_NEXT] = 0;
    m[QUANTUM_SEEN] = 0;
  }
}
