import type { ThrottlerStorage } from '@nestjs/throttler';

interface Window {
  hits: number;
  endsAt: number;
}

/** What counting one request tells. */
export type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * Counts requests in fixed windows, in this process only. Memory is bounded: when `maxKeys` are held, windows that have
 * ended go first, then the oldest ones.
 */
export class MemoryRateStorage implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly maxKeys = 100_000,
    private readonly now: () => number = Date.now,
  ) {}

  increment(key: string, ttlMs: number, limit: number): Promise<Hit> {
    const now = this.now();
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.windows.delete(key);
      this.makeRoom(now);
      window = { hits: 0, endsAt: now + ttlMs };
      this.windows.set(key, window);
    }
    window.hits += 1;
    return Promise.resolve(hitOf(window.hits, window.endsAt - now, limit));
  }

  /** Number of keys held. */
  get size(): number {
    return this.windows.size;
  }

  private makeRoom(now: number): void {
    if (this.windows.size < this.maxKeys) return;
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt <= now || this.windows.size >= this.maxKeys) this.windows.delete(key);
      else break;
    }
  }
}

/** A count in the shape of the throttler's storage; times in seconds, rounded up. */
export function hitOf(hits: number, remainingMs: number, limit: number): Hit {
  const seconds = Math.max(1, Math.ceil(remainingMs / 1000));
  const isBlocked = hits > limit;
  return { totalHits: hits, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
}
