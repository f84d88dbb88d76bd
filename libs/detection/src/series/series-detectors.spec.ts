import * as fc from 'fast-check';
import { noise } from '../../test/readings';
import { seriesDetector } from './create-series-detector';
import { ALARM_SCORE, SeriesStateError, type SeriesDetector, type SeriesOptions } from './series-detector';

const START = Date.UTC(2026, 0, 5);
const STEP_MS = 300_000;
const DAY = 288;
const kinds = ['pressure', 'level', 'any'] as const;

/** A course of the day with noise, rounded to 1/64 so that scaling by powers of two is exact. */
function course(days: number, change: (value: number, i: number) => number = (value) => value): number[] {
  const random = noise();
  return Array.from({ length: days * DAY }, (_, i) => {
    const value = 300 + 30 * Math.sin((i / DAY) * 2 * Math.PI) + 2 * (random() + random() + random());
    return Math.round(64 * change(value, i)) / 64;
  });
}

interface Verdict {
  score: number;
  cause: string;
  active: boolean;
}

function give(detector: SeriesDetector, values: readonly number[], from = 0): Verdict[] {
  return values.map((value, i) => {
    detector.push(START + (from + i) * STEP_MS, value);
    const { score, cause, active } = detector;
    return { score, cause, active };
  });
}

const alarms = (verdicts: readonly Verdict[]) => verdicts.flatMap(({ score }, i) => (score >= ALARM_SCORE ? [i] : []));
const options: SeriesOptions = { daysPerFalseAlarm: 90 };

