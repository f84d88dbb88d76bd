import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type BreakRecord, type PipeRecord, decimalYear } from '@app/maintenance';

/** A file of pipes or breaks that cannot be used; the message says what to change. */
export class PipeFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PipeFileError';
  }
}

type Row = Readonly<Record<string, string>>;

/** Rows of a CSV file with a header, plain or packed by gzip. @throws {PipeFileError} */
export function readTable(path: string, columns: readonly string[]): Row[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw new PipeFileError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const lines = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const header = cellsOf(lines[0] ?? '');
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new PipeFileError(`${path} has no column ${missing.join(', ')}`);
  return lines.slice(1).map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  });
}

function cellsOf(line: string): string[] {
  const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  return cells.map((cell) =>
    cell
      .replace(/,$/, '')
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}

/**
 * Pipes of a register: columns `pipe` and `length_m`; `diameter_mm`, `material`, `installed`, `lined`, `lined_date`, `pressure_kpa` and
 * `street` (or `road_segment`) where they are there. No other column is looked at.
 * What is no number is taken as not known.
 * @throws {PipeFileError}
 */
export function readPipes(path: string): PipeRecord[] {
  return readTable(path, ['pipe', 'length_m']).map((row) => {
    const material = row['material'] ?? '';
    return {
      id: row['pipe'] ?? '',
      lengthM: Math.max(0, numberOf(row['length_m']) ?? 0),
      diameterMm: positive(numberOf(row['diameter_mm'])),
      material: material === '' ? null : material,
      installed: decimalYear(row['installed'] ?? ''),
      lined: linedOf(row),
      pressureKpa: numberOf(row['pressure_kpa']),
      street: row['street'] || row['road_segment'] || null,
    };
  });
}

/** A pipe said to be lined without a date counts as lined ever since. */
function linedOf(row: Row): number | null {
  if (!/^(y|yes|true|1)$/i.test(row['lined'] ?? '')) return null;
  return decimalYear(row['lined_date'] ?? '') ?? 0;
}

function numberOf(text = ''): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

/** Years before today at which no record of breaks had begun yet. */
const OLDEST_RECORD_YEARS = 150;

/** Breaks of a file, and how many of its rows cannot be used. */
export interface BreakFile {
  readonly breaks: BreakRecord[];
  readonly leftOut: {
    readonly unknownPipe: number;
    readonly noDate: number;
    readonly future: number;
    readonly tooOld: number;
  };
}

/**
 * Breaks with columns `pipe` and `date` (`2018-07-31`). Those of pipes that are not in the register, without a date, of days to come or
 * of more than {@link OLDEST_RECORD_YEARS} years ago are left out and counted.
 * @throws {PipeFileError}
 */
export function readBreaks(path: string, pipes: readonly PipeRecord[], today: Date): BreakFile {
  const places = new Map(pipes.map(({ id }, index) => [id, index]));
  const now = (decimalYear(today) as number) + 1 / 365;
  const leftOut = { unknownPipe: 0, noDate: 0, future: 0, tooOld: 0 };
  const breaks: BreakRecord[] = [];
  for (const row of readTable(path, ['pipe', 'date'])) {
    const pipe = places.get(row['pipe'] ?? '');
    const time = decimalYear(row['date'] ?? '');
    if (pipe === undefined) leftOut.unknownPipe += 1;
    else if (time === null) leftOut.noDate += 1;
    else if (time > now) leftOut.future += 1;
    else if (time < now - OLDEST_RECORD_YEARS) leftOut.tooOld += 1;
    else breaks.push({ pipe, time });
  }
  return { breaks, leftOut };
}
