import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SiteTable } from '@app/detection';
import { cellsOf, parseTime, parseValue, separatorOf, unquoted } from './csv-text';

/** A file that cannot be read as a table; the message is for people. */
export class TableFileError extends Error {
  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.name = 'TableFileError';
  }
}

/** A table as it stands in a file, with the texts of its times. */
export interface TableFile extends SiteTable {
  readonly timeTexts: readonly string[];
  /** Columns left out because they look like labels or were named by the caller. */
  readonly ignored: readonly string[];
  /** Columns left out because they hold no numbers. */
  readonly notNumeric: readonly string[];
}

/** Names of columns that hold the truth in public sets: they are never read. */
const LABELS =
  /^(att_?flag|event|events|anomaly|anomalies|is_anomaly|outlier|change_?point|attack|normal\/attack|leak|label.*|.*_label)$/i;
/** A column is numeric when at least this share of what is not empty is a number. */
const NUMERIC_SHARE = 0.9;

/**
 * Reads a table: the first column is the time, every other one a signal; comma, semicolon or tab; plain or gzip.
 * @param ignore - further columns to leave out
 * @throws TableFileError when it cannot be read
 */
export function readTableFile(file: string, ignore: readonly string[]): TableFile {
  const lines = textOf(file)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const head = lines[0];
  if (head === undefined || lines.length < 2) throw new TableFileError(file, 'there are no rows');
  const separator = separatorOf(head);
  const names = cellsOf(head, separator).map(unquoted);
  if (names.length < 2)
    throw new TableFileError(file, 'there is only one column: time and at least one signal are needed');
  const cells = lines.slice(1).map((line) => cellsOf(line, separator));
  const timeTexts = cells.map((row) => unquoted(row[0] ?? ''));
  const timesMs = Float64Array.from(timeTexts, parseTime);
  const bad = timesMs.findIndex(Number.isNaN);
  if (bad >= 0)
    throw new TableFileError(file, `line ${bad + 2}: "${timeTexts[bad] ?? ''}" is no time that is understood`);
  const kept: string[] = [];
  const columns: Float64Array[] = [];
  const ignored: string[] = [];
  const notNumeric: string[] = [];
  names.slice(1).forEach((name, at) => {
    if (LABELS.test(name) || ignore.includes(name)) {
      ignored.push(name);
      return;
    }
    const column = Float64Array.from(cells, (row) => parseValue(row[at + 1] ?? '', separator) ?? Number.NaN);
    const filled = cells.reduce((count, row) => count + (unquoted(row[at + 1] ?? '') === '' ? 0 : 1), 0);
    const numbers = column.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
    if (filled > 0 && numbers < NUMERIC_SHARE * filled) notNumeric.push(name);
    else {
      kept.push(name);
      columns.push(column);
    }
  });
  if (kept.length === 0) throw new TableFileError(file, 'there is no column with numbers');
  if (new Set(kept).size < kept.length) throw new TableFileError(file, 'two columns have the same name');
  return { names: kept, timesMs, columns, timeTexts, ignored, notNumeric };
}

/** The columns with the given names, in their order; a column the table does not have is all missing. */
export function withColumns(table: SiteTable, names: readonly string[]): SiteTable {
  const missing = () => new Float64Array(table.timesMs.length).fill(Number.NaN);
  return {
    names,
    timesMs: table.timesMs,
    columns: names.map((name) => table.columns[table.names.indexOf(name)] ?? missing()),
  };
}

/** Rows of a table from one position up to another, which is left out. */
export function rowsOf(table: SiteTable, from: number, to: number): SiteTable {
  return {
    names: table.names,
    timesMs: table.timesMs.subarray(from, to),
    columns: table.columns.map((column) => column.subarray(from, to)),
  };
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new TableFileError(file, error instanceof Error ? error.message : 'cannot be read');
  }
}
