import { DomainError } from '@app/kernel';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Logger } from 'pino';
import type { RequestFacts } from '../request-context';
import { type Hit, MemoryRateStorage } from './memory-storage';

const WINDOW_MS = 60_000;

/** Requests per minute of each kind of caller. */
export interface RateBudgets {
  /** Anonymous requests and failed authentications, per IP address (IPv6: per /64). */
  anonymous: number;
  /** Per user or API key. */
  principal: number;
  /** Per device. */
  device: number;
}

/** A charged request: what the rate limit headers say. */
export interface Charge {
  limit: number;
  remaining: number;
  /** Seconds until the budget is full again. */
  resetS: number;
  exceeded: boolean;
}

/** Charges requests to the budget of whoever sent them. Falls back to this process's own count when Redis is away. */
export class RateLimiter {
  private readonly fallback = new MemoryRateStorage();
  private degraded = false;

  constructor(
    private readonly budgets: RateBudgets,
    private readonly storage: ThrottlerStorage,
    private readonly log: Logger,
  ) {}

  /** Charges the caller that is known by now: device, else principal, else IP address. */
  async charge(facts: RequestFacts): Promise<Charge> {
    const { key, limit } = this.budgetOf(facts);
    const { totalHits, timeToExpire, isBlocked } = await this.count(key, limit);
    return { limit, remaining: Math.max(0, limit - totalHits), resetS: timeToExpire, exceeded: isBlocked };
  }

  private budgetOf({ principal, deviceId, ip }: RequestFacts): { key: string; limit: number } {
    if (deviceId !== undefined) return { key: `device:${deviceId}`, limit: this.budgets.device };
    if (principal !== undefined) return { key: `${principal.kind}:${principal.id}`, limit: this.budgets.principal };
    return { key: `ip:${networkOf(ip)}`, limit: this.budgets.anonymous };
  }

  private async count(key: string, limit: number): Promise<Hit> {
    try {
      const hit = await this.storage.increment(key, WINDOW_MS, limit, WINDOW_MS, 'default');
      this.degraded = false;
      return hit;
    } catch (error) {
      if (!this.degraded)
        this.log.warn({ err: error }, 'Shared rate limits are not reachable: counting in this process');
      this.degraded = true;
      return this.fallback.increment(key, WINDOW_MS, limit);
    }
  }
}

/** The failure of a request beyond its budget. */
export function tooManyRequests({ limit, resetS }: Charge): DomainError {
  return new DomainError('too-many', 'request.too-many', 'Too many requests', {
    detail: `The limit of ${limit} requests per minute is reached. Try again in ${resetS} s.`,
    extra: { retryAfterS: resetS },
  });
}

/** IPv4 addresses count alone, IPv6 ones by their /64, which one subscriber holds. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped !== null) return mapped[1] as string;
  if (!ip.includes(':')) return ip;
  const [head = '', tail = ''] = ip.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = ip.includes('::') ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0') : [];
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
