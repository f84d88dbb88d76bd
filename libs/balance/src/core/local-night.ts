import { zoneOffsetMs } from '@app/kernel';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A stretch of time, Unix ms, end exclusive. */
export interface Stretch {
  from: number;
  to: number;
}

/** Hours of the local day in which night flow is looked for, minutes since local midnight, end exclusive. */
export interface NightHours {
  startMinute: number;
  endMinute: number;
}

/** The window of one night. */
export interface NightWindow extends Stretch {
  /** Local date on which the window begins. */
  night: string;
  /** True when the clocks are changed on that date: such a night is left out of trends. */
  clockChange: boolean;
}

/**
 * First instant at which a zone's clocks show a wall time or, where they jump over it, the instant of the jump.
 * A wall time that is shown twice means the earlier one; so stretches that end and begin at the same wall time meet.
 *
 * @param wallMs - what the clock shows, ms as if it were UTC
 */
export function instantOf(wallMs: number, timeZone: string): number {
  const before = zoneOffsetMs(wallMs - DAY_MS, timeZone);
  const after = zoneOffsetMs(wallMs + DAY_MS, timeZone);
  const [early, late] = [wallMs - Math.max(before, after), wallMs - Math.min(before, after)];
  for (const instant of [early, late]) if (instant + zoneOffsetMs(instant, timeZone) === wallMs) return instant;
  return turnBetween(early, late, timeZone);
}

/** The moment at which clocks are changed, found by halving. */
function turnBetween(from: number, to: number, timeZone: string): number {
  const before = zoneOffsetMs(from, timeZone);
  let [low, high] = [from, to];
  while (high - low > MINUTE_MS) {
    const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
    if (zoneOffsetMs(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Local date of an instant, `YYYY-MM-DD`. */
export function localDate(timeMs: number, timeZone: string): string {
  return dateText(timeMs + zoneOffsetMs(timeMs, timeZone));
}

/** The date so many days later; earlier for negative numbers. */
export function addDays(date: string, days: number): string {
  return dateText(wallOf(date) + days * DAY_MS);
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((wallOf(to) - wallOf(from)) / DAY_MS);
}

/** A local day, midnight to midnight: 23, 24, 25 hours or what the zone makes of it. */
export function localDay(date: string, timeZone: string): Stretch {
  const wall = wallOf(date);
  return { from: instantOf(wall, timeZone), to: instantOf(wall + DAY_MS, timeZone) };
}

/** The window of a night, in the zone's own time: on a day of clock change it may be shorter or longer than it says. */
export function nightWindow(night: string, { startMinute, endMinute }: NightHours, timeZone: string): NightWindow {
  const wall = wallOf(night);
  const day = localDay(night, timeZone);
  return {
    night,
    from: instantOf(wall + startMinute * MINUTE_MS, timeZone),
    to: instantOf(wall + endMinute * MINUTE_MS, timeZone),
    clockChange: day.to - day.from !== DAY_MS,
  };
}

/** Newest night whose window has ended by a moment. */
export function lastEndedNight(timeMs: number, hours: NightHours, timeZone: string): string {
  const today = localDate(timeMs, timeZone);
  return nightWindow(today, hours, timeZone).to <= timeMs ? today : addDays(today, -1);
}

/** @throws {RangeError} when the text is no date */
function wallOf(date: string): number {
  const parts = DATE.exec(date);
  const wall = parts === null ? Number.NaN : Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  if (Number.isNaN(wall)) throw new RangeError(`${date} is not a date`);
  return wall;
}

function dateText(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 10);
}
