import { TileCache, tileOf } from './tile-cache';

describe('TileCache', () => {
  const tile = (bytes: number) => tileOf(Buffer.alloc(bytes, 1));

  it('forgets a tile when its time is over', () => {
    let now = 0;
    const cache = new TileCache(10_000, () => now);
    cache.set('a', tile(10), 100);
    expect(cache.get('a')?.bytes).toHaveLength(10);
    now = 100;
    expect(cache.get('a')).toBeUndefined();
  });

  it('holds no more bytes than it may; the oldest go first', () => {
    const cache = new TileCache(2_500, () => 0);
    for (const key of ['a', 'b', 'c']) cache.set(key, tile(1_000), 100);
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([false, true, true]);
    cache.set('c', tile(1_001), 100);
    expect(cache.get('b')).toBeDefined();
  });

  it('names equal tiles equally', () => {
    expect(tile(5).etag).toBe(tile(5).etag);
    expect(tile(5).etag).not.toBe(tile(6).etag);
  });
});
