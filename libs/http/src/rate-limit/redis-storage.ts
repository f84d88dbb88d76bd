import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Redis } from 'ioredis';
import { type Hit, hitOf } from './memory-storage';

/** Counts and starts the window in one step, so that a crash between the two cannot leave a key without an end. */
const COUNT = `
local hits = redis.call('incr', KEYS[1])
if hits == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
return { hits, redis.call('pttl', KEYS[1]) }`;

/** Counts requests in fixed windows shared by all processes. Keys end by themselves, so memory is bounded by traffic. */
export class RedisRateStorage implements ThrottlerStorage {
  constructor(private readonly redis: Redis) {}

  async increment(key: string, ttlMs: number, limit: number): Promise<Hit> {
    const [hits, remainingMs] = (await this.redis.eval(COUNT, 1, `hydrant:rate:${key}`, ttlMs)) as [number, number];
    return hitOf(hits, remainingMs, limit);
  }
}
