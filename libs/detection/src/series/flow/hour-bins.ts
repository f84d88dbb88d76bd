const HOUR_MS = 3_600_000;

const HOUR = 0;
const SUM = 1;
const COUNT = 2;
const SEEN = 3;
const DONE = 4;

/** Means of whole hours of readings that come at any step up to an hour. */
export class HourBins {
  static readonly CELLS = 5;
  /** Hour that was just closed, hours since 1970; set when {@link push} answers true. */
  hour = Number.NaN;
  /** Its mean, unit of the series. */
  mean = Number.NaN;

  constructor(private readonly m: Float64Array) {}

  /**
   * Takes a reading that is fit to use. An hour is closed by the reading that completes it, or by the first one after it
   * if at least half of it was there.
   * @returns true if an hour was closed
   */
  push(timeMs: number, value: number, intervalMs: number): boolean {
    const { m } = this;
    const hour = Math.floor(timeMs / HOUR_MS);
    const wanted = intervalMs > 0 ? Math.max(1, Math.round(HOUR_MS / intervalMs)) : 1;
    let closed = false;
    if (m[SEEN] === 0 || hour !== m[HOUR]) {
      if (m[SEEN] > 0 && m[DONE] === 0 && m[COUNT] * 2 >= wanted) closed = this.close();
      m[SEEN] = 1;
      m[HOUR] = hour;
      m[SUM] = 0;
      m[COUNT] = 0;
      m[DONE] = 0;
    }
    m[SUM] += value;
    m[COUNT] += 1;
    // Two hours cannot be closed by one reading: with one reading an hour the hour before was closed by its own.
    if (!closed && m[DONE] === 0 && m[COUNT] >= wanted) closed = this.close();
    return closed;
  }

  private close(): true {
    const { m } = this;
    this.hour = m[HOUR];
    this.mean = m[SUM] / m[COUNT];
    m[DONE] = 1;
    return true;
  }
}
