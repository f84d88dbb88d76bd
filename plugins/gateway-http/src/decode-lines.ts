import { type TelemetryColumns, type TelemetryFault, columnsOf, decodeTelemetryJson, isTooDeep } from '@app/plugin-sdk';

const OPEN = Buffer.from('[');
const BETWEEN = Buffer.from(',\n');
const CLOSE = Buffer.from(']');
/** So much of a line that cannot be read is kept. */
const KEPT_BYTES = 1_024;

/** A chunk of lines as one message: what it says, and a JSON array of it, item by item, to keep what is refused. */
export interface DecodedLines {
  columns: TelemetryColumns;
  raw: Buffer;
}

/**
 * Reads lines of JSON, each one reading. A broken line spoils itself only.
 * @param lines - at most as many as a message may have; null: a line that was too long to be kept
 */
export function decodeLines(lines: readonly (Buffer | null)[]): DecodedLines {
  return decodeTogether(lines) ?? decodeEach(lines);
}

/**
 * All lines as one array, for speed. Sound where each line is framed by braces and none has a bracket: then no object and
 * no text can reach over the end of a line (a text cannot hold one, and within an object no brace follows a comma), and
 * the count tells whether a line held two.
 */
function decodeTogether(lines: readonly (Buffer | null)[]): DecodedLines | null {
  const parts: Buffer[] = [OPEN];
  for (const line of lines) {
    if (line === null || line[0] !== 0x7b || line.at(-1) !== 0x7d) return null;
    if (parts.length > 1) parts.push(BETWEEN);
    parts.push(line);
  }
  parts.push(CLOSE);
  const raw = Buffer.concat(parts);
  if (raw.includes(0x5b, 1)) return null;
  const columns = decodeTelemetryJson(raw);
  return columns.count === lines.length ? { columns, raw } : null;
}

function decodeEach(lines: readonly (Buffer | null)[]): DecodedLines {
  const items: unknown[] = [];
  const kept: Buffer[] = [];
  const broken = new Map<number, TelemetryFault>();
  lines.forEach((line, index) => {
    const read = readLine(line);
    if ('fault' in read) {
      broken.set(index, { index, ...read.fault });
      items.push(null);
      kept.push(Buffer.from(JSON.stringify((line ?? Buffer.alloc(0)).toString('utf8', 0, KEPT_BYTES))));
    } else {
      items.push(read.item);
      kept.push(line as Buffer);
    }
  });
  const columns = columnsOf(items);
  columns.faults = columns.faults.map((fault) => broken.get(fault.index) ?? fault);
  const parts = kept.flatMap((each, index) => (index === 0 ? [each] : [BETWEEN, each]));
  return { columns, raw: Buffer.concat([OPEN, ...parts, CLOSE]) };
}

/** Fatal: bytes that are no UTF-8 must not turn into other names. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function readLine(line: Buffer | null): { item: unknown } | { fault: Omit<TelemetryFault, 'index'> } {
  if (line === null) return { fault: { reason: 'oversized', detail: 'The line is longer than a line may be' } };
  if (isTooDeep(line)) return { fault: { reason: 'too_deep', detail: 'The line nests deeper than 20 levels' } };
  try {
    return { item: JSON.parse(utf8.decode(line)) };
  } catch {
    return { fault: { reason: 'unreadable', detail: 'The line is no JSON text in UTF-8' } };
  }
}
