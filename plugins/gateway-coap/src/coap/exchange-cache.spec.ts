import * as fc from 'fast-check';
import { ExchangeCache } from './exchange-cache';

describe('messages that were seen', () => {
  it('are known for their lifetime, by id and bytes', () => {
    const cache = new ExchangeCache(1_000, 10);
    const one = cache.begin('peer#1', 'bytes', 0);
    expect(cache.find('peer#1', 'bytes', 999)).toBe(one);
    expect(cache.find('peer#1', 'bytes', 1_000)).toBeUndefined();
    expect(cache.find('peer#1', 'others', 0)).toBeUndefined();
    expect(cache.find('peer#2', 'bytes', 0)).toBeUndefined();
  });

  it('are forgotten when they need not be known, but not another one of the same id', () => {
    const cache = new ExchangeCache(1_000, 10);
    const old = cache.begin('k', 'a', 0);
    const fresh = cache.begin('k', 'b', 1);
    cache.forget('k', old);
    expect(cache.find('k', 'b', 2)).toBe(fresh);
    cache.forget('k', fresh);
    expect(cache.size).toBe(0);
  });

  it('are never more than there is room for', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(300))), (messages) => {
        const cache = new ExchangeCache(1_000, 8);
        let now = 0;
        for (const [id, wait] of messages) {
          now += wait;
          cache.begin(`k${id}`, 'm', now);
          expect(cache.size).toBeLessThanOrEqual(8);
          expect(cache.find(`k${id}`, 'm', now)).toBeDefined();
        }
      }),
    );
  });
});
