import { createWriteStream, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ImportFormat } from '@app/contracts';
import { FileBytes, asUtf8, skipping } from './file-bytes';
import { ndjsonAsText } from './ndjson';
import { Workbook } from './workbook';

/** A stored file and what is known of it. */
export interface SourceFile {
  path: string;
  format: ImportFormat;
  /** Packed by gzip. */
  compressed: boolean;
  encoding: 'utf-8' | 'windows-1252' | 'utf-16le';
  /** Sheet of a workbook; null: the first. */
  sheet: string | null;
  /** Keys of JSON objects in the order of columns. */
  keys: readonly string[];
  /** Bytes that the content may have. */
  maxBytes: number;
}

/** A file as delimited text, from a place on. */
export interface TextSource {
  blocks: AsyncIterable<Buffer>;
  /** Bytes of the stored file that were read, for progress. */
  read(): number;
  close(): Promise<void>;
}

/**
 * Opens a file as delimited text. Formats other than CSV are written as CSV with commas, decimal points and no header.
 * @param position - bytes of that text to leave out
 * @throws {FileRefused} while blocks are read, too
 */
export async function openSource(file: SourceFile, position = 0): Promise<TextSource> {
  if (file.format === 'xlsx') return openWorkbook(file, position);
  const bytes = new FileBytes(file.path, file.maxBytes);
  const plainCsv = file.format === 'csv' && !file.compressed && file.encoding !== 'utf-16le';
  let blocks: AsyncIterable<Buffer> = file.compressed ? bytes.unpacked() : bytes.plain(plainCsv ? position : 0);
  // Cells of CSV in a one-byte encoding are decoded one by one, and only those that are looked at.
  const { encoding, format } = file;
  if (encoding === 'utf-16le' || (encoding !== 'utf-8' && format === 'ndjson')) blocks = asUtf8(blocks, encoding);
  if (format === 'ndjson') blocks = ndjsonAsText(blocks, file.keys);
  if (!plainCsv && position > 0) blocks = skipping(blocks, position);
  return { blocks, read: () => bytes.read, close: async () => undefined };
}

async function openWorkbook(file: SourceFile, position: number): Promise<TextSource> {
  const path = file.compressed ? await unpackedCopy(file) : file.path;
  const book = await Workbook.open(path, file.maxBytes);
  let read = 0;
  const blocks = book.text(file.sheet, (bytes) => (read = bytes));
  return {
    blocks: position > 0 ? skipping(blocks, position) : blocks,
    read: () => read,
    close: () => book.close(),
  };
}

/** A workbook has its directory at its end: a packed one is unpacked beside it, once. */
export async function unpackedCopy({ path, maxBytes }: Pick<SourceFile, 'path' | 'maxBytes'>): Promise<string> {
  const target = `${path}.unpacked`;
  if (existsSync(target)) return target;
  const part = `${target}.part`;
  await pipeline(new FileBytes(path, maxBytes).unpacked(), createWriteStream(part));
  await rename(part, target);
  return target;
}
