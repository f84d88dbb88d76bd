const cache = new Map<string, { from: number; until: number; offsetMs: number }>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone's local time from UTC at a moment, ms (east is positive). Zone changes happen on quarter hours, so one is looked up once. */
export function zoneOffsetMs(timeMs: number, timeZone: string): number {
  const known = cache.get(timeZone);
  if (known && timeMs >= known.from && timeMs < known.until) return known.offsetMs;
  let format = formats.get(timeZone);
  if (!format) {
    const options = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    } as const;
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      ...options,
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  const offsetMs = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(timeMs / 1000) * 1000;
  const from = Math.floor(timeMs / 900_000) * 900_000;
  cache.set(timeZone, { from, until: from + 900_000, offsetMs });
  return offsetMs;
}

/** Local hours since Monday 00:00, 0 inclusive to 168 exclusive. */
export function hourOfWeek(timeMs: number, timeZone: string): number {
  const localMs = timeMs + zoneOffsetMs(timeMs, timeZone);
  // The first of January 1970 was a Thursday.
  const sinceMonday = localMs / 3_600_000 + 72;
  return ((sinceMonday % 168) + 168) % 168;
}
