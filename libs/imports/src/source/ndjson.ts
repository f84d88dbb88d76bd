import { csvCell } from './csv-text';

const LF = 0x0a;
const MOST_LINE_BYTES = 1_048_576;

/** One line of JSON as a record of delimited text: the values of some keys in order. A line that is no object becomes one cell. */
export function recordOf(line: string, keys: readonly string[]): string {
  if (line.trim() === '') return '\n';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${csvCell(line.slice(0, 200))}\n`;
  const item = value as Record<string, unknown>;
  return `${keys.map((key) => (Object.hasOwn(item, key) ? csvCell(textOf(item[key])) : '')).join(',')}\n`;
}

/** Lines of JSON as delimited text, one record a line. */
export async function* ndjsonAsText(blocks: AsyncIterable<Buffer>, keys: readonly string[]): AsyncGenerator<Buffer> {
  for await (const lines of linesOf(unmarked(blocks)))
    yield Buffer.from(lines.map((line) => recordOf(line, keys)).join(''));
}

/** Leaves out a marker of the encoding. */
async function* unmarked(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const block of blocks) {
    yield first && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? block.subarray(3) : block;
    first = false;
  }
}

/** Keys of objects, in the order in which they appear. */
export function keysOf(lines: readonly string[], most: number): string[] {
  const keys = new Set<string>();
  for (const line of lines) {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      for (const key of Object.keys(value)) if (keys.size < most) keys.add(key);
    } catch {
      // A faulty line is told of when rows are read.
    }
  }
  return [...keys];
}

/** Complete lines, in portions. */
export async function* linesOf(blocks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const end = bytes.lastIndexOf(LF) + 1;
    rest = bytes.subarray(end);
    if (end > 0) yield cut(bytes.subarray(0, end - 1));
    // A line without end is cut into several faulty ones, so that memory stays bounded.
    if (rest.length > MOST_LINE_BYTES) {
      yield [rest.toString('utf8', 0, 200)];
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0) yield cut(rest);
}

function cut(bytes: Buffer): string[] {
  return bytes.toString('utf8').split('\n');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested so deeply that it cannot be written: no reading either way.
    return '[…]';
  }
}
