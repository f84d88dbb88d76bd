import { battledimScore, type LeakOutflows, perfectEur } from './battledim';

/** Ten days of hourly steps; leak A runs days 1 to 3 with 10 m3/h, B from day 2 to the end with 1 m3/h. */
const hours = 240;
const outflows: LeakOutflows = {
  startMin: 0,
  stepMin: 60,
  rows: hours,
  columns: new Map([
    ['A', Float64Array.from({ length: hours }, (_, hour) => (hour >= 24 && hour < 72 ? 10 : 0))],
    ['B', Float64Array.from({ length: hours }, (_, hour) => (hour >= 48 ? 1 : 0))],
  ]),
};
const leaks = [
  { link: 'A', start: 24 * 60, end: 72 * 60 },
  { link: 'B', start: 48 * 60, end: 239 * 60 },
];
/** Pipes stand on a line: A at 0, B at 1000, others by their number. */
const place = (link: string): number => ({ A: 0, B: 1000 })[link] ?? Number(link);
const distance = (a: string, b: string): number => Math.abs(place(a) - place(b));

describe('battledimScore', () => {
  it('pays for water from the step before the alarm on and charges the crew by distance', () => {
    const result = battledimScore(leaks, outflows, [{ link: '150', time: 48 * 60 }], { distance });
    expect(result).toMatchObject({ truePositives: 1, falsePositives: 0, medianDelayH: 24, missed: ['B'] });
    expect(result.eur).toBeCloseTo(25 * 10 * 0.8 - 250, 6);
  });

  it('charges a crew sent in vain, and nothing for a leak already found', () => {
    const alarms = [
      { link: 'A', time: 30 * 60 },
      { link: 'A', time: 31 * 60 },
      { link: '500', time: 50 * 60 },
      { link: 'A', time: 100 * 60 },
      { link: 'A', time: 999 * 60 },
    ];
    const result = battledimScore(leaks, outflows, alarms, { distance });
    expect(result).toMatchObject({ truePositives: 1, falsePositives: 2 });
    expect(result.eur).toBeCloseTo(43 * 10 * 0.8 - 1000, 6);
  });

  it('without places takes the leak that started last, within the days allowed', () => {
    const options = { distance: null, withinDays: 1 };
    const result = battledimScore(
      leaks,
      outflows,
      [
        { link: '-', time: 50 * 60 },
        { link: '-', time: 80 * 60 },
      ],
      options,
    );
    expect(result).toMatchObject({ truePositives: 1, falsePositives: 1, missed: ['A'] });
  });

  it('knows the perfect score', () => {
    expect(perfectEur(leaks, outflows)).toBeCloseTo((480 + 192) * 0.8, 6);
  });
});
