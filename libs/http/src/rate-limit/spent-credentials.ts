import { createHash } from 'node:crypto';
import type { Charge } from './rate-limiter';

/**
 * Credentials that were shown to be good and whose budget is used up, by their hash. Only what has authenticated gets
 * here, so nobody can shut out another by sending wrong credentials in their name.
 */
export class SpentCredentials {
  private readonly until = new Map<string, { limit: number; endsAt: number }>();

  constructor(
    private readonly maxKeys = 10_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param authorization - the `Authorization` header as sent */
  note(authorization: string | undefined, { limit, resetS }: Charge): void {
    if (authorization === undefined) return;
    if (this.until.size >= this.maxKeys) this.until.clear();
    this.until.set(keyOf(authorization), { limit, endsAt: this.now() + resetS * 1000 });
  }

  /** @returns undefined when the credential may be tried */
  find(authorization: string): Charge | undefined {
    if (this.until.size === 0) return undefined;
    const key = keyOf(authorization);
    const found = this.until.get(key);
    if (found === undefined) return undefined;
    const leftMs = found.endsAt - this.now();
    if (leftMs > 0) return { limit: found.limit, remaining: 0, resetS: Math.ceil(leftMs / 1000), exceeded: true };
    this.until.delete(key);
    return undefined;
  }
}

function keyOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64url');
}
