/** What is left of one key's allowance. */
interface Bucket {
  tokens: number;
  /** When `tokens` was true, Unix ms. */
  at: number;
}

const MAX_KEYS = 100_000;

/**
 * Token bucket for each key (a device, an address): an even rate, with a burst of one minute's worth, so that a device
 * can catch up after an outage.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();
  private readonly perMs: number;

  /** @param perMinute - rate and burst */
  constructor(private readonly perMinute: number) {
    this.perMs = perMinute / 60_000;
  }

  /**
   * Takes one token, into debt if need be.
   * @param now - Unix ms
   * @returns how long the taker has to wait, ms; 0: it may go on at once
   */
  take(key: string, now: number): number {
    const bucket = this.bucketOf(key, now);
    bucket.tokens -= 1;
    return bucket.tokens >= 0 ? 0 : Math.ceil(-bucket.tokens / this.perMs);
  }

  /** Takes one token if there is one. @returns 0, or when there will be one, ms */
  tryTake(key: string, now: number): number {
    const bucket = this.bucketOf(key, now);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / this.perMs);
    bucket.tokens -= 1;
    return 0;
  }

  private bucketOf(key: string, now: number): Bucket {
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      if (this.buckets.size >= MAX_KEYS) this.forgetFull(now);
      bucket = { tokens: this.perMinute, at: now };
      this.buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + (now - bucket.at) * this.perMs);
    bucket.at = now;
    return bucket;
  }

  /** Full buckets say nothing; if all keys are busy, the oldest goes. */
  private forgetFull(now: number): void {
    for (const [key, { tokens, at }] of this.buckets) {
      if (tokens + (now - at) * this.perMs >= this.perMinute) this.buckets.delete(key);
    }
    const [oldest] = this.buckets.keys();
    if (this.buckets.size >= MAX_KEYS && oldest !== undefined) this.buckets.delete(oldest);
  }
}
