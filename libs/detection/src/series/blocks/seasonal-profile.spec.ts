import { LocalClock, SeasonalProfile } from '.';
import { noise } from '../../../test/readings';

const STEP_MS = 900_000;
const DAY = 96;
/** A Monday. */
const START = Date.UTC(2026, 0, 5);

function learn(days: number, course: (day: number, hour: number) => number) {
  const profile = new SeasonalProfile(new Float64Array(SeasonalProfile.CELLS));
  const clock = new LocalClock();
  const errors: number[] = [];
  for (let i = 0; i < days * DAY; i++) {
    clock.set(START + i * STEP_MS);
    profile.expect(clock, 0);
    const value = course(Math.floor(i / DAY), (i % DAY) / 4);
    errors.push(Math.abs(value - profile.expected));
    profile.learn(clock, value, i === 0 ? 0 : STEP_MS);
  }
  const of = (day: number) => {
    const own = errors.slice(day * DAY, (day + 1) * DAY);
    return own.reduce((sum, error) => sum + error, 0) / own.length;
  };
  return { profile, of };
}

const daily = (hour: number) => 10 * Math.sin((hour / 24) * 2 * Math.PI);

describe('seasonal profile', () => {
  it('knows the course of a day after two days', () => {
    const { of } = learn(12, (_, hour) => 100 + daily(hour));
    expect(of(1)).toBeGreaterThan(4);
    expect(of(2)).toBeLessThan(2.5);
    expect(of(11)).toBeLessThan(0.6);
  });

  it('knows that Sundays differ after some weeks', () => {
    const course = (day: number, hour: number) => 100 + daily(hour) + (day % 7 === 6 && hour > 8 ? 8 : 0);
    const { of } = learn(9 * 7, course);
    expect(of(6)).toBeGreaterThan(4);
    expect(of(8 * 7 + 6)).toBeLessThan(0.6 * of(6));
  });

  it('learns the usual size of deviations, clipped', () => {
    const random = noise();
    const { profile } = learn(30, (day, hour) => 100 + daily(hour) + random() + (day === 20 && hour > 12 ? 500 : 0));
    expect(profile.sigma).toBeGreaterThan(0.3);
    expect(profile.sigma).toBeLessThan(1.5);
    expect(Math.abs(profile.level - 100)).toBeLessThan(3);
  });

  it('can be told of a new level', () => {
    const { profile } = learn(10, () => 50);
    const clock = new LocalClock();
    clock.set(START + 10 * DAY * STEP_MS);
    profile.shiftLevel(7);
    profile.expect(clock, 0);
    expect(profile.expected).toBeCloseTo(57, 3);
  });
});
