import { type CipherGCMTypes, createCipheriv, createDecipheriv } from 'node:crypto';
import type { WriteKeys } from './key-schedule';
import { DTLS_1_2, RecordType } from './records';

/** The two suites, by number; the first that both know is taken, in this order. */
export const suites = [
  /** TLS_PSK_WITH_AES_128_GCM_SHA256 */
  { id: 0x00a8, algorithm: 'aes-128-gcm', tagBytes: 16 },
  /** TLS_PSK_WITH_AES_128_CCM_8, which RFC 7252 wants every device to have */
  { id: 0xc0a8, algorithm: 'aes-128-ccm', tagBytes: 8 },
] as const;
export type Suite = (typeof suites)[number];

const EXPLICIT_NONCE_BYTES = 8;

/** Seals or opens the records of one direction (RFC 5288, RFC 6655). */
export class RecordCipher {
  constructor(
    private readonly suite: Suite,
    private readonly keys: WriteKeys,
  ) {}

  /**
   * @param counter - epoch and sequence number, which are also the nonce
   * @param connectionId - of the record, if its type has one
   */
  seal(type: number, counter: Uint8Array, plain: Uint8Array, connectionId = NOTHING): Buffer {
    const { algorithm, tagBytes } = this.suite;
    const nonce = Buffer.concat([this.keys.salt, counter]);
    // The types know CCM by another overload; the options are the same.
    const cipher = createCipheriv(algorithm as CipherGCMTypes, this.keys.key, nonce, { authTagLength: tagBytes });
    const sized = { plaintextLength: plain.length };
    cipher.setAAD(header(type, counter, plain.length, connectionId), sized);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([counter, sealed, cipher.getAuthTag()]);
  }

  /** @returns null: it is not authentic */
  open(type: number, counter: Uint8Array, fragment: Uint8Array, connectionId = NOTHING): Buffer | null {
    const { algorithm, tagBytes } = this.suite;
    const length = fragment.length - EXPLICIT_NONCE_BYTES - tagBytes;
    if (length < 0) return null;
    const nonce = Buffer.concat([this.keys.salt, fragment.subarray(0, EXPLICIT_NONCE_BYTES)]);
    const cipher = createDecipheriv(algorithm as CipherGCMTypes, this.keys.key, nonce, { authTagLength: tagBytes });
    cipher.setAuthTag(fragment.subarray(EXPLICIT_NONCE_BYTES + length));
    cipher.setAAD(header(type, counter, length, connectionId), { plaintextLength: length });
    try {
      const plain = cipher.update(fragment.subarray(EXPLICIT_NONCE_BYTES, EXPLICIT_NONCE_BYTES + length));
      return Buffer.concat([plain, cipher.final()]);
    } catch {
      return null;
    }
  }
}

const NOTHING: Uint8Array = new Uint8Array(0);
const PLACEHOLDER = new Uint8Array(8).fill(0xff);

/** What is authenticated beside the content (RFC 5246, 6.2.3.3; with a connection id RFC 9146, 5.3). */
function header(type: number, counter: Uint8Array, length: number, connectionId: Uint8Array): Buffer {
  const version = Uint8Array.of(DTLS_1_2 >> 8, DTLS_1_2 & 0xff);
  const size = Uint8Array.of(length >> 8, length & 0xff);
  if (type !== RecordType.withConnectionId) return Buffer.concat([counter, Uint8Array.of(type), version, size]);
  const marks = Uint8Array.of(type, connectionId.length, type);
  return Buffer.concat([PLACEHOLDER, marks, version, counter, connectionId, size]);
}
