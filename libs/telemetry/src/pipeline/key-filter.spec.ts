import * as fc from 'fast-check';
import { KeyFilter } from './key-filter';

describe('KeyFilter', () => {
  it('knows a key with the value first given for it', () => {
    const filter = new KeyFilter(8);
    expect(filter.add(1, 1_000, 5)).toBeUndefined();
    expect(filter.add(1, 1_000, 6)).toBe(5);
    expect(filter.add(1, 1_001, 6)).toBeUndefined();
    expect(filter.add(2, 1_000, 7)).toBeUndefined();
    filter.correct(1, 1_000, 9);
    expect(filter.add(1, 1_000, 5)).toBe(9);
  });

  it('takes a key whose value was taken back for new', () => {
    const filter = new KeyFilter(8);
    filter.add(1, 1_000, 5);
    filter.correct(1, 1_000, Number.NaN);
    expect(filter.add(1, 1_000, 6)).toBeUndefined();
    expect(filter.add(1, 1_000, 7)).toBe(6);
  });

  it('remembers at least its capacity and is never wrong about what it says', () => {
    const key = fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: -4, max: 4 }).map((n) => n * 86_400_000),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer()), { maxLength: 200 }), (adds) => {
        const filter = new KeyFilter(16);
        const truth = new Map<string, number>();
        const recent: string[] = [];
        for (const [[sensor, time], value] of adds) {
          const name = `${sensor} ${time}`;
          const found = filter.add(sensor, time, value);
          if (found !== undefined) expect(found).toBe(truth.get(name));
          if (recent.slice(-16).includes(name)) expect(found).toBeDefined();
          if (found === undefined) {
            truth.set(name, value);
            recent.push(name);
          }
        }
      }),
    );
  });
});
