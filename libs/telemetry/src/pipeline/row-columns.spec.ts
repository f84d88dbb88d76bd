import * as fc from 'fast-check';
import { RowColumns } from './row-columns';

describe('RowColumns', () => {
  const key = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 50 }));

  it('sorts by sensor and time, and takes everything of a row along', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        const rows = new RowColumns(1);
        keys.forEach(([sensor, time], n) => rows.push(sensor * 10, sensor, time, n, n % 3, n + 1, n + 2));
        const sorted = rows.sorted();
        expect(sorted.count).toBe(keys.length);
        const back = Array.from({ length: sorted.count }, (_, i) => [sorted.sensorIds[i], sorted.times[i]]);
        expect(back).toEqual(keys.toSorted(([s1, t1], [s2, t2]) => s1 - s2 || t1 - t2));
        for (let i = 0; i < sorted.count; i += 1) {
          const n = sorted.values[i] as number;
          expect([sorted.tenantIds[i], sorted.qualities[i], sorted.owners[i], sorted.positions[i]]).toEqual([
            (keys[n]?.[0] ?? 0) * 10,
            n % 3,
            n + 1,
            n + 2,
          ]);
        }
      }),
    );
  });

  it('holds the highest numbers of sensors', () => {
    const rows = new RowColumns();
    for (const sensor of [2 ** 31 - 1, 1, 2 ** 31 - 2]) rows.push(1, sensor, 0, sensor, 0, 0, 0);
    expect([...rows.sorted().sensorIds.subarray(0, 3)]).toEqual([1, 2 ** 31 - 2, 2 ** 31 - 1]);
  });

  it('leaves rows out', () => {
    const rows = new RowColumns(2);
    for (let n = 0; n < 5; n += 1) rows.push(1, 1, n, n, 0, 0, n);
    expect([...rows.filter((row) => row % 2 === 1).values.subarray(0, 2)]).toEqual([1, 3]);
  });
});
