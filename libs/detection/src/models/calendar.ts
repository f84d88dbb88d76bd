import { zoneOffsetMs } from '@app/kernel';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = 900_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; days of the week count from Monday. */
const FIRST_WEEKDAY = 3;
const SUNDAY = 6;

export type Season = 'winter' | 'spring' | 'summer' | 'autumn';

/** What people's clocks and calendars say at a moment. */
export interface LocalMoment {
  /** 0 to 23. */
  hour: number;
  /** 0 Monday to 6 Sunday, as the calendar says. */
  weekday: number;
  /** 1 to 12. */
  month: number;
  /** A day on which people behave as on Sundays. */
  holiday: boolean;
  /** Meteorological: three whole months each. */
  season: Season;
}

/** How a place counts time. */
export interface CalendarOptions {
  /** IANA zone in which people live by the clock. */
  timeZone: string;
  /** Local days, `YYYY-MM-DD`, on which people behave as on Sundays. */
  holidays: readonly string[];
  /** South of the equator, where July is winter. */
  southern: boolean;
}

/** Local time of a place, fast for times that follow one another. */
export class LocalCalendar {
  private readonly holidays: ReadonlySet<number>;
  /** Stretch within which the offset holds, Unix ms. */
  private offsetFrom = Number.NaN;
  private offsetTo = Number.NaN;
  private offset = 0;
  private day = Number.NaN;
  private weekday = 0;

  constructor(readonly options: CalendarOptions) {
    this.holidays = new Set(options.holidays.map((day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)));
  }

  /** Hours since Monday 00:00 local, in [0, 168); on holidays those of a Sunday. */
  hourOfWeek(timeMs: number): number {
    const local = timeMs + this.offsetAt(timeMs);
    const day = Math.floor(local / DAY_MS);
    if (day !== this.day) {
      this.day = day;
      this.weekday = this.holidays.has(day) ? SUNDAY : (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
    }
    return this.weekday * 24 + (local - day * DAY_MS) / HOUR_MS;
  }

  moment(timeMs: number): LocalMoment {
    const local = timeMs + this.offsetAt(timeMs);
    const day = Math.floor(local / DAY_MS);
    const month = new Date(local).getUTCMonth() + 1;
    const names: readonly Season[] = this.options.southern
      ? ['summer', 'autumn', 'winter', 'spring']
      : ['winter', 'spring', 'summer', 'autumn'];
    return {
      hour: Math.floor((local - day * DAY_MS) / HOUR_MS),
      weekday: (((day + FIRST_WEEKDAY) % 7) + 7) % 7,
      month,
      holiday: this.holidays.has(day),
      season: names[Math.floor((month % 12) / 3)] as Season,
    };
  }

  /** Offset of local time from UTC at a moment, both ms. */
  offsetAt(timeMs: number): number {
    if (!(timeMs >= this.offsetFrom && timeMs < this.offsetTo)) this.lookUp(timeMs);
    return this.offset;
  }

  /** Clocks are never changed twice within one of the weeks that this counts in: two looks tell of the whole week. */
  private lookUp(timeMs: number): void {
    const { timeZone } = this.options;
    const week = Math.floor(timeMs / WEEK_MS) * WEEK_MS;
    let [from, to] = [week, week + WEEK_MS];
    const before = zoneOffsetMs(from, timeZone);
    const after = zoneOffsetMs(to, timeZone);
    if (before !== after) {
      // The change lies in (low, high].
      let [low, high] = [from, to];
      while (high - low > QUARTER_MS) {
        const middle = low + Math.floor((high - low) / 2 / QUARTER_MS) * QUARTER_MS;
        if (zoneOffsetMs(middle, timeZone) === before) low = middle;
        else high = middle;
      }
      if (timeMs < high) to = high;
      else from = high;
    }
    this.offset = timeMs < to && from === week ? before : after;
    this.offsetFrom = from;
    this.offsetTo = to;
  }
}
