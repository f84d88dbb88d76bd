import { median, memoryOf, percentile, ratesOf } from './ingest-figures';

describe('figures of the ingest benchmark', () => {
  it('are medians, and the ratio is the median of ratios', () => {
    const rounds = [
      { rate: 100, reference: 100 },
      { rate: 300, reference: 200 },
      { rate: 80, reference: 400 },
    ];
    expect(ratesOf(rounds)).toEqual({ rowsPerSecond: 100, referenceRowsPerSecond: 200, ratio: 1 });
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('take a percentile of what there is', () => {
    const values = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect(percentile(values, 0.99)).toBe(100);
    expect(percentile(values, 0.5)).toBe(51);
    expect(percentile([], 0.99)).toBeNull();
  });

  it('call memory flat when it does not grow with the rows, after a fifth of them', () => {
    const at = (rows: number, mib: number) => ({ rows: rows * 1e6, mib });
    const level = [at(0, 200), at(1, 300), at(2, 400), at(4, 401), at(6, 399), at(8, 402), at(10, 400)];
    expect(memoryOf(level)).toMatchObject({ startMiB: 200, warmMiB: 400, peakMiB: 402, endMiB: 400, flat: true });
    const leaking = Array.from({ length: 11 }, (_, n) => at(n, 200 + 20 * n));
    expect(memoryOf(leaking)).toMatchObject({ mibPerMillionRows: 20, flat: false, rows: 10e6 });
  });
});
