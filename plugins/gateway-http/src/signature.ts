import { createHmac, timingSafeEqual } from 'node:crypto';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The parts of a signed request, in the form of Standard Webhooks. */
export interface Signed {
  deviceId: string;
  /** Header `webhook-id`: also the mark by which a repeat is known. */
  id: string;
  /** Header `webhook-timestamp`, as it came. */
  timestamp: string;
  /** SHA-256 HMACs, 32 bytes each; several while a key is being changed. */
  signatures: Buffer[];
}

const MAX_SIGNATURES = 8;
const DIGEST_BYTES = 32;
/** Compared with when no key is known, so that this takes as long. */
const NO_KEY = Buffer.alloc(DIGEST_BYTES);

/** Whether the sender means to sign; what it sends may still be unusable. */
export function isSigned(headers: Headers): boolean {
  return headers['webhook-signature'] !== undefined;
}

/** @returns null when a header is missing or cannot be read */
export function readSigned(headers: Headers): Signed | null {
  const text = (name: string): string => (typeof headers[name] === 'string' ? headers[name] : '');
  const deviceId = text('hydrant-device');
  const id = text('webhook-id');
  const timestamp = text('webhook-timestamp');
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(deviceId)) return null;
  if (!/^[\x21-\x7e]{1,180}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return null;
  const signatures = text('webhook-signature')
    .split(' ', MAX_SIGNATURES)
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice(3), 'base64'))
    .filter(({ length }) => length === DIGEST_BYTES);
  return signatures.length === 0 ? null : { deviceId, id, timestamp, signatures };
}

/**
 * Whether one of the signatures is the key's over id, time and body.
 * @param key - null: none is known; answers false after the same work
 * @param body - as it came, before unpacking
 */
export function verifies({ id, timestamp, signatures }: Signed, key: Uint8Array | null, body: Uint8Array): boolean {
  const right = createHmac('sha256', key ?? NO_KEY)
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest();
  let found = false;
  for (const signature of signatures) found = timingSafeEqual(signature, right) || found;
  return found && key !== null;
}
