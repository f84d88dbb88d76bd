import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { isZlibError, readAt } from './file-bytes';
import { FileRefused, assertRatio, tooLarge } from './refusal';

const END_RECORD = 0x06054b50;
const ENTRY_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const MOST_ENTRIES = 1_000;
const MOST_DIRECTORY_BYTES = 1_048_576;
const BLOCK = 262_144;

/** One file in an archive, as its directory declares it. */
interface Entry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  /** Where its own header stands. */
  at: number;
}

/**
 * An archive that was checked as a whole before anything of it is unpacked: number of entries, names, sizes, ratio. While
 * an entry is being unpacked, it may not become longer than was declared.
 */
export class ZipFile {
  private constructor(
    private readonly file: FileHandle,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /**
   * @param most - bytes that all entries together may hold
   * @throws {FileRefused}
   */
  static async open(path: string, most: number): Promise<ZipFile> {
    const { size } = await stat(path);
    const file = await open(path);
    try {
      const entries = await readDirectory(file, size);
      const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
      if (total > most) throw tooLarge(most);
      assertRatio(size, total);
      for (const { packed, unpacked } of entries) assertRatio(packed, unpacked);
      return new ZipFile(file, new Map(entries.map((entry) => [entry.name, entry])));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * What an entry holds, block by block.
   * @param onRead - is told how many packed bytes have been read
   * @throws {FileRefused}
   */
  async *read(name: string, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw damaged();
    let left = entry.unpacked;
    const inflate = createInflateRaw({ chunkSize: BLOCK });
    const packed = Readable.from(this.packed(entry, onRead), { objectMode: false, highWaterMark: BLOCK });
    packed.on('error', (error) => inflate.destroy(error));
    const blocks = entry.method === 0 ? this.packed(entry, onRead) : (packed.pipe(inflate) as AsyncIterable<Buffer>);
    try {
      for await (const block of blocks) {
        left -= block.length;
        if (left < 0) throw new FileRefused('bomb', 'A part of the archive is longer than the archive says.');
        yield block;
      }
    } catch (error) {
      throw isZlibError(error) ? damaged() : error;
    } finally {
      packed.destroy();
      inflate.destroy();
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async *packed({ at, packed }: Entry, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
    const header = await readAt(this.file, at, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_RECORD) throw damaged();
    const start = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    for (let done = 0; done < packed;) {
      const block = await readAt(this.file, start + done, Math.min(BLOCK, packed - done));
      if (block.length === 0) throw damaged();
      done += block.length;
      onRead(done);
      yield block;
    }
  }
}

async function readDirectory(file: FileHandle, size: number): Promise<Entry[]> {
  const tailAt = Math.max(0, size - 65_557);
  const tail = await readAt(file, tailAt, size - tailAt);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_RECORD) end -= 1;
  if (end < 0) throw damaged();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const from = tail.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES || length > MOST_DIRECTORY_BYTES) {
    throw new FileRefused('bomb', `The archive has more than ${MOST_ENTRIES} parts.`);
  }
  const bytes = await readAt(file, from, length);
  const entries: Entry[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY_RECORD) throw damaged();
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const kind = (bytes.readUInt32LE(at + 38) >>> 28) & 0xf;
    if ((flags & 1) !== 0) throw new FileRefused('unsafe', 'The workbook is protected by a password.');
    if (method !== 0 && method !== 8) throw damaged();
    if (kind === 0xa || /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\0/i.test(name)) {
      throw new FileRefused('unsafe', 'The archive holds links, or names that lead out of it.');
    }
    entries.push({
      name,
      method,
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function damaged(): FileRefused {
  return new FileRefused('damaged', 'The workbook is damaged or not an .xlsx file.');
}
