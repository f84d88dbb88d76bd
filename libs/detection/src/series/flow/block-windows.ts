/** Hours that are remembered. */
const HOURS = 168;
/** Parts of a day. */
const BLOCKS = 8;
const BLOCK_HOURS = 3;
/** Days of block means that are remembered: the week before a window of three days, and some. */
const DAYS = 16;
/** Days that a step is compared with, and the least of them that must be there. */
const BEFORE_DAYS = 7;
const BEFORE_LEAST = 3;
/** Share of a window that must be there. */
const COVER = 0.6;

/**
 * The lasting part of the deviations of the last hours: of the means by time of day (eight blocks of three hours) the
 * lowest but one. A leak runs at every hour, so it shows in full; a hot afternoon, a filled pool or a shifted working
 * day does not, because the other hours pull it down. It is the idea of the night minimum (the flow that is there even
 * when nobody needs it), taken over all hours.
 *
 * A cell holds a deviation + 10, so that zero stands for "missing".
 */
export class BlockWindows {
  private readonly ring: Float64Array;
  private readonly days: Float64Array;
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private readonly before: Float64Array;
  private readonly own: Float64Array;
  private readonly sorted = new Float64Array(BEFORE_DAYS);

  /**
   * @param hours - lengths of the windows; shorter than a day: the lowest block counts, not the lowest but one
   * @param steps - whether each is compared with the week before it
   */
  constructor(
    memory: Float64Array,
    private readonly hours: readonly number[],
    private readonly steps: readonly boolean[],
  ) {
    const windows = hours.length;
    let next = 0;
    const take = (cells: number) => memory.subarray(next, (next += cells));
    this.ring = take(HOURS);
    this.days = take(DAYS * BLOCKS);
    this.sums = take(windows * BLOCKS);
    this.counts = take(windows * BLOCKS);
    this.before = take(windows * (BLOCKS + 1));
    this.own = take(1);
  }

  static cells(windows: number): number {
    return HOURS + DAYS * BLOCKS + windows * (3 * BLOCKS + 1) + 1;
  }

  /**
   * Adds an hour; hours between the last one and this one are missing.
   * @param hour - hours since 1970
   * @param share - deviation, share of the median; NaN: missing
   */
  push(hour: number, share: number): void {
    const { own } = this;
    const from = own[0] === 0 ? hour : Math.max(own[0] + 1, hour - HOURS);
    for (let missing = from; missing < hour; missing++) this.enter(missing, Number.NaN);
    this.enter(hour, share);
    own[0] = hour;
  }

  /** Takes out an hour that turned out to be unfit. */
  remove(hour: number): void {
    const at = placeOf(hour);
    if (this.ring[at] === 0) return;
    const share = this.ring[at] - 10;
    for (let k = 0; k < this.hours.length; k++) {
      if (this.own[0] - hour < this.hours[k]) this.count(k, hour, -share, -1);
    }
    this.ring[at] = 0;
  }

  /** Lasting deviation of a window that ends now, share of the median; NaN as long as too much is missing. */
  lasting(window: number): number {
    return this.hours[window] < 24 ? this.shortest(window) : this.longer(window);
  }

  /**
   * Closes a day: keeps its block means and finds what the windows of the next day are compared with.
   * @param usable - false if the day belongs to an event
   */
  closeDay(day: number, nextDay: number, usable: boolean): void {
    const row = ((day % DAYS) + DAYS) % DAYS;
    for (let block = 0; block < BLOCKS; block++) {
      let sum = 0;
      let count = 0;
      for (let i = 0; i < BLOCK_HOURS; i++) {
        const hour = day * 24 + block * BLOCK_HOURS + i;
        const cell = this.ring[placeOf(hour)];
        if (cell === 0 || hour <= this.own[0] - HOURS || hour > this.own[0]) continue;
        sum += cell - 10;
        count += 1;
      }
      this.days[row * BLOCKS + block] = usable && count > 0 ? sum / count + 10 : 0;
    }
    for (let gone = day + 1; gone < nextDay && gone <= day + DAYS; gone++) {
      const at = (((gone % DAYS) + DAYS) % DAYS) * BLOCKS;
      this.days.fill(0, at, at + BLOCKS);
    }
    for (let window = 0; window < this.hours.length; window++) {
      if (this.steps[window]) this.compare(window, nextDay);
    }
  }

