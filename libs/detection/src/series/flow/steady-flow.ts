const SLOTS = 168;
/** Windows, h. */
const WINDOWS = [24, 72, 168] as const;
const COUNT = WINDOWS.length;
/** Sums of a window: n, u, y, uu, uy. */
const SUMS = 5;
/** Weight of the newest week in the shape: long, so that a slow leak is not learned. */
const SHAPE_GAIN = 0.05;
/** Time over which the level follows the flow, h. */
const LEVEL_HOURS = 48;
/** Share of a window that must be there. */
const COVER = 0.8;
/** Smallest usual deviation, share of the mean flow. */
const LEAST = 0.0008;
/** Largest change a day of the usual deviation, share. */
const SCALE_STEP = 0.007;
/** Days from which the usual deviation is first taken. */
const FIRST_DAYS = 10;
/** Months whose records are kept, and length of one, days. */
const MONTHS = 5;
const MONTH_DAYS = 30;
/** Times the record of the months before that a steady flow must reach to be new. */
const RECORD_FACTOR = 1.5;
/** A shape below this share of the mean flow cannot be divided by. */
const LEAST_SHAPE = 0.02;
/** Standard deviation of normal noise by its median absolute deviation. */
const SIGMA_BY_MEDIAN = 1.4826;

/**
 * Parts a flow into demand, which follows the usual weekly shape at any size, and a steady flow on top, which does not:
 * x(h) = demand x shape(h) + steady, by least squares weighted for noise in proportion to the shape, over the last day,
 * three days and week. Divided by the shape it is a straight line, y = demand + steady x u with y = x / shape and
 * u = 1 / shape. A season moves the demand alone; a leak moves the steady flow alone. Source: ordinary linear
 * regression on the model of background leakage and demand that night flow analysis uses (Farley and Trow 2003, "Losses in
 * Water Distribution Networks").
 *
 * All results are shares of the slowly followed mean flow {@link level}.
 */
export class SteadyFlow {
  static readonly CELLS = 2 * SLOTS + COUNT * SUMS + 2 * COUNT + 6 + MONTHS * COUNT;
  /** Lengths of the windows, h. */
  static readonly WINDOWS = WINDOWS;
  private readonly shape: Float64Array;
  private readonly ring: Float64Array;
  private readonly sums: Float64Array;
  private readonly usual: Float64Array;
  private readonly latest: Float64Array;
  private readonly records: Float64Array;
  /** Level, whether it is known, last hour, days learned, weeks of the shape. */
  private readonly own: Float64Array;

  constructor(memory: Float64Array) {
    let next = 0;
    const take = (cells: number) => memory.subarray(next, (next += cells));
    this.shape = take(SLOTS);
    this.ring = take(SLOTS);
    this.sums = take(COUNT * SUMS);
    this.usual = take(COUNT);
    this.latest = take(COUNT);
    this.own = take(6);
    this.records = take(MONTHS * COUNT);
  }

  /** Mean flow without the weekly shape, unit of the series. */
  get level(): number {
    return this.own[0];
  }

  /** Steady flow over a window; NaN as long as it is not known. */
  steady(window: number): number {
    return this.latest[window] === 0 ? Number.NaN : this.latest[window];
  }

  /** Its usual deviation; NaN as long as it is not known. */
  deviation(window: number): number {
    return this.own[3] < FIRST_DAYS ? Number.NaN : Math.max(SIGMA_BY_MEDIAN * this.usual[window], LEAST);
  }

  /**
   * Steady flow by what would be an alarm, 1 or more: far above its noise and above what was there in earlier months (this
   * month and the one before are left out: a growing leak must not hide behind itself).
   * @param factor - usual deviations that are an alarm
   */
  found(window: number, factor: number): number {
    const limit = Math.max(factor * this.deviation(window), RECORD_FACTOR * this.record(window));
    return this.latest[window] > 0 ? this.latest[window] / limit : 0;
  }