describe.each(kinds)('detector of %s series', (kind) => {
  const create = (more: SeriesOptions = {}) => seriesDetector(kind).create({ ...options, ...more });

  it('is silent on a normal course', () => {
    expect(alarms(give(create(), course(30)))).toEqual([]);
  });

  it('reports a burst once, at its first readings', () => {
    const at = 20 * DAY + 100;
    const fired = alarms(
      give(
        create(),
        course(24, (value, i) => (i >= at && i < at + 60 ? value - 60 : value)),
      ),
    );
    expect(fired[0]).toBeGreaterThanOrEqual(at);
    expect(fired[0]).toBeLessThan(at + 4);
    expect(fired.filter((i) => i < at + 60)).toHaveLength(1);
  });

  it('gives the same verdicts after a restart at any time', () => {
    const values = course(9, (value, i) => (i % 900 > 880 ? value - 50 : value));
    const uncut = create();
    const whole = give(uncut, values);
    for (const cut of kind === 'any' ? [99, 1500, 2001] : [0, 1, 99, 1500, 2000, 2001, 2701]) {
      const before = create();
      give(before, values.slice(0, cut));
      const after = seriesDetector(kind).restore(before.save(), options);
      expect(give(after, values.slice(cut), cut)).toEqual(whole.slice(cut));
      expect(after.save()).toEqual(uncut.save());
    }
  });

  it('gives the same verdicts for a shifted and scaled series', () => {
    const values = course(14, (value, i) => (i % 1000 === 999 ? value + 90 : value));
    const plain = give(create(), values);
    const other = give(
      create(),
      values.map((value) => 4 * value),
    );
    const shifted = give(
      create(),
      values.map((value) => value + 1024),
    );
    expect(alarms(plain).length).toBeGreaterThan(0);
    expect(alarms(other)).toEqual(alarms(plain));
    expect(alarms(shifted)).toEqual(alarms(plain));
  });

  it('leaves out late readings', () => {
    const values = course(10);
    const plain = create();
    const disturbed = create();
    values.forEach((value, i) => {
      const time = START + i * STEP_MS;
      plain.push(time, value);
      disturbed.push(time, value);
      disturbed.push(time, value * 9);
      disturbed.push(time - STEP_MS, -value);
      expect(disturbed.score).toBe(0);
    });
    expect(disturbed.save()).toEqual(plain.save());
  });

  it('does not take a gap for an event', () => {
    const values = course(30);
    const detector = create();
    const fired = values.filter((value, i) => {
      if (i > 15 * DAY && i < 17 * DAY + 55) return false;
      detector.push(START + i * STEP_MS, value);
      return detector.score >= ALARM_SCORE;
    });
    expect(fired).toEqual([]);
  });

  it('never gives a score that is no number or out of bounds', () => {
    const value = fc.oneof(
      fc.double(),
      fc.double({ min: -1e3, max: 1e3 }),
      fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE, Number.MIN_VALUE, 5),
    );
    const gap = fc.oneof(fc.constantFrom(0, -5, 1, STEP_MS), fc.integer({ min: -1e6, max: 1e10 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, value), { maxLength: 150 }), (readings) => {
        const detector = create({ timeZone: 'Australia/Lord_Howe' });
        let time = START;
        for (const [after, each] of [...readings, ...readings, ...readings]) {
          time += after;
          detector.push(time, each);
          expect(detector.score).toBeGreaterThanOrEqual(0);
          expect(detector.score).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('refuses the memory of another kind', () => {
    const other = seriesDetector(kind === 'any' ? 'level' : 'any').create();
    expect(() => seriesDetector(kind).restore(other.save())).toThrow(SeriesStateError);
  });

  it('knows the physical limits', () => {
    const at = 10 * DAY;
    const verdicts = give(
      create({ rangeMin: 0, rangeMax: 500 }),
      course(11, (value, i) => (i === at ? 501 : value)),
    );
    expect(verdicts[at]?.cause).toBe('range');
    expect(alarms(verdicts)).toContain(at);
  });
});

describe.each(['pressure', 'level'] as const)('always-on detector of %s series', (kind) => {
  const create = () => seriesDetector(kind).create(options);

  it('has a small memory', () => {
    expect(create().save().byteLength).toBeLessThan(5200);
  });

  it('reports a series that stands still, with its start', () => {
    const at = 20 * DAY;
    const detector = create();
    const values = course(21);
    values.fill(values[at] as number, at);
    const fired = alarms(give(detector, values.slice(0, at + DAY / 2)));
    // Once as something unexpected, once when it is certain.
    expect(fired.length).toBeLessThanOrEqual(2);
    expect(fired[0]).toBeGreaterThan(at);
    expect(detector.cause).toBe('stuck');
    expect(detector.since).toBe(START + at * STEP_MS);
  });

  it('reports a slow drift and takes the new level for normal after some days', () => {
    const at = 25 * DAY;
    const drift = (i: number) => Math.min(40, Math.max(0, ((i - at) / DAY) * 4));
    const verdicts = give(
      create(),
      course(60, (value, i) => value + drift(i)),
    );
    const fired = alarms(verdicts);
    expect(fired[0]).toBeGreaterThan(at);
    expect(fired[0]).toBeLessThan(at + 6 * DAY);
    expect(verdicts.at(-1)?.active).toBe(false);
  });

  it('takes a lasting change of level for normal after some days', () => {
    const at = 20 * DAY;
    const verdicts = give(
      create(),
      course(40, (value, i) => (i < at ? value : value + 200)),
    );
    expect(alarms(verdicts)).toEqual([at]);
    expect(verdicts[at + 2 * DAY]?.active).toBe(true);
    expect(verdicts[at + 5 * DAY]?.active).toBe(false);
  });

  it('reports silence once when empty readings go on', () => {
    const at = 10 * DAY;
    const verdicts = give(
      create(),
      course(11).map((value, i) => (i >= at && i < at + 100 ? Number.NaN : value)),
    );
    const fired = alarms(verdicts);
    expect(fired).toHaveLength(1);
    expect(verdicts[fired[0] as number]?.cause).toBe('gap');
  });

  it('notices readings that are played back', () => {
    const at = 12 * DAY;
    const values = course(14);
    values.copyWithin(at, at - 3 * DAY, at - DAY);
    const verdicts = give(create(), values);
    const fired = alarms(verdicts);
    expect(fired.map((i) => verdicts[i]?.cause)).toEqual(['shape']);
    expect(fired[0]).toBeGreaterThan(at);
  });

  it('shows a band that holds the normal course', () => {
    const detector = create();
    const values = course(20);
    const inside = values.filter((value, i) => {
      const low = detector.lower;
      detector.push(START + i * STEP_MS, value);
      return !Number.isNaN(low) && value > detector.lower && value < detector.upper;
    });
    expect(inside.length).toBeGreaterThan(0.95 * values.length);
  });
});
