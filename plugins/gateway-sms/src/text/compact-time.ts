/** `2026-11-21T10:15Z`, seconds optional, separators optional, offset instead of Z, then the step of lists: `/15m`. */
const absolute =
  /^(\d{4})(-?)(\d\d)\2(\d\d)T(\d\d):?(\d\d)(?::?(\d\d))?(Z|[+-]\d\d(?::?\d\d)?)(?:\/([1-9]\d{0,4})([smhd]))?$/;
const looksAbsolute = /^\d{4}-?\d\d-?\d\dT/;
const relative = /^([+-])(\d{1,6})([smhd])$/;

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A word of a compact text that sets the time of what follows. */
export type TimeWord =
  | { kind: 'base'; timeMs: number; stepMs: number | null }
  | { kind: 'shift'; byMs: number }
  | { kind: 'fault'; detail: string };

/** @returns null when the word is no time at all */
export function readTimeWord(word: string): TimeWord | null {
  const shift = relative.exec(word);
  if (shift !== null) {
    const [, sign, amount, unit] = shift as unknown as [string, string, string, keyof typeof unitMs];
    return { kind: 'shift', byMs: Number(amount) * unitMs[unit] * (sign === '-' ? -1 : 1) };
  }
  if (!looksAbsolute.test(word)) return null;
  const parts = absolute.exec(word);
  if (parts === null) {
    return { kind: 'fault', detail: `"${word.slice(0, 40)}" is no time with Z or an offset: 2026-11-21T10:15Z` };
  }
  const [, year, , month, day, hour, minute, second = '0', zone, step, unit] = parts as unknown as string[];
  const timeMs = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  const offset = offsetMs(zone as string);
  if (Number.isNaN(timeMs) || Number.isNaN(offset)) {
    return { kind: 'fault', detail: `"${word.slice(0, 40)}" is no moment of the calendar` };
  }
  const stepMs = step === undefined ? null : Number(step) * unitMs[unit as keyof typeof unitMs];
  return { kind: 'base', timeMs: timeMs - offset, stepMs };
}

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  if (year < 1_000 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(ms);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms : Number.NaN;
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return Number.NaN;
  return (hours * 60 + minutes) * 60_000 * (zone.startsWith('-') ? -1 : 1);
}
