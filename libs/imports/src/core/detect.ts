import type { ImportDetected } from '@app/contracts';
import { scanNumber } from './number-scan';
import { RecordScanner } from './record-scanner';
import { type TimeFormat, TimeScanner } from './time-scan';

type Delimiter = ImportDetected['delimiter'];
type Layout = Pick<
  ImportDetected,
  | 'delimiter'
  | 'decimal'
  | 'thousands'
  | 'headerRows'
  | 'form'
  | 'timeColumn'
  | 'timeFormat'
  | 'timeHasOffset'
  | 'sensorColumn'
  | 'valueColumn'
  | 'unitColumn'
  | 'columns'
>;

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const timeFormats: readonly TimeFormat[] = ['iso', 'day-first', 'month-first'];
const MOST_ROWS = 200;
const MOST_COLUMNS = 4_096;
const MOST_HEADER_ROWS = 50;
const SAMPLES = 5;
const timeWords = /time|date|zeit|datum|hora|fecha|heure|timestamp/i;
const sensorWords = /sensor|code|tag|point|meter|signal|channel|id$/i;
const unitWords = /^(unit|units|uom|einheit|unidad|unit[eé])$/i;

/**
 * Works out from the first rows how a table is written. A guess: people check it before anything is stored.
 * @param head - the beginning of the text; a last, incomplete row is left out
 * @param names - names of the columns where they are known already (keys of JSON); null: they stand in the file
 */
export function detectLayout(head: Buffer, whole: boolean, names: readonly string[] | null): Layout {
  const bytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
  const delimiter = names === null ? bestDelimiter(bytes, whole) : ',';
  const rows = rowsOf(bytes, delimiter, whole);
  const width = Math.max(0, names?.length ?? 0, ...rows.map((row) => row.length));
  const column = (index: number, from: number) => rows.slice(from).map((row) => row[index] ?? '');
  const time = timeColumnOf(rows, width, names);
  const headerRows = names !== null ? 0 : time === null ? guessHeader(rows) : time.headerRows;
  const decimal = time === null && names !== null ? '.' : decimalOf(rows.slice(headerRows), delimiter, time?.column);
  const thousands = thousandsOf(rows.slice(headerRows), decimal, delimiter, time?.column);
  const style = { decimal: decimal.charCodeAt(0), thousands };
  const isNumber = (text: string) => !Number.isNaN(scanNumber(Buffer.from(text.trim()), 0, text.trim().length, style));
  const header = rows[headerRows - 1] ?? [];
  const columns = Array.from({ length: width }, (_, index) => ({
    name: (names?.[index] ?? header[index] ?? '').trim().slice(0, 200) || `${index + 1}`,
    samples: column(index, headerRows)
      .slice(0, SAMPLES)
      .map((text) => text.slice(0, 80)),
  }));
  const numeric = (index: number) => {
    const cells = column(index, headerRows).filter((text) => text.trim() !== '');
    return cells.length > 0 && cells.filter(isNumber).length * 2 > cells.length;
  };
  const others = columns.map((_, index) => index).filter((index) => index !== time?.column);
  const texts = others.filter((index) => !numeric(index) && column(index, headerRows).some((text) => text !== ''));
  const numbers = others.filter(numeric);
  const unitColumn = texts.find((index) => unitWords.test(columns[index]?.name ?? '')) ?? null;
  const named = (index: number) => sensorWords.test(columns[index]?.name ?? '');
  const possible = texts.filter((index) => index !== unitColumn);
  const sensorColumn =
    possible.find(named) ?? (numbers.length > 1 ? numbers.find(named) : undefined) ?? possible[0] ?? null;
  const values = numbers.filter((index) => index !== sensorColumn);
  const long = time !== null && sensorColumn !== null && values.length >= 1 && values.length <= 3;
  const wide = time !== null && !long && numbers.length > 0;
  return {
    delimiter,
    decimal,
    thousands,
    headerRows,
    form: long ? 'long' : wide ? 'wide' : null,
    timeColumn: time?.column ?? null,
    timeFormat: time?.format ?? null,
    timeHasOffset: time?.exact ?? false,
    sensorColumn: long ? sensorColumn : null,
    valueColumn: long
      ? (values.find((index) => /value|wert|valor|valeur/i.test(columns[index]?.name ?? '')) ?? values[0] ?? null)
      : null,
    unitColumn: long ? unitColumn : null,
    columns,
  };
}

/** Cells of the first rows. */
export function rowsOf(bytes: Buffer, delimiter: string, whole: boolean): string[][] {
  const scanner = new RecordScanner(delimiter.charCodeAt(0), MOST_COLUMNS);
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length && rows.length < MOST_ROWS;) {
    const after = scanner.next(bytes, at, whole);
    if (after < 0) break;
    const row: string[] = [];
    for (let field = 0; field < scanner.count; field += 1) {
      const text = bytes.toString(
        'utf8',
        scanner.starts[field],
        Math.min(scanner.ends[field] as number, (scanner.starts[field] as number) + 400),
      );
      row.push(scanner.quoted[field] === 2 ? text.replaceAll('""', '"') : text);
    }
    rows.push(row);
    at = after;
  }
  return rows;
}

