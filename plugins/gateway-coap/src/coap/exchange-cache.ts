/** What is known of a message that came. */
export interface Exchange {
  /** The bytes of the message, hashed: a device that lost count may use an id anew for another message. */
  readonly mark: string;
  /** What was answered, to be said again; empty while there is no answer. */
  replies: Buffer[];
  /** Unix ms */
  readonly at: number;
}

/**
 * Knows the messages of the last minutes by sender and message id, so that a message that comes again does nothing and
 * is answered as it was (RFC 7252, 4.5). Bounded: the oldest goes when it is full.
 */
export class ExchangeCache {
  /** In order of arrival. */
  private readonly exchanges = new Map<string, Exchange>();

  constructor(
    /** How long a message can still come again, ms. */
    private readonly lifetimeMs: number,
    private readonly capacity: number,
  ) {}

  get size(): number {
    return this.exchanges.size;
  }

  /** The exchange that this message belongs to, if it came before. */
  find(key: string, mark: string, now: number): Exchange | undefined {
    const exchange = this.exchanges.get(key);
    return exchange !== undefined && exchange.mark === mark && now - exchange.at < this.lifetimeMs
      ? exchange
      : undefined;
  }

  begin(key: string, mark: string, now: number): Exchange {
    this.expire(now);
    const exchange: Exchange = { mark, replies: [], at: now };
    this.exchanges.delete(key);
    this.exchanges.set(key, exchange);
    return exchange;
  }

  /** Forgets an exchange that need not be known: doing it again does no harm. */
  forget(key: string, exchange: Exchange): void {
    if (this.exchanges.get(key) === exchange) this.exchanges.delete(key);
  }

  /** Drops what is too old, and what is too much. */
  private expire(now: number): void {
    for (const [key, { at }] of this.exchanges) {
      if (now - at < this.lifetimeMs && this.exchanges.size < this.capacity) break;
      this.exchanges.delete(key);
    }
  }
}
