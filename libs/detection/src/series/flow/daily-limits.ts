/** Days before a limit is known. */
const LEAST_DAYS = 5;
/** The upper decile of the daily maxima. */
const UPPER = 0.9;
/** Smallest spread, share of the least deviation that counts. */
const LEAST_SPREAD = 0.3;

/**
 * Calibrates a statistic on the series itself: keeps its greatest value of each of the last days and says what would be
 * far above them: median + factor x (ninth decile - median).
 */
export class DailyLimits {
  private readonly ring: Float64Array;
  private readonly own: Float64Array;
  private readonly sorted: Float64Array;

  constructor(
    memory: Float64Array,
    private readonly days: number,
  ) {
    this.ring = memory.subarray(0, days);
    this.own = memory.subarray(days);
    this.sorted = new Float64Array(days);
  }

  static cells(days: number): number {
    return days + 5;
  }

  /** Median of the daily maxima; only meaningful once {@link spread} is above 0. */
  get middle(): number {
    return this.own[2];
  }

  /** Distance from the median to the ninth decile; 0 as long as there are too few days. */
  get spread(): number {
    return this.own[3];
  }

  /** Notes a value of today. */
  see(value: number): void {
    const { own } = this;
    // Cell 4 counts values of today, cell 1 holds the greatest of them.
    own[1] = own[4] === 0 || value > own[1] ? value : own[1];
    own[4] += 1;
  }

  /**
   * Ends a day.
   * @param learn - false if it belongs to an event
   * @param least - least deviation that counts
   */
  closeDay(learn: boolean, least: number): void {
    const { own, ring, days } = this;
    const seen = own[4] > 0;
    own[4] = 0;
    if (!learn || !seen) return;
    ring[own[0] % days] = own[1];
    own[0] += 1;
    const count = Math.min(own[0], days);
    if (count < LEAST_DAYS) return;
    const sorted = this.sorted.subarray(0, count);
    sorted.set(ring.subarray(0, count));
    sorted.sort();
    own[2] = sorted[count >> 1];
    own[3] = Math.max(sorted[Math.min(count - 1, Math.floor(UPPER * count))] - own[2], LEAST_SPREAD * least);
  }
}
