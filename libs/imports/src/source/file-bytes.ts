import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileRefused, UnpackGuard } from './refusal';

const BLOCK = 1_048_576;

/** Bytes of a file as it is stored, block by block. */
export class FileBytes {
  /** Bytes that were read, for progress. */
  read = 0;

  constructor(
    private readonly path: string,
    /** Largest content after unpacking, bytes. */
    private readonly most: number,
  ) {}

  /** @param from - place in the file */
  async *plain(from = 0): AsyncGenerator<Buffer> {
    const file = await open(this.path);
    try {
      this.read = from;
      for (;;) {
        const block = Buffer.allocUnsafeSlow(BLOCK);
        const { bytesRead } = await file.read(block, 0, BLOCK, this.read);
        if (bytesRead === 0) return;
        this.read += bytesRead;
        yield block.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  /** What a gzip file holds. @throws {FileRefused} */
  async *unpacked(): AsyncGenerator<Buffer> {
    const guard = new UnpackGuard(() => this.read, this.most);
    const unzip = createGunzip({ chunkSize: 262_144 });
    const source = Readable.from(this.plain(), { objectMode: false, highWaterMark: 262_144 });
    source.on('error', (error) => unzip.destroy(error));
    source.pipe(unzip);
    let first = true;
    try {
      for await (const block of unzip as AsyncIterable<Buffer>) {
        if (first && isGzip(block)) throw new FileRefused('nested', 'The file is packed twice. Unpack it once.');
        first = false;
        guard.add(block.length);
        yield block;
      }
    } catch (error) {
      throw isZlibError(error) ? new FileRefused('damaged', 'The gzip file is damaged or cut short.') : error;
    } finally {
      source.destroy();
      unzip.destroy();
    }
  }
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

export function isZlibError(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith('Z_');
}

/** Reads a stretch of a file whole. */
export async function readAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, from);
  return bytes.subarray(0, bytesRead);
}

/** Leaves out the first bytes of a stream. */
export async function* skipping(blocks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const block of blocks) {
    if (left >= block.length) left -= block.length;
    else {
      yield left === 0 ? block : block.subarray(left);
      left = 0;
    }
  }
}

/** Text of another encoding as UTF-8. */
export async function* asUtf8(
  blocks: AsyncIterable<Buffer>,
  encoding: 'windows-1252' | 'utf-16le',
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const block of blocks) yield Buffer.from(decoder.decode(block, { stream: true }));
  yield Buffer.from(decoder.decode());
}
