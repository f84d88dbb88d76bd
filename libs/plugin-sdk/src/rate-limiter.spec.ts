import { RateLimiter } from './rate-limiter';

describe('RateLimiter', () => {
  it('lets a minute of messages through at once, then an even rate', () => {
    const limiter = new RateLimiter(60);
    for (let n = 0; n < 60; n += 1) expect(limiter.take('a', 0)).toBe(0);
    expect(limiter.take('a', 0)).toBe(1_000);
    expect(limiter.take('a', 0)).toBe(2_000);
    expect(limiter.take('b', 0)).toBe(0);
    expect(limiter.take('a', 3_000)).toBe(0);
  });

  it('refuses without debt when asked to', () => {
    const limiter = new RateLimiter(60);
    for (let n = 0; n < 60; n += 1) expect(limiter.tryTake('a', 0)).toBe(0);
    expect(limiter.tryTake('a', 0)).toBe(1_000);
    expect(limiter.tryTake('a', 500)).toBe(500);
    expect(limiter.tryTake('a', 1_000)).toBe(0);
    expect(limiter.tryTake('a', 10 * 60_000)).toBe(0);
  });

  it('remembers a bounded number of keys', () => {
    const limiter = new RateLimiter(2);
    for (let n = 0; n < 100_001; n += 1) limiter.take(`key ${n}`, 0);
    expect(limiter.tryTake('key 0', 0)).toBe(0);
    expect(limiter.tryTake('key 100000', 0)).toBe(0);
    expect(limiter.tryTake('key 100000', 0)).toBeGreaterThan(0);
  });
});
