import * as fc from 'fast-check';
import { type ComparedHour, dayStep } from './day-step';
import { type TrendNight, findLeaks } from './leak-trend';
import { addDays } from './local-night';

const rule = { sigmas: 3, leastRise: 1.8, nights: 2, meterPercent: 2 };
const series = (flows: (number | null)[]): TrendNight[] =>
  flows.map((flow, index) => ({ night: addDays('2026-05-01', index), flow }));
const wave = (count: number, level = 20) =>
  Array.from({ length: count }, (_, index) => level + 0.3 * Math.sin(index * 2.1));

describe('leaks in the night flow', () => {
  it('begin with the first of the nights that are too high, and end after the repair', () => {
    const flows = [...wave(20), ...wave(6, 26), ...wave(5)];
    const { leaks, nights } = findLeaks(series(flows), rule);
    expect(leaks).toHaveLength(1);
    expect(leaks[0]).toMatchObject({
      start: '2026-05-21',
      confirmed: '2026-05-22',
      end: '2026-05-27',
      nights: 6,
    });
    expect(leaks[0]?.rate.value).toBeCloseTo(6, 0);
    expect(leaks[0]?.rate.ci95).toBeGreaterThan(0.1);
    expect(leaks[0]?.rate.ci95).toBeLessThan(1.5);
    expect(nights.filter(({ flagged }) => flagged)).toHaveLength(7);
    expect(nights[0]).toMatchObject({ baseline: null, limit: null });
  });

  it('are seen after a week of history', () => {
    const { leaks } = findLeaks(series([...wave(4), 24, 24.2, 24.1]), rule);
    expect(leaks).toMatchObject([{ start: '2026-05-05', end: null }]);
  });

  it('are not one night, not a rise below half a litre a second, and not nights that do not count', () => {
    expect(findLeaks(series([...wave(20), 30, ...wave(10)]), rule).leaks).toEqual([]);
    expect(findLeaks(series([...wave(20), ...wave(5, 21.2)]), rule).leaks).toEqual([]);
    expect(findLeaks(series([...wave(20), null, null, null, ...wave(3)]), rule).leaks).toEqual([]);
    expect(findLeaks(series([...wave(20), 26, null, 26]), rule).leaks).toMatchObject([{ start: '2026-05-21' }]);
  });

  it('are found though they grow slowly', () => {
    const growing = Array.from({ length: 30 }, (_, index) => 20 + index * 0.2 + 0.3 * Math.sin(index * 2.1));
    const { leaks } = findLeaks(series([...wave(28), ...growing]), rule);
    expect(leaks).toHaveLength(1);
    expect(leaks[0]?.earliestStart.localeCompare('2026-05-27')).toBeGreaterThan(0);
    expect(leaks[0]?.earliestStart.localeCompare('2026-06-05')).toBeLessThan(0);
  });

  it('are not known before: each night is judged by those before it alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0, max: 60, noNaN: true })), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (flows, cutAt) => {
          const whole = findLeaks(series(flows), rule).nights.slice(0, cutAt);
          expect(findLeaks(series(flows.slice(0, cutAt)), rule).nights).toEqual(whole);
        },
      ),
    );
  });

  it('never overlap, and start before they are confirmed', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 90 }), (flows) => {
        const { leaks } = findLeaks(series(flows), rule);
        for (const [index, leak] of leaks.entries()) {
          expect(leak.earliestStart <= leak.start && leak.start <= leak.confirmed).toBe(true);
          const before = leaks[index - 1];
          if (before !== undefined) expect((before.end ?? '9') < leak.start).toBe(true);
        }
      }),
    );
  });
});

describe('a step by day', () => {
  const step = { percent: 20, sigmas: 3, leastRise: 1.8, hours: 3 };
  const usual = [20, 20.5, 19.6, 20.2];
  const hours = (...flows: number[]): ComparedHour[] => flows.map((flow) => ({ flow, usual }));

  it('is a burst when it is held', () => {
    expect(dayStep(hours(20, 26, 27, 26), step)).toEqual({ verdict: 'high', rise: expect.closeTo(5.9, 1) });
    expect(dayStep(hours(26, 27, 21), step).verdict).toBe('usual');
    expect(dayStep(hours(23, 23, 23), step).verdict).toBe('usual');
  });

  it('is nothing as long as too little is known', () => {
    expect(dayStep(hours(26, 27), step).verdict).toBe('none');
    expect(dayStep(hours(26, Number.NaN, 27), step).verdict).toBe('none');
    expect(
      dayStep(
        [26, 26, 26].map((flow) => ({ flow, usual: [20, 20] })),
        step,
      ).verdict,
    ).toBe('none');
  });
});
