const HOUR_MS = 3_600_000;
/** Steps that are remembered. */
const STEPS = 128;
/** Share of a window that must be there. */
const COVER = 0.75;
/** A step longer than this, h, is a gap: its mean says nothing about its least flow. */
const LONGEST_STEP = 2.5;
/** The oldest step of a window may begin this much before it, h. */
const SLACK = 0.5;

/** The flow below which nothing fell, over windows that end with the last step. */
export class FloorWindows {
  static readonly CELLS = 3 * STEPS + 1;
  private readonly times: Float64Array;
  private readonly lengths: Float64Array;
  private readonly rates: Float64Array;
  private readonly own: Float64Array;
  /** Result for each window, L/h; NaN as long as too much is missing. */
  readonly floors: Float64Array;

  /** @param hours - lengths of the windows, rising */
  constructor(
    memory: Float64Array,
    private readonly hours: readonly number[],
  ) {
    this.times = memory.subarray(0, STEPS);
    this.lengths = memory.subarray(STEPS, 2 * STEPS);
    this.rates = memory.subarray(2 * STEPS, 3 * STEPS);
    this.own = memory.subarray(3 * STEPS);
    this.floors = new Float64Array(hours.length).fill(Number.NaN);
  }

  /**
   * Adds a step and finds the floors.
   * @param timeMs - its end
   * @param hours - its length
   * @param rate - its mean flow, L/h
   */
  push(timeMs: number, hours: number, rate: number): void {
    const { own, times, lengths, rates } = this;
    const at = own[0] % STEPS;
    times[at] = timeMs;
    lengths[at] = hours;
    rates[at] = rate;
    own[0] += 1;
    let covered = 0;
    let least = Number.POSITIVE_INFINITY;
    let window = 0;
    const count = Math.min(own[0], STEPS);
    for (let back = 0; back < count && window < this.hours.length; back++) {
      const step = (own[0] - 1 - back) % STEPS;
      const ago = (timeMs - times[step]) / HOUR_MS;
      while (window < this.hours.length && ago > this.hours[window] - SLACK) this.close(window++, covered, least);
      if (window >= this.hours.length) return;
      if (lengths[step] <= LONGEST_STEP) {
        covered += lengths[step];
        if (rates[step] < least) least = rates[step];
      } else if (rates[step] === 0) least = 0;
    }
    while (window < this.hours.length) this.close(window++, covered, least);
  }

  private close(window: number, covered: number, least: number): void {
    this.floors[window] = covered < COVER * this.hours[window] ? Number.NaN : least;
  }
}