/** The one that cuts most rows into the same number of columns, more than one. */
function bestDelimiter(bytes: Buffer, whole: boolean): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    const rows = rowsOf(bytes, delimiter, whole).filter((row) => row.length > 1);
    for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
    // A decimal comma cuts rows evenly, too: a semicolon or tab that does as well is meant.
    const score = Math.max(0, ...counts.values()) * (delimiter === ',' ? 2 : 2.1);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

interface TimeColumn {
  column: number;
  format: TimeFormat;
  exact: boolean;
  headerRows: number;
}

function timeColumnOf(rows: readonly string[][], width: number, names: readonly string[] | null): TimeColumn | null {
  for (const named of [true, false]) {
    for (let column = 0; column < Math.min(width, 64); column += 1) {
      const title = names?.[column] ?? '';
      const heads = rows.slice(0, MOST_HEADER_ROWS).map((row) => row[column] ?? '');
      if (named && !timeWords.test(title) && !heads.some((text) => timeWords.test(text))) continue;
      const found = timeFormatOf(rows, column, named);
      if (found !== null) return found;
    }
  }
  return null;
}

function timeFormatOf(rows: readonly string[][], column: number, named: boolean): TimeColumn | null {
  const cells = rows.map((row) => (row[column] ?? '').trim());
  for (const format of timeFormats) {
    const found = tried(cells, column, format);
    if (found !== null) return found;
  }
  const filled = cells.slice(Math.min(cells.length - 1, 1)).filter((text) => text !== '');
  if (filled.length === 0) return null;
  const all = (pattern: RegExp) => filled.every((text) => pattern.test(text));
  if (all(/^1\d{12}$/)) return tried(cells, column, 'unix-ms');
  if (all(/^1\d{9}(\.\d+)?$/)) return tried(cells, column, 'unix-s');
  if (named && all(/^[2-6]\d{4}([.,]\d+)?$/)) return tried(cells, column, 'excel');
  return null;
}

/** A format is taken when seven of ten cells after the first that fits are times of it. */
function tried(cells: readonly string[], column: number, format: TimeFormat): TimeColumn | null {
  const scanner = new TimeScanner(format);
  const scan = (text: string) => {
    const bytes = Buffer.from(text);
    return bytes.length > 0 && scanner.scan(bytes, 0, bytes.length);
  };
  const first = cells.findIndex(scan);
  if (first < 0 || first > MOST_HEADER_ROWS) return null;
  const rest = cells.slice(first).filter((text) => text !== '');
  if (rest.filter(scan).length < rest.length * 0.7) return null;
  scan(cells[first] as string);
  return { column, format, exact: scanner.exact, headerRows: first };
}

/** Without a time nobody knows where the data begin: a first row without any number is a header. */
function guessHeader(rows: readonly string[][]): number {
  const [first] = rows;
  return first !== undefined && first.every((text) => !/^\s*[+-]?[\d.,]+\s*$/.test(text)) ? 1 : 0;
}

function numbersOf(rows: readonly string[][], timeColumn: number | undefined): string[] {
  return rows.flatMap((row) =>
    row.filter((text, index) => index !== timeColumn && /^\s*[+-]?\d[\d.,' \u00a0]*$/.test(text)),
  );
}

function decimalOf(rows: readonly string[][], delimiter: string, timeColumn: number | undefined): '.' | ',' {
  if (delimiter === ',') {
    const quoted = numbersOf(rows, timeColumn);
    return quoted.some((text) => /,\d+$/.test(text.trim())) && !quoted.some((text) => text.includes('.')) ? ',' : '.';
  }
  let commas = 0;
  let points = 0;
  for (const text of numbersOf(rows, timeColumn)) {
    const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
    if (last < 0) continue;
    if (text[last] === ',') commas += 1;
    else points += 1;
  }
  return commas > points ? ',' : '.';
}

function thousandsOf(
  rows: readonly string[][],
  decimal: '.' | ',',
  delimiter: string,
  timeColumn: number | undefined,
): ImportDetected['thousands'] {
  const numbers = numbersOf(rows, timeColumn);
  const other = decimal === '.' ? ',' : '.';
  const grouped = (mark: string) =>
    numbers.some((text) => new RegExp(`^\\s*[+-]?\\d{1,3}(${mark}\\d{3})+(\\${decimal}\\d+)?\\s*$`).test(text));
  if (
    other !== delimiter &&
    grouped(`\\${other}`) &&
    numbers.some((text) => text.includes(other) && text.includes(decimal))
  ) {
    return other;
  }
  if (grouped('[ \\u00a0\\u202f]')) return ' ';
  return grouped("'") ? "'" : '';
}
