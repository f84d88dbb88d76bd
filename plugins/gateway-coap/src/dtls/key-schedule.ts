import { createHash, createHmac } from 'node:crypto';

const MASTER_BYTES = 48;
const VERIFY_BYTES = 12;
const KEY_BYTES = 16;
const SALT_BYTES = 4;

/** PRF of TLS 1.2 with SHA-256 (RFC 5246, 5). */
export function prf(secret: Uint8Array, label: string, seed: Uint8Array, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label, 'ascii'), seed]);
  const hmac = (data: Uint8Array) => createHmac('sha256', secret).update(data).digest();
  const parts: Buffer[] = [];
  let a = hmac(labelled);
  for (let size = 0; size < length; size += 32) {
    parts.push(hmac(Buffer.concat([a, labelled])));
    a = hmac(a);
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Premaster secret of a plain pre-shared key (RFC 4279, 2). */
export function premaster(key: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(key.length);
  return Buffer.concat([length, Buffer.alloc(key.length), length, key]);
}

/**
 * Master secret.
 * @param transcript - hash of the handshake up to the key exchange, when both sides know RFC 7627; null: the older way
 */
export function masterSecret(
  key: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
  transcript: Uint8Array | null,
): Buffer {
  return transcript === null
    ? prf(premaster(key), 'master secret', Buffer.concat([clientRandom, serverRandom]), MASTER_BYTES)
    : prf(premaster(key), 'extended master secret', transcript, MASTER_BYTES);
}

/** Key and fixed part of the nonce, for one direction. */
export interface WriteKeys {
  key: Buffer;
  salt: Buffer;
}

/** Keys of both directions, for AES-128 with authentication. */
export function writeKeys(
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): { client: WriteKeys; server: WriteKeys } {
  const seed = Buffer.concat([serverRandom, clientRandom]);
  const block = prf(master, 'key expansion', seed, 2 * (KEY_BYTES + SALT_BYTES));
  const salts = 2 * KEY_BYTES;
  return {
    client: { key: block.subarray(0, KEY_BYTES), salt: block.subarray(salts, salts + SALT_BYTES) },
    server: { key: block.subarray(KEY_BYTES, salts), salt: block.subarray(salts + SALT_BYTES) },
  };
}

/** What a Finished message holds. */
export function verifyData(master: Uint8Array, who: 'client' | 'server', transcript: Uint8Array): Buffer {
  return prf(master, `${who} finished`, transcript, VERIFY_BYTES);
}

export function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
