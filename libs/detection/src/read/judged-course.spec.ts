import { judgeCourse } from './judged-course';

const QUARTER = 15 * 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2);
const config = { kind: 'pressure', options: {}, factor: 1, lateLimitMs: DAY } as const;

function readings(days: number, faultFrom = Number.POSITIVE_INFINITY, faultTo = Number.POSITIVE_INFINITY) {
  return Array.from({ length: days * 96 }, (_, n) => {
    const at = START + n * QUARTER;
    const usual = 400 + 30 * Math.sin(((at % DAY) / DAY) * 2 * Math.PI) + Math.sin(at / 7_919);
    return { at, value: usual - (at >= faultFrom && at < faultTo ? 90 : 0) };
  });
}

describe('a course judged for a screen', () => {
  const from = START + 20 * DAY;

  it('answers the span only, with the band that was learned before it', async () => {
    const { times, expected, lower, upper, learnedFrom } = await judgeCourse(config, readings(21), from, 1_000);
    expect(learnedFrom).toBe(new Date(START).toISOString());
    expect(times).toHaveLength(96);
    expect(times[0]).toBe(new Date(from).toISOString());
    readings(21)
      .slice(-96)
      .forEach(({ value }, i) => {
        expect(lower[i]).toBeLessThan(value);
        expect(upper[i]).toBeGreaterThan(value);
        expect(Math.abs((expected[i] as number) - value)).toBeLessThan(10);
      });
  });

  it('tells what would be raised, when, and that it ended', async () => {
    const { events, score, times } = await judgeCourse(config, readings(23, from, from + DAY / 4), from, 20);
    expect(times.length).toBeLessThanOrEqual(20);
    expect(events).toHaveLength(1);
    const [event] = events;
    expect(Date.parse(event?.raisedAt ?? '') - from).toBeLessThan(2 * 3_600_000);
    expect(event?.endedAt).not.toBeNull();
    expect(event?.value).toBeLessThan(event?.expected as number);
    expect(Math.max(...score)).toBeGreaterThanOrEqual(0.5);
  });

  it('has nothing to show for a sensor without readings', async () => {
    expect(await judgeCourse(config, [], from, 100)).toMatchObject({ learnedFrom: null, times: [], events: [] });
  });

  it('lets others have their turn while there is much to judge', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await judgeCourse(config, readings(200), from, 100);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
