import { describe, expect, it } from 'vitest';
import type { Readings } from '../../data/types';
import { chartSeries, gapLimitMs, summaryOf, withLive } from './chart-series';

const start = Date.parse('2026-11-21T00:00:00Z');
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const same = (value: number): number => value;

const raw = (minutes: number[], values: number[], quality: number[] = []): Readings => ({
  unit: 'kPa',
  from: at(0),
  to: at(60),
  bucketS: null,
  times: minutes.map(at),
  mean: values,
  min: values,
  max: values,
  quality: minutes.map((_, index) => quality[index] ?? 0),
  count: minutes.map(() => 1),
});

const buckets: Readings = {
  ...raw([0, 15, 30], [10, 12, 14]),
  bucketS: 900,
  min: [8, 11, 13],
  max: [11, 13, 18],
  count: [3, 3, 1],
};

describe('a chart’s lines', () => {
  it('break where readings are missing', () => {
    const series = chartSeries(raw([0, 1, 2, 10, 11], [1, 2, 3, 4, 5]), 60, same);
    expect(series.gaps).toEqual([[start + 120_000, start + 600_000]]);
    expect(series.mean.filter(([, value]) => value === null)).toHaveLength(1);
    expect(series.mean).toHaveLength(6);
  });

  it('do not break when the sensor is slow by design', () => {
    expect(chartSeries(raw([0, 15, 30], [1, 2, 3]), 900, same).gaps).toEqual([]);
    expect(gapLimitMs(900, [], 1, 60)).toBe(2_250_000);
    expect(gapLimitMs(null, [1, 2], 1, null)).toBe(Number.POSITIVE_INFINITY);
  });

  it('do not break where the sensor only sent more rarely for a while', () => {
    const { gaps } = chartSeries(
      raw(
        [0, 15, 30, 45, 45.1, 45.2, 45.3, 45.4, 52, 52.1, 52.2],
        Array.from({ length: 11 }, () => 1),
      ),
      5,
      same,
    );
    expect(gaps).toEqual([[start + 45.4 * 60_000, start + 52 * 60_000]]);
  });

  it('show a reading between two gaps as a point', () => {
    const { lonely } = chartSeries(raw([0, 1, 2, 30, 60, 61, 62], [1, 1, 1, 7, 1, 1, 1]), 60, same);
    expect(lonely).toEqual([[start + 30 * 60_000, 7]]);
  });

  it('have a band from lowest to highest only for buckets, in the shown unit', () => {
    expect(chartSeries(raw([0, 1], [1, 2]), 60, same).band).toBeNull();
    const { band, mean } = chartSeries(buckets, 60, (value) => value / 10);
    expect(mean.map(([, value]) => value)).toEqual([1, 1.2, 1.4]);
    expect(band?.low.map(([, value]) => value)).toEqual([0.8, 1.1, 1.3]);
    expect(band?.height[2][1]).toBeCloseTo(0.5);
  });

  it('mark doubtful readings', () => {
    expect(chartSeries(raw([0, 1, 2], [1, 2, 3], [0, 3, 4]), 60, same).doubtful).toEqual([
      [start + 60_000, 2, 3],
      [start + 120_000, 3, 4],
    ]);
  });
});

describe('readings that arrive live', () => {
  it('are appended to single readings, later ones only', () => {
    const grown = withLive(raw([0, 1], [1, 2]), [
      { time: start + 60_000, value: 9, quality: 0 },
      { time: start + 120_000, value: 3, quality: 0 },
    ]);
    expect(grown.mean).toEqual([1, 2, 3]);
  });

  it('grow the last bucket, or begin the next', () => {
    const grown = withLive(buckets, [
      { time: start + 40 * 60_000, value: 20, quality: 3 },
      { time: start + 46 * 60_000, value: 5, quality: 0 },
      { time: start + 1 * 60_000, value: 99, quality: 0 },
    ]);
    expect(grown.mean).toEqual([10, 12, 17, 5]);
    expect(grown.max[2]).toBe(20);
    expect(grown.quality[2]).toBe(3);
    expect(grown.count).toEqual([3, 3, 2, 1]);
    expect(buckets.mean).toEqual([10, 12, 14]);
  });

  it('leave the readings as they are when there are none', () => {
    expect(withLive(buckets, [])).toBe(buckets);
  });
});

describe('the summary of a window', () => {
  it('weighs buckets by their readings', () => {
    expect(summaryOf(buckets)).toEqual({ min: 8, max: 18, mean: (30 + 36 + 14) / 7, count: 7 });
    expect(summaryOf(raw([], []))).toBeNull();
  });
});
