import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** One data row of a CSV file. */
export interface CsvRow {
  /** One-based line of the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV file under reading: its header, then its rows as they come. */
export interface CsvFile {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<CsvRow>;
}

/** A recorded series that cannot be replayed; the message says what to change. */
export class ReplayError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplayError';
  }
}

/**
 * Opens a CSV file, compressed by gzip or not (its first bytes tell). The separator, comma, semicolon or tab, is the one most
 * frequent in the header; cells may stand in double quotes.
 *
 * @throws {ReplayError} when the file is missing, empty or damaged
 */
export async function openCsv(path: string): Promise<CsvFile> {
  const lines = linesOf(path);
  const first = await lines.next();
  if (first.done) throw new ReplayError(`${path} is empty.`);
  const headerLine = first.value.replace(/^\uFEFF/, '');
  const separator = sniffSeparator(headerLine);
  async function* rows(): AsyncGenerator<CsvRow> {
    let line = 1;
    for await (const text of lines) {
      line += 1;
      if (text.trim() !== '') yield { line, cells: splitCells(text, separator) };
    }
  }
  return { header: splitCells(headerLine, separator), rows: rows() };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const file = await open(path);
    const head = Buffer.alloc(2);
    await file.read(head, 0, 2, 0);
    const bytes = file.createReadStream({ start: 0 });
    const zipped = head[0] === 0x1f && head[1] === 0x8b;
    // An error of either stream ends the reading below; nothing else has to be done about it.
    const content: Readable = zipped ? pipeline(bytes, createGunzip(), () => undefined) : bytes;
    content.setEncoding('utf8');
    let rest = '';
    for await (const chunk of content) {
      const lines = (rest + (chunk as string)).split('\n');
      rest = lines.pop() as string;
      for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
    }
    if (rest !== '') yield rest;
  } catch (error) {
    throw new ReplayError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The separator that is most frequent in a header line; comma when there is none. */
export function sniffSeparator(header: string): string {
  const count = (separator: string): number => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Cells of a line, trimmed; two double quotes inside a quoted cell stand for one. */
export function splitCells(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] as string;
    if (character === '"') {
      if (quoted && line[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else {
        quoted = !quoted;
      }
    } else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += character;
    }
  }
  cells.push(cell.trim());
  return cells;
}
