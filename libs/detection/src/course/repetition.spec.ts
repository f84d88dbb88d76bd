import { noise } from '../../test/readings';
import { Course, type CourseConfig } from './course';

const QUARTER = 900_000;
const DAY = 96;
const START = Date.UTC(2026, 2, 2);
const config: CourseConfig = { kind: 'flow', options: {}, factor: 1, lateLimitMs: 2 * QUARTER };

const random = noise();
/** A course of the day with noise, two decimals. */
const recorded = Array.from(
  { length: 30 * DAY },
  (_, i) => Math.round(100 * (40 + 10 * Math.sin((i / DAY) * 2 * Math.PI) + random())) / 100,
);

function told(values: readonly number[], course = Course.create(config), from = 0): string[] {
  return values.flatMap((value, i) => {
    const time = START + (from + i) * QUARTER;
    return course
      .push(time, value, time)
      .map(({ active }) => (active ? `+${course.cause}@${from + i}` : `-@${from + i}`));
  });
}

describe('repetition', () => {
  const before = recorded.slice(0, 20 * DAY);
  const played = recorded.slice(17 * DAY, 19 * DAY);
  const after = recorded.slice(20 * DAY);

  it('is noticed within a day, and over soon after new readings come', () => {
    const [began, ended, ...more] = told([...before, ...played, ...after]);
    expect(more).toEqual([]);
    const beganAt = Number(/^\+shape@(\d+)$/.exec(began as string)?.[1]);
    expect(beganAt).toBeGreaterThan(20 * DAY);
    expect(beganAt).toBeLessThan(21 * DAY);
    const endedAt = Number(/^-@(\d+)$/.exec(ended as string)?.[1]);
    expect(endedAt).toBeGreaterThan(22 * DAY);
    expect(endedAt).toBeLessThan(22 * DAY + DAY / 2);
  });

  it('tells when it may have begun', () => {
    const course = Course.create(config);
    const values = [...before, ...played];
    const at = values.findIndex((value, i) => course.push(START + i * QUARTER, value, START + i * QUARTER).length > 0);
    expect(course.since).toBeLessThan(START + at * QUARTER);
    expect(course.since).toBeGreaterThan(START + 19 * DAY * QUARTER);
  });

  it('goes on from a memory that was moved', () => {
    const values = [...before, ...played, ...after];
    const whole = told(values);
    for (const cut of [20 * DAY + 30, 21 * DAY]) {
      const course = Course.create(config);
      const first = told(values.slice(0, cut), course);
      const rest = told(values.slice(cut), Course.restore(config, course.save()), cut);
      expect([...first, ...rest]).toEqual(whole);
    }
  });

  it('leaves series alone that are the same every day', () => {
    const day = recorded.slice(0, DAY);
    expect(told(Array.from({ length: 20 }, () => day).flat())).toEqual([]);
  });
});