  /**
   * Takes an hour; every hour that is left out between two is missing.
   * @param hour - hours since 1970, by the clock that the weekly shape follows
   * @param learn - false while the flow belongs to an event
   */
  push(hour: number, value: number, learn: boolean): void {
    const { own, shape, ring } = this;
    if (own[1] === 0) {
      own[0] = value;
      own[1] = 1;
    }
    if (own[2] !== 0 && hour <= own[2]) return;
    const from = own[2] === 0 ? hour : Math.max(own[2] + 1, hour - SLOTS + 1);
    for (let at = from; at <= hour; at++) {
      this.leave(at);
      if (at < hour) ring[placeOf(at)] = 0;
    }
    own[2] = hour;
    const at = placeOf(hour);
    if (!(own[0] > 0)) {
      ring[at] = 0;
      own[0] += (value - own[0]) / LEVEL_HOURS;
      return;
    }
    if (learn) this.learnShape(at, value / own[0]);
    const share = shape[at];
    if (share <= LEAST_SHAPE || value <= 0) ring[at] = 0;
    else {
      const y = value / (share * own[0]);
      ring[at] = y;
      for (let k = 0; k < COUNT; k++) this.add(k, y, 1 / share, 1);
      own[0] += own[0] * Math.max(-0.5, Math.min(0.5, (y - 1) / LEVEL_HOURS));
    }
    for (let k = 0; k < COUNT; k++) this.latest[k] = this.solve(k);
  }

  /** Ends a day: learns how far the steady flow usually is from nothing. */
  closeDay(): void {
    const { own, usual, latest } = this;
    if (latest[0] === 0 || latest[1] === 0 || latest[2] === 0) return;
    const days = own[3];
    for (let k = 0; k < COUNT; k++) {
      const size = Math.abs(latest[k]);
      if (days < FIRST_DAYS) usual[k] += (size - usual[k]) / (days + 1);
      else usual[k] *= 1 + Math.max(SCALE_STEP, 1 / days) * (size > usual[k] ? 1 : -1);
    }
    own[3] = days + 1;
    this.note(Math.floor(days / MONTH_DAYS), days % MONTH_DAYS === 0);
  }

  /** Forgets the last week: what follows is another state. */
  clear(): void {
    this.ring.fill(0);
    this.sums.fill(0);
    this.latest.fill(0);
  }

  private note(month: number, first: boolean): void {
    const at = (month % MONTHS) * COUNT;
    if (first) this.records.fill(0, at, at + COUNT);
    for (let k = 0; k < COUNT; k++) {
      if (this.latest[k] > this.records[at + k]) this.records[at + k] = this.latest[k];
    }
  }

  private record(window: number): number {
    const month = Math.floor(this.own[3] / MONTH_DAYS);
    let record = 0;
    for (let back = month < 2 ? 0 : 2; back < MONTHS && back <= month; back++) {
      const value = this.records[((month - back) % MONTHS) * COUNT + window];
      if (value > record) record = value;
    }
    return record;
  }

  private learnShape(at: number, share: number): void {
    const { shape, own } = this;
    if (at === 0 || own[4] === 0) own[4] += 1;
    shape[at] = shape[at] === 0 ? share : shape[at] + Math.max(SHAPE_GAIN, 1 / (own[4] + 1)) * (share - shape[at]);
  }

  /** Takes out what leaves the windows at an hour; shapes have not changed since it entered. */
  private leave(hour: number): void {
    for (let k = 0; k < COUNT; k++) {
      const at = placeOf(hour - WINDOWS[k]);
      const y = this.ring[at];
      if (y !== 0) this.add(k, -y, 1 / this.shape[at], -1);
    }
  }

  private add(window: number, y: number, u: number, one: number): void {
    const { sums } = this;
    const at = window * SUMS;
    sums[at] += one;
    sums[at + 1] += one * u;
    sums[at + 2] += y;
    sums[at + 3] += one * u * u;
    sums[at + 4] += u * y;
  }

  /** Slope of y over u; 0 stands for "unknown". */
  private solve(window: number): number {
    const { sums } = this;
    const at = window * SUMS;
    const n = sums[at];
    if (n < COVER * WINDOWS[window]) return 0;
    const spread = n * sums[at + 3] - sums[at + 1] * sums[at + 1];
    if (spread < 1e-4 * n * n) return 0;
    return (n * sums[at + 4] - sums[at + 1] * sums[at + 2]) / spread;
  }
}

/** Whole numbers divide several times faster than what comes from a Float64Array. */
function placeOf(hour: number): number {
  const place = (hour | 0) % SLOTS;
  return place < 0 ? place + SLOTS : place;
}
