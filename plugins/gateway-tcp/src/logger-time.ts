const DATE = String.raw`(\d{4})[-/](\d\d)[-/](\d\d)`;
const CLOCK = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?`;
const calendar = new RegExp(`^${DATE}[T ]${CLOCK}(Z|[+-]\\d\\d:?\\d\\d)?$`, 'i');

/** Minutes east of UTC of `+05:00`, `+0500` or `Z`; NaN: no place on earth has it. */
export function offsetMinutes(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.replaceAll(/\D/g, '');
  const [hours, rest] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 14 || rest > 59) return Number.NaN;
  const minutes = hours * 60 + rest;
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Reads the times that loggers write: `2026-01-02 03:04:05` with `-` or `/` and a blank or `T`, a fraction, an offset;
 * or seconds or milliseconds since 1970.
 * @param zone - offset that counts when the text has none; undefined: such a text is no time
 * @returns Unix ms, or NaN
 */
export function loggerTime(text: string, zone: string | undefined): number {
  if (/^\d{9,10}(\.\d{1,9})?$/.test(text)) return Math.floor(Number(text) * 1_000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const [match, year, month, day, hour, minute, second = '0', fraction = '', own] = calendar.exec(text) ?? [];
  const offset = own ?? zone;
  if (match === undefined || offset === undefined) return Number.NaN;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = Date.UTC(parts[0], parts[1] - 1, ...(parts.slice(2) as [number, number, number, number]));
  const back = new Date(ms);
  const same = back.getUTCMonth() === parts[1] - 1 && back.getUTCDate() === parts[2] && back.getUTCHours() === parts[3];
  if (!same || parts[4] > 59 || parts[5] > 59) return Number.NaN;
  return ms + Number(fraction.padEnd(3, '0').slice(0, 3)) - offsetMinutes(offset) * 60_000;
}
