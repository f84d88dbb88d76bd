const HOUR_MS = 3_600_000;
/** Readings closer than this belong to one step: rounding to litres would make rates wild. */
const SHORTEST_MS = 0.75 * HOUR_MS;

const TIME = 0;
const INDEX = 1;
const SEEN = 2;

/** Turns readings of a counter into flows over steps of about an hour or more, whatever the pace of the readings. */
export class HourlyUse {
  static readonly CELLS = 3;
  /** Length of the last step, h; what was counted in it, L (negative: backwards); and its mean flow, L/h, at least 0. */
  hours = Number.NaN;
  litres = Number.NaN;
  rate = Number.NaN;

  constructor(private readonly m: Float64Array) {}

  /** @returns true if a step is complete */
  push(timeMs: number, index: number): boolean {
    const { m } = this;
    if (m[SEEN] === 0) {
      m[SEEN] = 1;
      m[TIME] = timeMs;
      m[INDEX] = index;
      return false;
    }
    const passed = timeMs - m[TIME];
    // A step back is seen at once.
    if (passed < SHORTEST_MS && index >= m[INDEX]) return false;
    this.hours = passed / HOUR_MS;
    this.litres = index - m[INDEX];
    this.rate = Math.max(0, this.litres) / Math.max(this.hours, SHORTEST_MS / HOUR_MS);
    m[TIME] = timeMs;
    m[INDEX] = index;
    return true;
  }
}
