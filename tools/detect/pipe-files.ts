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
 * Pipes of a register: columns `pipe` and `length_m`; `diameter_mm`, `material`, `installed`, `lined`, `lined_date` and `pressure_kpa`
 * where they are there. No other column is looked at.
 * @throws {PipeFileError}
 */
export function readPipes(path: string): PipeRecord[] {
  return readTable(path, ['pipe', 'length_m']).map((row) => {
    const diameter = Number(row['diameter_mm'] ?? '');
    const material = row['material'] ?? '';
    return {
      id: row['pipe'] ?? '',
      lengthM: Number(row['length_m']) || 0,
      diameterMm: diameter > 0 ? diameter : null,
      material: material === '' ? null : material,
      installed: decimalYear(row['installed'] ?? ''),
      lined: linedOf(row),
      pressureKpa: (row['pressure_kpa'] ?? '') === '' ? null : Number(row['pressure_kpa']),
    };
  });
}

/** A pipe said to be lined without a date counts as lined ever since. */
function linedOf(row: Row): number | null {
  if (!/^(y|yes|true|1)$/i.test(row['lined'] ?? '')) return null;
  return decimalYear(row['lined_date'] ?? '') ?? 0;
}

/** Breaks with columns `pipe` and `date`; those of pipes that are not in the register are left out. @throws {PipeFileError} */
export function readBreaks(path: string, pipes: readonly PipeRecord[]): BreakRecord[] {
  const places = new Map(pipes.map(({ id }, index) => [id, index]));
  return readTable(path, ['pipe', 'date']).flatMap((row) => {
    const pipe = places.get(row['pipe'] ?? '');
    const time = decimalYear(row['date'] ?? '');
    return pipe === undefined || time === null ? [] : [{ pipe, time }];
  });
}
