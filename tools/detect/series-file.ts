import { cellsOf, parseTime, parseValue, scoreOf, separatorOf, unquoted } from './csv-text';

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
/** Reads a series from the text of a CSV file, without its blank lines; throws a {@link SeriesFileError} that names the line. */
export function readSeries(text: string): SeriesText {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const filled = lines.flatMap((line, place) => (line.trim() === '' ? [] : [place]));
  const head = lines[filled[0] ?? -1];
  if (head === undefined) throw new SeriesFileError('it is empty');
  const separator = separatorOf(head);
  const names = cellsOf(head, separator).map((name) => unquoted(name).toLowerCase());
  const timeAt = TIME_NAMES.map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1;
  const named = VALUE_NAMES.map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1;
  const valueAt = named >= 0 || names.length !== 2 ? named : 1 - timeAt;
  if (timeAt < 0 || valueAt < 0)
    throw new SeriesFileError(
      `the first line must name the columns timestamp and value, it has: ${head.slice(0, 200)}`,
    );
  const rows = filled.length - 1;
  const timestamps = Array.from<string>({ length: rows });
  const texts = Array.from<string>({ length: rows });
  const times = new Float64Array(rows);
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const place = filled[i + 1] as number;
    const cells = cellsOf(lines[place] as string, separator);
    const time = cells[timeAt];
    const value = cells[valueAt];
    if (time === undefined || value === undefined)
      throw new SeriesFileError(`line ${place + 1} has ${cells.length} columns instead of ${names.length}`);
    timestamps[i] = time;
    texts[i] = value;
    times[i] = timeOf(unquoted(time), place + 1);
    values[i] = valueOf(value, separator, place + 1);
  }
  return { timestamps, texts, times, values };
}

/** The text of the result: the same times and values with their scores. */
export function scoredText(series: SeriesText, scores: Float64Array): string {
  const lines = ['timestamp,value,score'];
  for (let i = 0; i < scores.length; i++) {
    const score = String(scoreOf(scores[i] as number));
    lines.push(`${written(series.timestamps[i] as string)},${written(series.texts[i] as string)},${score}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A cell of a table that other characters separated may hold a comma. */
function written(cell: string): string {
  return cell.includes(',') && !cell.includes('"') ? `"${cell}"` : cell;
}

function timeOf(text: string, line: number): number {
  const time = parseTime(text);
  if (Number.isNaN(time)) throw new SeriesFileError(`line ${line}: "${text.slice(0, 60)}" is not a time`);
  return time;
}

function valueOf(cell: string, separator: string, line: number): number {
  const value = parseValue(cell, separator);
  if (value === undefined) throw new SeriesFileError(`line ${line}: "${unquoted(cell).slice(0, 60)}" is not a number`);
  return value;
}
