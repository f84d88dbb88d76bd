import { createHash } from 'node:crypto';
import type { MessageKey, MountedRequest } from '@app/plugin-sdk';
import { problems } from './problems';

/**
 * The mark that the sender gave its message: header `Idempotency-Key`, bare or as a quoted text; null: none.
 * @throws {HttpProblem} 400 for one that cannot be used
 */
export function idempotencyKey({ headers }: MountedRequest): string | null {
  const given = headers['idempotency-key'];
  if (given === undefined) return null;
  const [, key] = (typeof given === 'string' && /^"?([\x21\x23-\x7e]{1,180})"?$/.exec(given.trim())) || [];
  if (key === undefined) throw problems.brokenKey();
  return key;
}

/** The platform's key of a message: what marks it, and the digest of its body. */
export function messageKey(mark: string, body: Uint8Array): MessageKey {
  return { id: mark, digest: createHash('sha256').update(body).digest('hex') };
}

/** Messages with a key that are being handled in this process: a second one with the same key must not overtake. */
export class Running {
  private readonly keys = new Set<string>();

  /** @throws {HttpProblem} 409 while another request of the device with this key runs */
  async alone<T>(deviceId: string, mark: string, action: () => Promise<T>): Promise<T> {
    const key = `${deviceId} ${mark}`;
    if (this.keys.has(key)) throw problems.inProgress();
    this.keys.add(key);
    try {
      return await action();
    } finally {
      this.keys.delete(key);
    }
  }
}
