import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { SETTINGS, type Settings } from '@app/config';
import { Inject, Injectable } from '@nestjs/common';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The sealed bytes were altered, belong to another row, or were sealed with another key. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError';
}

/**
 * Keeps secrets that must be read again (seeds of second factors, private signing keys) out of the database's reach:
 * AES-256-GCM with a key derived from `HYDRANT_SECRET_KEY`, bound to the id of the row they stand in.
 */
@Injectable()
export class SealedBox {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'HYDRANT_SECRET_KEY'>) {
    const secret = Buffer.from(settings.HYDRANT_SECRET_KEY, 'base64');
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'hydrant.sealed-box.1', 32));
  }

  /** @param rowId - id of the row that will hold the result; a copy of it elsewhere cannot be opened */
  seal(plain: Buffer, rowId: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(rowId));
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws {UnsealError} */
  open(sealed: Buffer, rowId: string): Buffer {
    const start = 1 + IV_BYTES + TAG_BYTES;
    if (sealed.length < start || sealed[0] !== VERSION) throw new UnsealError('Not a sealed value of this version');
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(1, 1 + IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(rowId));
    decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, start));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]);
    } catch (cause) {
      throw new UnsealError('A sealed value does not open: it was altered, or HYDRANT_SECRET_KEY is another one', {
        cause,
      });
    }
  }
}
