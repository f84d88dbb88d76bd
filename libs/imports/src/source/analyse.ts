import { open } from 'node:fs/promises';
import { MAX_IMPORT_COLUMNS, type ImportDetected } from '@app/contracts';
import { detectLayout } from '../core/detect';
import { FileBytes, asUtf8, isGzip, isZip, readAt } from './file-bytes';
import { keysOf, recordOf } from './ndjson';
import { unpackedCopy } from './open-source';
import { FileRefused, isBomb } from './refusal';
import { Workbook } from './workbook';

const HEAD_BYTES = 131_072;
const LF = 0x0a;

/**
 * Tells what a file is by its bytes, and how its table is written by its first rows. Its name counts for nothing.
 * @throws {FileRefused}
 */
export async function analyse(path: string, maxBytes: number): Promise<ImportDetected> {
  const { start, size, declared } = await endsOf(path);
  if (size === 0) throw new FileRefused('empty', 'The file is empty.');
  const compressed = isGzip(start);
  // What a gzip file says of its own size is no proof: one that was cut short says anything. Unpacking tells, and ends in time.
  if (compressed && (declared > maxBytes || isBomb(size, declared))) await unpackOnce(path, maxBytes);
  const bytes = new FileBytes(path, maxBytes);
  const head = await take(compressed ? bytes.unpacked() : bytes.plain());
  if (isZip(head)) return workbook(compressed ? await unpackedCopy({ path, maxBytes }) : path, compressed, maxBytes);
  const encoding = encodingOf(head);
  const text = encoding === 'utf-16le' ? await take(asUtf8(single(evened(head)), encoding)) : head;
  if (encoding !== 'utf-16le' && isBinary(text)) {
    throw new FileRefused('unknown_format', 'The file is neither a table of text, nor NDJSON, nor an .xlsx workbook.');
  }
  const whole = head.length < HEAD_BYTES;
  const readable = encoding === 'windows-1252' ? recoded(text) : text;
  if (/^\s*\{/.test(readable.toString('utf8', 0, 64))) return ndjson(readable, whole, compressed, encoding);
  const layout = detectLayout(readable, whole, null);
  return { format: 'csv', compressed, encoding, sheets: [], ...layout };
}

/** @throws {FileRefused} when the content is too much, or damaged */
async function unpackOnce(path: string, maxBytes: number): Promise<void> {
  const blocks = new FileBytes(path, maxBytes).unpacked();
  while (!(await blocks.next()).done);
}

async function endsOf(path: string): Promise<{ start: Buffer; size: number; declared: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const end = await readAt(file, Math.max(0, size - 4), 4);
    return { start: await readAt(file, 0, 8), size, declared: end.length === 4 ? end.readUInt32LE(0) : 0 };
  } finally {
    await file.close();
  }
}

async function workbook(path: string, compressed: boolean, maxBytes: number): Promise<ImportDetected> {
  const book = await Workbook.open(path, maxBytes);
  try {
    const head = await take(book.text(null));
    const layout = detectLayout(head, head.length < HEAD_BYTES, null);
    // Numbers of cells are numbers, however the workbook shows them.
    return {
      format: 'xlsx',
      compressed,
      encoding: 'utf-8',
      sheets: book.sheets,
      ...layout,
      delimiter: ',',
      decimal: '.',
      thousands: '',
    };
  } finally {
    await book.close();
  }
}

function ndjson(
  text: Buffer,
  whole: boolean,
  compressed: boolean,
  encoding: ImportDetected['encoding'],
): ImportDetected {
  const end = whole ? text.length : text.lastIndexOf(LF) + 1;
  const lines = text
    .toString('utf8', 0, end)
    .replace(/^\ufeff/, '')
    .split('\n');
  const keys = keysOf(lines, MAX_IMPORT_COLUMNS);
  if (keys.length === 0) throw new FileRefused('unknown_format', 'No line of the file is a JSON object.');
  const records = Buffer.from(lines.map((line) => recordOf(line, keys)).join(''));
  const layout = detectLayout(records, true, keys);
  return { format: 'ndjson', compressed, encoding, sheets: [], ...layout, decimal: '.', thousands: '' };
}

async function take(blocks: AsyncIterable<Buffer>): Promise<Buffer> {
  const taken: Buffer[] = [];
  let length = 0;
  for await (const block of blocks) {
    taken.push(block);
    length += block.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(taken).subarray(0, HEAD_BYTES);
}

async function* single(block: Buffer): AsyncGenerator<Buffer> {
  yield block;
}

function evened(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - (bytes.length % 2));
}

function encodingOf(head: Buffer): ImportDetected['encoding'] {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  try {
    // The head may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function recoded(head: Buffer): Buffer {
  return Buffer.from(new TextDecoder('windows-1252').decode(head));
}

/** Many control characters, or words of no table. */
function isBinary(head: Buffer): boolean {
  const sample = head.subarray(0, 8_192);
  if (sample.toString('latin1', 0, 5) === '%PDF-') return true;
  let controls = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls * 100 > sample.length;
}
