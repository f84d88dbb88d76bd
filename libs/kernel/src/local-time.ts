/** Offsets by zone and quarter of an hour; zones change on quarters only. */
const cache = new Map<string, Map<number, number>>();
const quarterMs = 900_000;
const mostQuarters = 4000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone's local time from UTC at a moment, ms; east is positive. */
export function zoneOffsetMs(timeMs: number, timeZone: string): number {
  const quarter = Math.floor(timeMs / quarterMs);
  let known = cache.get(timeZone);
  if (known === undefined || known.size > mostQuarters) {
    known = new Map();
    cache.set(timeZone, known);
  }
  const offset = known.get(quarter) ?? lookUpOffsetMs(quarter * quarterMs, timeZone);
  known.set(quarter, offset);
  return offset;
}

function lookUpOffsetMs(timeMs: number, timeZone: string): number {
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
  return Date.UTC(year, month - 1, day, hour, minute, second) - timeMs;
}
