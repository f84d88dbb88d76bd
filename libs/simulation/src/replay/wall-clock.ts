import { zoneOffsetMs } from '../operation/local-time';

/** A wall time: what a clock showed, in ms as if it were UTC. */
export type WallMs = number;

/** A time as a file has it. */
export type FileTime =
  /** Exact: it carries an offset. */
  | { readonly kind: 'instant'; readonly timeMs: number }
  /** A wall time whose zone must be known. */
  | { readonly kind: 'wall'; readonly wallMs: WallMs };

const isoPattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const dayFirstPattern = /^(\d{1,2})[./](\d{1,2})[./](\d{2}|\d{4})(?:[T ](\d{1,2})(?::(\d{2}))?(?::(\d{2}))?)?$/;

/**
 * Reads a time of a file: `2021-10-31 02:00`, ISO 8601 with or without offset, `31/10/2021 02:00` and `31.10.2021 02` (day first),
 * or Unix seconds or milliseconds (10 or 13 digits).
 *
 * @returns null when the text is no time
 */
export function readFileTime(text: string): FileTime | null {
  if (/^\d{10}$/.test(text)) return { kind: 'instant', timeMs: Number(text) * 1000 };
  if (/^\d{13}$/.test(text)) return { kind: 'instant', timeMs: Number(text) };
  const iso = isoPattern.exec(text);
  const [year, month, day, hour, minute, second] = iso ? iso.slice(1, 7) : dayFirst(text);
  if (year === undefined || month === undefined || day === undefined) return null;
  const parts = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wholeMs = utc(...parts);
  if (wholeMs === null) return null;
  const wallMs = wholeMs + (iso?.[7] === undefined ? 0 : Math.floor(Number(`0.${iso[7]}`) * 1000));
  const offset = iso?.[8];
  if (offset === undefined) return { kind: 'wall', wallMs };
  return { kind: 'instant', timeMs: wallMs - offsetMs(offset) };
}

function dayFirst(text: string): (string | undefined)[] {
  const match = dayFirstPattern.exec(text);
  if (!match) return [];
  const [, day, month, year, hour, minute, second] = match;
  return [year?.length === 2 ? `20${year}` : year, month, day, hour, minute, second];
}

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(ms);
  const same =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute;
  return same ? ms : null;
}

function offsetMs(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) as unknown as [string, string, string, string];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Instants at which the clocks of a zone show a wall time: none in a skipped hour, two in a doubled one, earliest first. */
export function instantsOf(wallMs: WallMs, timeZone: string): number[] {
  const offsets = new Set([-1, 0, 1].map((days) => zoneOffsetMs(wallMs + days * 86_400_000, timeZone)));
  const candidates = [...offsets].map((offset) => wallMs - offset);
  return candidates.filter((timeMs) => timeMs + zoneOffsetMs(timeMs, timeZone) === wallMs).sort((a, b) => a - b);
}

/** A zone that keeps the standard time of this one all year, such as `Etc/GMT-2`; null when its offset is no whole number of hours. */
export function standardTimeZone(timeZone: string): string | null {
  // Summer time is ahead of standard time on both halves of the globe.
  const offsetMs = Math.min(...[0, 6].map((month) => zoneOffsetMs(Date.UTC(2021, month, 1), timeZone)));
  const hours = offsetMs / 3_600_000;
  if (!Number.isInteger(hours)) return null;
  // In these names the sign is that of the way to Greenwich.
  return hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
