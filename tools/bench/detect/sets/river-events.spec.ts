import { f1Of, plainRivers, scoreRivers } from './river-events';

const event = (startH: number, endH: number) => ({ series: 'a/temp', startH, endH, kind: '1' });
const at = (...hours: number[]) => hours.map((atH) => ({ series: 'a/temp', atH }));

describe('score of river sensors', () => {
  it('allows an hour on either side of an event, and counts one alarm in six hours', () => {
    const events = [event(100, 100), event(200, 210)];
    expect(scoreRivers(events, at(101, 103, 199))).toMatchObject({ found: 2, falseAlarms: 0 });
    expect(scoreRivers(events, at(101.5, 212, 300))).toMatchObject({ found: 0, falseAlarms: 3 });
    expect(f1Of(scoreRivers(events, at(100, 150)))).toBe(0.5);
    expect(f1Of(scoreRivers([], []))).toBe(0);
  });

  it('is compared to a rule that sees a far value and the start of rows without data', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i === 150 ? 99 : i > 170 && i < 175 ? -9999 : i % 5));
    const times = values.map((_, i) => i * 3_600_000);
    const task = { siteOf: () => 'a', series: [{ name: 'a/temp', times, values }], events: [event(150, 150)] };
    expect(plainRivers(task)).toMatchObject({ found: 1, falseAlarms: 1 });
  });
});
