import * as fc from 'fast-check';
import { QualityDetector } from '.';
import { noise } from '../../../test/readings';
import { ALARM_SCORE, SeriesStateError, type SeriesOptions } from '../series-detector';
import { seriesDetector } from '../create-series-detector';
import { RecentRows } from './recent-rows';

const STEP_MS = 900_000;
const DAY = 96;
const START = Date.UTC(2026, 3, 1);

/** Conductivity: a course of the day, noise, rounded to 0.1, and a fall within hours when it rains, every nine days. */
function river(days: number, change: (value: number, i: number) => number = (value) => value): number[] {
  const random = noise();
  return Array.from({ length: days * DAY }, (_, i) => {
    const rain = i % (9 * DAY);
    const diluted = rain > 5 * DAY ? 40 * Math.exp(-(rain - 5 * DAY) / 60) * Math.min(1, (rain - 5 * DAY) / 40) : 0;
    const value = 320 + 6 * Math.sin((i / DAY) * 2 * Math.PI) - diluted + 0.4 * random();
    return Math.round(10 * change(value, i)) / 10;
  });
}

/** Turbidity: storms that come within three hours and go in days, with noise in proportion. */
function turbid(days: number, change: (value: number, i: number) => number = (value) => value): number[] {
  const random = noise();
  let storm = 0;
  return Array.from({ length: days * DAY }, (_, i) => {
    if (i % 700 < 14) storm = 1.35 * storm + 0.4;
    storm *= 0.98;
    const value = (3 + storm) * (1 + 0.1 * random());
    return Math.round(100 * change(value, i)) / 100;
  });
}

interface Verdict {
  score: number;
  cause: string;
  since: number;
  active: boolean;
}

function give(values: readonly number[], options?: SeriesOptions): Verdict[] {
  const detector = new QualityDetector(options);
  return values.map((value, i) => {
    detector.push(START + i * STEP_MS, value);
    const { score, cause, since, active } = detector;
    return { score, cause, since, active };
  });
}

const alarms = (verdicts: readonly Verdict[]) => verdicts.flatMap(({ score }, i) => (score >= ALARM_SCORE ? [i] : []));