  /** Forgets the last hours, not the days. */
  clear(): void {
    this.ring.fill(0);
    this.sums.fill(0);
    this.counts.fill(0);
  }

  private enter(hour: number, share: number): void {
    const { ring, hours } = this;
    for (let k = 0; k < hours.length; k++) {
      const leaving = hour - hours[k];
      const cell = ring[placeOf(leaving)];
      if (cell !== 0) this.count(k, leaving, 10 - cell, -1);
      if (share === share) this.count(k, hour, share, 1);
    }
    ring[placeOf(hour)] = share === share ? share + 10 : 0;
  }

  private count(window: number, hour: number, share: number, one: number): void {
    const at = window * BLOCKS + blockOf(hour);
    this.counts[at] += one;
    // Rounding must not pile up: an empty block is exactly empty.
    this.sums[at] = this.counts[at] === 0 ? 0 : this.sums[at] + share;
  }

  private longer(window: number): number {
    const { sums, counts, before, hours } = this;
    const step = this.steps[window];
    const base = window * (BLOCKS + 1);
    if (step && before[base + BLOCKS] === 0) return Number.NaN;
    const least = hours[window] / 24;
    let lowest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let blocks = 0;
    let total = 0;
    for (let block = 0; block < BLOCKS; block++) {
      const count = counts[window * BLOCKS + block];
      total += count;
      if (count < least) continue;
      blocks += 1;
      const mean = sums[window * BLOCKS + block] / count - (step ? before[base + block] : 0);
      if (mean < lowest) {
        second = lowest;
        lowest = mean;
      } else if (mean < second) second = mean;
    }
    return blocks < BLOCKS - 2 || total < COVER * hours[window] ? Number.NaN : second;
  }

  /** Less than a day: parts of three hours that end now, the lowest counts. */
  private shortest(window: number): number {
    const { ring, before, hours, own } = this;
    const base = window * (BLOCKS + 1);
    if (before[base + BLOCKS] === 0) return Number.NaN;
    const parts = Math.floor(hours[window] / BLOCK_HOURS);
    let lowest = Number.POSITIVE_INFINITY;
    let total = 0;
    for (let part = 0; part < parts; part++) {
      let sum = 0;
      let count = 0;
      for (let i = 0; i < BLOCK_HOURS; i++) {
        const hour = own[0] - part * BLOCK_HOURS - i;
        const cell = ring[placeOf(hour)];
        if (cell === 0) continue;
        sum += cell - 10 - before[base + blockOf(hour)];
        count += 1;
      }
      if (count === 0) return Number.NaN;
      total += count;
      if (sum / count < lowest) lowest = sum / count;
    }
    return total < COVER * hours[window] ? Number.NaN : lowest;
  }

  /** Median block means of the week that ends a day before a window of the given day can begin. */
  private compare(window: number, day: number): void {
    const { before, days, sorted, hours } = this;
    const base = window * (BLOCKS + 1);
    const last = day - Math.ceil(hours[window] / 24) - 1;
    let known = 0;
    for (let block = 0; block < BLOCKS; block++) {
      let count = 0;
      for (let back = 0; back < BEFORE_DAYS; back++) {
        const cell = days[((((last - back) % DAYS) + DAYS) % DAYS) * BLOCKS + block];
        if (cell === 0) continue;
        let at = count;
        while (at > 0 && sorted[at - 1] > cell) {
          sorted[at] = sorted[at - 1];
          at -= 1;
        }
        sorted[at] = cell;
        count += 1;
      }
      if (count < BEFORE_LEAST) continue;
      const middle = count >> 1;
      before[base + block] = (count % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2) - 10;
      known += 1;
    }
    before[base + BLOCKS] = known === BLOCKS ? 1 : 0;
  }
}

/** Whole numbers divide several times faster than what comes from a Float64Array. */
function placeOf(hour: number): number {
  const place = (hour | 0) % HOURS;
  return place < 0 ? place + HOURS : place;
}

function blockOf(hour: number): number {
  const place = (hour | 0) % 24;
  return ((place < 0 ? place + 24 : place) / BLOCK_HOURS) | 0;
}
