const ROWS = 8;
const PLACE = ROWS;

/** The last eight values of a series. */
export class RecentRows {
  static readonly CELLS = ROWS + 1;
  static readonly ROWS = ROWS;

  /** The value furthest away in the excursion that {@link excursion} found, and how many rows ago it began. */
  peak = Number.NaN;
  rowsAgo = 0;

  constructor(private readonly m: Float64Array) {}

  push(value: number): void {
    const { m } = this;
    const place = m[PLACE] + 1 === ROWS ? 0 : m[PLACE] + 1;
    m[PLACE] = place;
    m[place] = value;
  }

  /** @param rows - 1 for the last value */
  back(rows: number): number {
    return this.m[(this.m[PLACE] - rows + 1 + ROWS) % ROWS] as number;
  }

  /** Median of the last five values. */
  median(): number {
    const [a, b, c, d, e] = [this.back(1), this.back(2), this.back(3), this.back(4), this.back(5)];
    const low = Math.max(Math.min(a, b), Math.min(c, d));
    const high = Math.min(Math.max(a, b), Math.max(c, d));
    // Of five values the median is that of the middle two of four and the fifth.
    return Math.max(Math.min(low, high), Math.min(Math.max(low, high), e));
  }

  /**
   * Size of an excursion that a value ends: the smaller of its way out and its way back; 0 if it ends none.
   * @param reach - rows that it may last
   */
  excursion(value: number, reach: number): number {
    let furthest = this.back(1);
    let size = 0;
    for (let rows = 1; rows <= reach; rows++) {
      const inside = this.back(rows);
      if (Math.abs(inside - value) > Math.abs(furthest - value)) furthest = inside;
      const out = furthest - this.back(rows + 1);
      const home = furthest - value;
      if (out > 0 !== home > 0) continue;
      const both = Math.min(Math.abs(out), Math.abs(home));
      if (both <= size) continue;
      size = both;
      this.peak = furthest;
      this.rowsAgo = rows;
    }
    return size;
  }
}
