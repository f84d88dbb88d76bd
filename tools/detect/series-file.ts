/** What is wrong with a series file, for whoever made it. */
export class SeriesFileError extends Error {}

/** A series as its file has it. */
export interface SeriesText {
  /** Texts of the columns, as they stand in the file. */
  readonly timestamps: readonly string[];
  readonly texts: readonly string[];
  /** Unix ms. */
  readonly times: Float64Array;
  /** NaN where there is none. */
  readonly values: Float64Array;
}

const TIME_NAMES = ['timestamp', 'time', 'datetime', 'date', 'date_time', 'ts', 't'];
const VALUE_NAMES = ['value', 'val', 'reading', 'y', 'v'];
/** `2014-04-01 00:05:00`, with T or space, with or without seconds, fraction and offset; without an offset it is UTC. */
const TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** Numbers from here on are ms since 1970, below it seconds. */
const EPOCH_MS_FROM = 1e11;

/** Reads a series from the text of a CSV file; throws a {@link SeriesFileError} that names the line. */
export function readSeries(text: string): SeriesText {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  const head = lines[0];
  if (head === undefined) throw new SeriesFileError('it is empty');
  const separator = head.includes(',') ? ',' : head.includes(';') ? ';' : '\t';
  const names = head.split(separator).map((name) => unquoted(name).toLowerCase());
  const timeAt = TIME_NAMES.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  const named = VALUE_NAMES.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  const valueAt = named >= 0 || names.length !== 2 ? named : 1 - timeAt;
  if (timeAt < 0 || valueAt < 0)
    throw new SeriesFileError(
      `the first line must name the columns timestamp and value, it has: ${head.slice(0, 200)}`,
    );
  const rows = lines.length - 1;
  const timestamps = Array.from<string>({ length: rows });
  const texts = Array.from<string>({ length: rows });
  const times = new Float64Array(rows);
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const cells = (lines[i + 1] as string).split(separator);
    const time = cells[timeAt];
    if (time === undefined || cells.length <= valueAt)
      throw new SeriesFileError(`line ${i + 2} has ${cells.length} columns instead of ${names.length}`);
    timestamps[i] = time;
    texts[i] = cells[valueAt] as string;
    times[i] = timeOf(unquoted(time), i + 2);
    values[i] = valueOf(unquoted(texts[i] as string), i + 2);
  }
  return { timestamps, texts, times, values };
}

/** The text of the result: the same times and values with their scores. */
export function scoredText(series: SeriesText, scores: Float64Array): string {
  const lines = ['timestamp,value,score'];
  for (let i = 0; i < scores.length; i++) {
    lines.push(`${series.timestamps[i]},${series.texts[i]},${String(Math.round((scores[i] as number) * 1e6) / 1e6)}`);
  }
  return `${lines.join('\n')}\n`;
}

function unquoted(cell: string): string {
  const text = cell.trim();
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function timeOf(text: string, line: number): number {
  const parts = TIME.exec(text);
  if (parts !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = parts;
    const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    return time + Number(fraction) * 1000 - offsetMs(zone);
  }
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return Math.abs(number) >= EPOCH_MS_FROM ? number : number * 1000;
  throw new SeriesFileError(`line ${line}: "${text.slice(0, 60)}" is not a time`);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function valueOf(text: string, line: number): number {
  if (text === '' || /^(?:nan|null|na|n\/a|none|-)$/i.test(text)) return Number.NaN;
  const value = Number(text);
  if (Number.isNaN(value)) throw new SeriesFileError(`line ${line}: "${text.slice(0, 60)}" is not a number`);
  return value;
}