describe('detector of water quality', () => {
  it('is silent on weather', () => {
    expect(alarms(give(river(90))).length).toBeLessThanOrEqual(1);
    expect(alarms(give(turbid(90))).length).toBeLessThanOrEqual(1);
  });

  it('finds at least nine of ten single spikes on their row or the next, with hardly a false alarm', () => {
    const spikes = new Set(Array.from({ length: 10 }, (_, n) => 10 * DAY + n * 731));
    for (const fired of [
      alarms(give(river(90, (value, i) => (spikes.has(i) ? value - 30 : value)))),
      alarms(give(turbid(90, (value, i) => (spikes.has(i) ? value + 150 : value)))),
    ]) {
      const found = [...spikes].filter((at) => fired.includes(at) || fired.includes(at + 1));
      expect(found.length).toBeGreaterThanOrEqual(9);
      expect(fired.filter((at) => !spikes.has(at) && !spikes.has(at - 1)).length).toBeLessThanOrEqual(2);
    }
  });

  it('reports a probe that reads nothing once, and the event until it is back', () => {
    const at = 12 * DAY;
    const verdicts = give(river(16, (value, i) => (i >= at && i < at + 2 * DAY ? 0 : value)));
    expect(alarms(verdicts)[0]).toBe(at);
    expect(alarms(verdicts).filter((row) => row > at && row < at + 2 * DAY - 1)).toEqual([]);
    expect(verdicts[at]).toMatchObject({ cause: 'range', since: START + at * STEP_MS });
    expect(verdicts[at + DAY]?.active).toBe(true);
    expect(verdicts.at(-1)?.active).toBe(false);
  });

  it.each([-9999, 7999, Number.NaN])('reports missing values that come as %d, where they are rare', (code) => {
    const at = 12 * DAY;
    const missing = river(14, (value, i) => (i >= at && i < at + 5 ? code : value));
    const verdicts = give(missing);
    expect(alarms(verdicts)).toEqual([at]);
    expect(verdicts[at]?.cause).toBe('gap');
    const often = river(14, (value, i) => (i % 10 === 0 ? code : value));
    expect(alarms(give(often)).length).toBeLessThanOrEqual(2);
  });

  it('reports rows that are missing', () => {
    const detector = new QualityDetector();
    const fired = river(14).flatMap((value, i) => {
      if (i > 10 * DAY && i < 10 * DAY + 4) return [];
      detector.push(START + i * STEP_MS, value);
      return detector.score >= ALARM_SCORE ? [i] : [];
    });
    expect(fired).toEqual([10 * DAY + 4]);
  });

  it('reports a probe that stands still and then has another level', () => {
    const at = 20 * DAY;
    const values = river(24, (value, i) => (i >= at ? value + 6 : value));
    values.fill(values[at - 4] as number, at - 4, at);
    expect(alarms(give(values))).toContain(at);
  });

  it('reports a value that never moves again', () => {
    const at = 20 * DAY;
    const values = river(22);
    values.fill(values[at] as number, at);
    const verdicts = give(values);
    const [fired] = alarms(verdicts);
    expect(verdicts[fired as number]).toMatchObject({ cause: 'stuck', since: START + at * STEP_MS });
    expect(verdicts.at(-1)?.active).toBe(true);
    expect(alarms(verdicts)).toHaveLength(1);
  });

  it('judges alike whatever the unit', () => {
    const at = 20 * DAY;
    const values = river(30, (value, i) => (i === at ? value - 25 : i > at + DAY && i < at + DAY + 9 ? 1 : value));
    expect(alarms(give(values.map((value) => value * 1024)))).toEqual(alarms(give(values)));
    expect(alarms(give(values)).length).toBeGreaterThan(1);
  });

  it('judges spikes alike whatever the zero', () => {
    const at = 20 * DAY;
    const values = river(30, (value, i) => (i === at ? value - 25 : value));
    expect(alarms(give(values.map((value) => value + 1024)))).toEqual(alarms(give(values)));
  });

  it('goes on from its memory as if nothing had happened', () => {
    const values = turbid(30, (value, i) => (i % 501 === 500 ? value + 120 : i % 503 === 500 ? Number.NaN : value));
    const whole = give(values);
    let detector = seriesDetector('quality').create();
    values.forEach((value, i) => {
      if (i % 97 === 0) detector = seriesDetector('quality').restore(detector.save());
      detector.push(START + i * STEP_MS, value);
      const { score, cause, since, active } = detector;
      expect({ score, cause, since, active }).toEqual(whole[i]);
    });
    expect(() => seriesDetector('quality').restore(seriesDetector('level').create().save())).toThrow(SeriesStateError);
  });

  it('shows a band around what is expected', () => {
    const detector = new QualityDetector();
    for (const [i, value] of river(20).entries()) detector.push(START + i * STEP_MS, value);
    expect(detector.lower).toBeLessThan(detector.expected);
    expect(detector.upper).toBeGreaterThan(detector.expected);
    expect(detector.upper - detector.lower).toBeLessThan(60);
    expect(detector.save().byteLength).toBeLessThan(1200);
  });

  it('never gives a score that is no number or out of bounds', () => {
    const value = fc.oneof(
      fc.double(),
      fc.double({ min: -1e3, max: 1e3 }),
      fc.constantFrom(0, -0, -9999, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE, Number.MIN_VALUE, 5),
    );
    const gap = fc.oneof(fc.constantFrom(0, -5, 1, STEP_MS), fc.integer({ min: -1e6, max: 1e10 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, value), { minLength: 30, maxLength: 150 }), (readings) => {
        const detector = new QualityDetector({ rangeMin: -500, rangeMax: 1e300 });
        let time = START;
        for (const [after, each] of [...readings, ...readings, ...readings, ...readings]) {
          time += after;
          detector.push(time, each);
          expect(detector.score).toBeGreaterThanOrEqual(0);
          expect(detector.score).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('recent rows', () => {
  it('know the median of the last five', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 20 }), (values) => {
        const rows = new RecentRows(new Float64Array(RecentRows.CELLS));
        for (const value of values) rows.push(value);
        expect(rows.median()).toBe(values.slice(-5).toSorted((a, b) => a - b)[2]);
        expect(rows.back(1)).toBe(values.at(-1));
      }),
    );
  });

  it('know an excursion by its way out and back', () => {
    const rows = new RecentRows(new Float64Array(RecentRows.CELLS));
    for (const value of [5, 5, 5, 5, 5, 5, 9, 12]) rows.push(value);
    expect(rows.excursion(6, 3)).toBe(6);
    expect([rows.peak, rows.rowsAgo]).toEqual([12, 2]);
    expect(rows.excursion(13, 3)).toBe(0);
  });
});
