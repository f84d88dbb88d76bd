import { constants, createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { open, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { SETTINGS, type Settings } from '@app/config';
import { Inject, Injectable } from '@nestjs/common';
import { ERROR_HEADER } from './core/error-lines';

/** More came in than may. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/**
 * Files of imports, under names of our own. The api process writes them and the worker reads them: on two machines the
 * folder must be one.
 */
@Injectable()
export class ImportFiles {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.folder = path.resolve(settings.IMPORT_DIR ?? path.join(settings.HYDRANT_DATA_DIR, 'imports'));
  }

  /** @param id - UUID of the import */
  pathOf(id: string): string {
    return path.join(this.folder, `${id}.data`);
  }

  errorsOf(id: string): string {
    return path.join(this.folder, `${id}.errors.csv`);
  }

  exists(id: string): boolean {
    return existsSync(this.pathOf(id));
  }

  /** How much of a file is on the disk, bytes. */
  async sizeOf(id: string): Promise<number> {
    return this.exists(id) ? (await stat(this.pathOf(id))).size : 0;
  }

  /**
   * Writes what comes in at a place of the file, and cuts off what stood behind.
   * @param most - bytes that may come
   * @param onBytes - is told how many have been written
   * @throws {TooManyBytes} once more has come
   */
  async write(
    id: string,
    offset: number,
    body: Readable,
    most: number,
    onBytes: (count: number) => void,
  ): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o750 });
    const file = this.pathOf(id);
    if (this.exists(id)) await truncate(file, offset);
    const out = createWriteStream(file, { flags: 'a', mode: 0o640, flush: true });
    // A disk that takes no more fails the request, also when it says so between two writes.
    const flushed = finished(out);
    flushed.catch(() => undefined);
    let count = 0;
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        if (count + chunk.length > most) throw new TooManyBytes();
        await new Promise<void>((resolve, reject) => out.write(chunk, (error) => (error ? reject(error) : resolve())));
        count += chunk.length;
        onBytes(count);
      }
    } finally {
      out.end();
      await flushed;
    }
  }

  /** Makes the error file hold exactly what the last checkpoint knows of; what a killed process wrote after it goes. */
  async resetErrors(id: string, bytes: number): Promise<void> {
    const file = await open(this.errorsOf(id), 'a', 0o640);
    try {
      await file.truncate(bytes);
    } finally {
      await file.close();
    }
  }

  /**
   * Adds lines to the error file, durably. They have their place, so that a worker that has lost the import without knowing it
   * puts nothing between the lines of the one that goes on.
   * @param at - length of the error file so far, bytes
   * @returns bytes that were written
   */
  async addErrors(id: string, text: string, at: number): Promise<number> {
    if (text === '') return 0;
    const bytes = Buffer.from(at === 0 ? ERROR_HEADER + text : text);
    const file = await open(this.errorsOf(id), constants.O_WRONLY | constants.O_CREAT, 0o640);
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    return bytes.length;
  }

  /** The error file as a checkpoint knows it. @param bytes - its length; 0: nothing but the first line */
  errors(id: string, bytes: number): Readable | string {
    return bytes === 0 ? ERROR_HEADER : createReadStream(this.errorsOf(id), { end: bytes - 1 });
  }

  /** Takes away the content; the error file stays. */
  async removeContent(id: string): Promise<void> {
    for (const file of [this.pathOf(id), `${this.pathOf(id)}.unpacked`, `${this.pathOf(id)}.unpacked.part`]) {
      await rm(file, { force: true });
    }
  }

  async remove(id: string): Promise<void> {
    await this.removeContent(id);
    await rm(this.errorsOf(id), { force: true });
  }
}
