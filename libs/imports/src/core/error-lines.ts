import type { ImportErrorKind } from '@app/contracts';

/** First line of an error file. */
export const ERROR_HEADER = 'row,column,text,kind,reason\r\n';
/** Errors that are kept for the error file; further ones are only counted. */
export const MOST_ERROR_LINES = 1_000_000;
const TEXT_KEPT = 200;

const reasons: Record<ImportErrorKind, string> = {
  too_few_columns: 'The row has too few columns or is no JSON object',
  too_long: 'The row is longer than 1 MiB',
  bad_time: 'The time cannot be read in the chosen format',
  no_zone: 'The time carries no offset and no time zone was named',
  missing_hour: 'The clocks of the time zone skipped this time',
  future: 'The time lies more than five minutes ahead',
  too_old: 'The time lies before 1970',
  bad_value: 'The value is no number',
  unknown_sensor: 'No sensor that you can see has this code or id',
  ambiguous_sensor: 'Several sensors that you can see have this code: use the id',
  missing_unit: 'The row names no unit',
  wrong_unit: 'The unit does not measure what the sensor measures',
  no_partition: 'The database has no place for this day: DATABASE_OWNER_URL is missing in the worker',
  conflict: 'Another value is stored for this sensor and time; it stays',
};

/** One row or cell that is not stored. */
export interface RowError {
  /** Row of the file, from 1; 0: the mapping itself. */
  row: number;
  /** Name of the column; empty: the whole row. */
  column: string;
  text: string;
  kind: ImportErrorKind;
}

/** One line of the error file. A cell that a spreadsheet would take for a formula is disarmed. */
export function errorLine({ row, column, text, kind }: RowError): string {
  return `${row},${cell(column)},${cell(text)},${kind},${reasons[kind]}\r\n`;
}

const formula = /^[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/;

function cell(given: string): string {
  const short = given.length > TEXT_KEPT ? `${given.slice(0, TEXT_KEPT)}…` : given;
  const text = (formula.test(short) ? `'${short}` : short).replaceAll('\0', '\ufffd');
  return /["',\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Errors of one chunk: counted by kind, and written as lines as long as there are not too many. */
export class ErrorLines {
  counts: Partial<Record<ImportErrorKind, number>> = {};
  count = 0;
  bytes = 0;
  private lines: string[] = [];

  /**
   * @param written - lines that were written before
   * @param listener - is told of every error that is kept
   */
  constructor(
    private written: number,
    private readonly listener: ((error: RowError) => void) | null = null,
  ) {}

  add(error: RowError): void {
    this.counts[error.kind] = (this.counts[error.kind] ?? 0) + 1;
    this.count += 1;
    if (this.written >= MOST_ERROR_LINES) return;
    this.written += 1;
    this.listener?.(error);
    const line = errorLine(error);
    this.bytes += line.length;
    this.lines.push(line);
  }

  /** Hands over what has come together, and begins anew. */
  take(): { counts: Partial<Record<ImportErrorKind, number>>; count: number; text: string } {
    const taken = { counts: this.counts, count: this.count, text: this.lines.join('') };
    this.counts = {};
    this.count = 0;
    this.bytes = 0;
    this.lines = [];
    return taken;
  }
}
