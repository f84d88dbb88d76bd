import { type TestRedis, eventually, startRedis } from '@app/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { RateLimiter } from './rate-limiter';
import { RedisRateStorage } from './redis-storage';

describe('RedisRateStorage', () => {
  let server: TestRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await eventually(() => redis.ping());
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  it('counts for all processes together, in windows that end', async () => {
    const [one, other] = [new RedisRateStorage(redis), new RedisRateStorage(redis)];
    expect(await one.increment('a', 300, 1)).toMatchObject({ totalHits: 1, isBlocked: false });
    expect(await other.increment('a', 300, 1)).toMatchObject({ totalHits: 2, isBlocked: true, timeToBlockExpire: 1 });
    await eventually(async () => expect(await redis.exists('hydrant:rate:a')).toBe(0));
    expect(await one.increment('a', 300, 1)).toMatchObject({ totalHits: 1 });
  });

  it('goes on to limit in this process when Redis is away', async () => {
    const limiter = new RateLimiter(
      { anonymous: 1, principal: 1, device: 1 },
      new RedisRateStorage(redis),
      pino({ level: 'silent' }),
    );
    const facts = { requestId: 'r', ip: '192.0.2.7', userAgent: null, method: 'GET', path: '/api/v1/things' };
    await server.stop();
    expect((await limiter.charge(facts)).exceeded).toBe(false);
    expect((await limiter.charge(facts)).exceeded).toBe(true);
  });
});
