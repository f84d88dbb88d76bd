/** Texts that stand for a value that is not there. */
const MISSING = /^(?:nan|null|na|n\/a|none|-|[+-]?inf(?:inity)?)?$/i;
/** `2014-04-01 00:05:00`: T or space, hyphens or slashes, hours alone are enough; with or without fraction and offset. */
const YEAR_FIRST =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2}))?(?::(\d{2}(?:\.\d+)?))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** `31/12/17 23`, `31.12.2017 23:55:00`, `31-12-2017`: the day stands first. */
const DAY_FIRST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})(?:[ T](\d{1,2})(?::(\d{2}))?(?::(\d{2}(?:\.\d+)?))?)?$/;
/** Numbers from here on are ms since 1970, below it seconds. */
const EPOCH_MS_FROM = 1e11;

/** The separator of a table by its first line. */
export function separatorOf(head: string): string {
  const count = (separator: string) => head.split(separator).length;
  return [';', '\t'].find((separator) => count(separator) > count(',')) ?? ',';
}

/** Cells of a line as they stand in it; a separator within quotes separates nothing. */
export function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  let start = 0;
  let inQuotes = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') inQuotes = !inQuotes;
    else if (line[at] === separator && !inQuotes) {
      cells.push(line.slice(start, at));
      start = at + 1;
    }
  }
  return [...cells, line.slice(start)];
}

/** A cell without spaces and quotes around it. */
export function unquoted(cell: string): string {
  const text = cell.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** NaN for a missing value, undefined for what is no number. Where commas separate nothing they may be decimal. */
export function parseValue(cell: string, separator: string): number | undefined {
  const text = unquoted(cell);
  if (MISSING.test(text)) return Number.NaN;
  const decimal = /^[+-]?\d*,\d+$/.test(text) && (separator !== ',' || text !== cell.trim());
  const value = Number(decimal ? text.replace(',', '.') : text);
  if (Number.isNaN(value)) return undefined;
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Unix ms of a time text, taken as UTC when it names no zone: year first or day first, Unix seconds or milliseconds.
 * NaN for anything else, also for a day or hour that does not exist.
 */
export function parseTime(text: string): number {
  const year = YEAR_FIRST.exec(text);
  if (year !== null) return at(year[1], year[3], year[4], [year[5], year[6], year[7]]) - offsetMs(year[8]);
  const day = DAY_FIRST.exec(text);
  if (day !== null) {
    const full = day[4]?.length === 2 ? `20${day[4]}` : day[4];
    return at(full, day[3], day[1], [day[5], day[6], day[7]]);
  }
  const number = /^-?\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Math.abs(number) >= EPOCH_MS_FROM ? number : number * 1000;
}

function at(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  clock: readonly (string | undefined)[],
): number {
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = midnight.getUTCMonth() === Number(month) - 1 && midnight.getUTCDate() === Number(day);
  // 24:00 is the end of a day, second 60 a leap second.
  if (!exists || hour > 24 || minute > 59 || second >= 61) return Number.NaN;
  return midnight.getTime() + (hour * 60 + minute) * 60_000 + Math.round(second * 1000);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** A score with six digits that stays on its side of the alarm: what is below 0.5 is not written as 0.5. */
export function scoreOf(score: number): number {
  const rounded = Math.round(score * 1e6) / 1e6;
  return score < 0.5 && rounded >= 0.5 ? 0.499999 : rounded;
}
