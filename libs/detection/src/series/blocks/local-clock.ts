const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Days of offsets kept for a zone; beyond it the memory is dropped and filled anew. */
const DAYS_KEPT = 50_000;
/** Stands for a day within which the offset changes. */
const CHANGES = Number.NaN;

/** Offsets of one time zone from UTC, remembered by UTC day: asking the time zone database for each reading is too slow. */
class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat;
  private readonly days = new Map<number, number>();

  constructor(zone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  /** Offset of a whole UTC day, ms; NaN if it changes within that day. */
  ofDay(day: number): number {
    const known = this.days.get(day);
    if (known !== undefined) return known;
    if (this.days.size > DAYS_KEPT) this.days.clear();
    const start = this.at(day * DAY_MS);
    const offset = start === this.at((day + 1) * DAY_MS) ? start : CHANGES;
    this.days.set(day, offset);
    return offset;
  }

  /** Offset at a moment, ms, to the minute. */
  at(timeMs: number): number {
    const minute = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
    const part: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(minute)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute: minutes = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minutes) - minute;
  }
}

const zones = new Map<string, ZoneOffsets>();

function offsetsOf(zone: string): ZoneOffsets {
  let offsets = zones.get(zone);
  if (offsets === undefined) zones.set(zone, (offsets = new ZoneOffsets(zone)));
  return offsets;
}

/** Local day and time of day. Remembers nothing that matters: it needs no place in the memory of a detector. */
export class LocalClock {
  /** ms since local midnight. */
  msOfDay = 0;
  /** Days since 1970-01-01, local. */
  day = Number.NaN;
  /** 0 Sunday or holiday, 1 Monday ... 6 Saturday. */
  dayClass = 0;

  private readonly offsets: ZoneOffsets | undefined;
  private from = Number.NaN;
  private until = Number.NaN;
  private offset = 0;

  /**
   * @param zone - IANA zone; without it the times are taken as they are
   * @param holidays - local days, `YYYY-MM-DD`, that count as Sundays
   */
  constructor(
    zone?: string,
    private readonly holidays?: ReadonlySet<string>,
  ) {
    this.offsets = zone === undefined ? undefined : offsetsOf(zone);
  }

  /** Sets the fields to this moment, Unix ms. */
  set(timeMs: number): void {
    if (this.offsets !== undefined && !(timeMs >= this.from && timeMs < this.until)) this.find(this.offsets, timeMs);
    const local = timeMs + this.offset;
    const day = Math.floor(local / DAY_MS);
    this.msOfDay = local - day * DAY_MS;
    if (day === this.day) return;
    this.day = day;
    // 1970-01-01 was a Thursday.
    this.dayClass = (((day + 4) % 7) + 7) % 7;
    if (this.holidays !== undefined && this.dayClass !== 0 && this.holidays.size > 0) {
      if (this.holidays.has(new Date(day * DAY_MS).toISOString().slice(0, 10))) this.dayClass = 0;
    }
  }

  private find(offsets: ZoneOffsets, timeMs: number): void {
    const day = Math.floor(timeMs / DAY_MS);
    this.offset = offsets.ofDay(day);
    this.from = day * DAY_MS;
    this.until = this.from + DAY_MS;
    if (Number.isNaN(this.offset)) {
      // Offsets change on whole quarters of an hour at most.
      this.from = Math.floor(timeMs / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
      this.until = this.from + 15 * MINUTE_MS;
      this.offset = offsets.at(timeMs);
    }
  }
}
