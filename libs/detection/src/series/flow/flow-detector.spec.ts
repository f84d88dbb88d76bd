import * as fc from 'fast-check';
import { ALARM_SCORE, SeriesStateError } from '../series-detector';
import { FlowDetector, flowDetectors } from '.';

const HOUR_MS = 3_600_000;
/** A Monday. */
const START = Date.UTC(2024, 0, 1);
const SHAPE = [0.6, 0.5, 0.45, 0.45, 0.5, 0.7, 1.1, 1.4, 1.4, 1.3, 1.2, 1.1, 1.2, 1.2, 1.1, 1, 1, 1.1, 1.3, 1.4, 1.3];

/** Inflow of a district, one value an hour: people's day and weekend, with noise. */
function district(days: number, seed: number, perHour = 1, wild = 0.04): number[] {
  let state = seed * 2_654_435_761;
  const noise = () => {
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      sum += state / 2 ** 32 - 0.5;
    }
    return sum * 1.7;
  };
  return Array.from({ length: days * 24 * perHour }, (_, i) => {
    const hour = Math.floor(i / perHour);
    const weekend = Math.floor(hour / 24) % 7 > 4;
    const shape = SHAPE[(hour + (weekend ? 23 : 0)) % 24] ?? 0.8;
    return 30 * shape * (weekend ? 1.08 : 1) * (1 + wild * noise());
  });
}

interface Run {
  readonly alarms: number[];
  readonly causes: string[];
  readonly detector: FlowDetector;
  readonly verdicts: number[];
}

function run(values: readonly number[], stepMs = HOUR_MS, detector = new FlowDetector()): Run {
  const alarms: number[] = [];
  const causes: string[] = [];
  let above = false;
  const verdicts = values.map((value, i) => {
    detector.push(START + i * stepMs, value);
    if (detector.score >= ALARM_SCORE && !above) {
      alarms.push(i);
      causes.push(detector.cause);
    }
    above = detector.score >= ALARM_SCORE;
    return detector.score;
  });
  return { alarms, causes, detector, verdicts };
}

const added = (values: readonly number[], from: number, to: number, by: (i: number) => number) =>
  values.map((value, i) => (i >= from && i < to ? value + by(i - from) : value));

describe('flow detector', () => {
  it('is quiet over quiet months: less than one false alarm in ninety days', () => {
    const alarms = [1, 2, 3, 4, 5, 6].map((seed) => run(district(200, seed)).alarms.length);
    expect(alarms.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(4);
  });

  it.each([1, 2, 3])('finds a burst within a day, nothing else, and its end (seed %i)', (seed) => {
    const at = 60 * 24 + 5;
    const { alarms, causes, detector } = run(added(district(70, seed), at, at + 96, () => 7));
    expect(alarms[0]).toBeGreaterThanOrEqual(at);
    expect(alarms[0]).toBeLessThan(at + 24);
    expect(alarms.filter((i) => i < at || i >= at + 96)).toEqual([]);
    expect(causes[0]).toBe('shift_up');
    expect(detector.active).toBe(false);
  });

  it.each([1, 2, 3])('finds a leak that grows over weeks (seed %i)', (seed) => {
    const at = 90 * 24;
    const { alarms } = run(added(district(120, seed), at, at + 25 * 24, (i) => (9 * i) / (25 * 24)));
    expect(alarms.filter((i) => i >= at && i < at + 25 * 24)).not.toEqual([]);
  });

  it('finds a loss of supply in two hours', () => {
    const at = 40 * 24 + 9;
    const values = district(45, 4).map((value, i) => (i >= at && i < at + 5 ? value * 0.3 : value));
    expect(run(values)).toMatchObject({ alarms: [at + 1], causes: ['shift_down'] });
  });

  it('finds a meter that stands still, and that stood still from the first reading', () => {
    const at = 40 * 24 + 9;
    const values = district(45, 5);
    const stuck = run(values.map((value, i) => (i >= at && i < at + 30 ? (values[at] ?? 0) : value)));
    expect(stuck.causes).toEqual(['stuck']);
    expect(stuck.alarms[0]).toBeLessThan(at + 9);
    expect(run(Array.from({ length: 20 }, () => 7)).alarms).toEqual([12]);
  });

  it('follows a steady leak in a clean flow to its end, row by row, through a season', () => {
    const season = (i: number) => 1 + 0.15 * Math.sin((2 * Math.PI * i) / (365 * 24));
    const clean = district(200, 6, 1, 0.02).map((value, i) => (value - (value % 0.01)) * season(i));
    const [from, to] = [100 * 24, 160 * 24];
    const { verdicts } = run(added(clean, from, to, () => 6));
    const flagged = verdicts.map((score) => score >= ALARM_SCORE);
    expect(flagged.slice(from + 96, to).filter(Boolean).length / (to - from - 96)).toBeGreaterThan(0.95);
    expect(flagged.slice(0, from).filter(Boolean)).toEqual([]);
    expect(flagged.slice(to + 48).filter(Boolean)).toEqual([]);
  });

  it('judges alike whatever the unit, and whatever the step of the readings', () => {
    const at = 60 * 24 + 5;
    const values = added(district(66, 7), at, at + 72, () => 7);
    const plain = run(values).verdicts;
    const scaled = run(values.map((value) => value * 1000)).verdicts;
    scaled.forEach((score, i) => expect(score).toBeCloseTo(plain[i] ?? 0, 6));
    const quarters = run(
      added(district(66, 7, 4), at * 4, (at + 72) * 4, () => 7),
      HOUR_MS / 4,
    );
    expect(quarters.alarms.filter((i) => i < at * 4 || i >= (at + 72) * 4)).toEqual([]);
    expect(quarters.alarms[0]).toBeLessThan((at + 24) * 4);
  });

  it('lives by the local clock', () => {
    const detector = new FlowDetector({ timeZone: 'Europe/Rome' });
    // Clocks change on 31 March 2024; people keep to theirs, so their day comes an hour earlier in UTC.
    const change = (Date.UTC(2024, 2, 31, 1) - START) / HOUR_MS;
    const local = district(130, 8);
    const utc = local.slice(2).map((_, i) => local[i + (i >= change ? 2 : 1)] ?? 0);
    expect(run(utc, HOUR_MS, detector).alarms).toEqual([]);
  });

  it('goes on as if nothing had happened after a restart at any point', () => {
    const values = added(district(70, 9), 60 * 24, 64 * 24, () => 7);
    const whole = run(values).verdicts;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: values.length - 1 }), (cut) => {
        const first = run(values.slice(0, cut)).detector;
        const second = flowDetectors.restore(first.save());
        for (let i = cut; i < Math.min(values.length, cut + 400); i++) {
          second.push(START + i * HOUR_MS, values[i] ?? 0);
          expect(second.score).toBe(whole[i]);
        }
      }),
      { numRuns: 12 },
    );
    expect(() => flowDetectors.restore(new Float64Array(3))).toThrow(SeriesStateError);
  });

  it('never gives anything but a score, whatever comes', () => {
    const reading = fc.record({
      step: fc.oneof(fc.constant(HOUR_MS), fc.integer({ min: -HOUR_MS, max: 90 * 24 * HOUR_MS })),
      value: fc.oneof(fc.double(), fc.constant(0), fc.double({ min: -5, max: 60, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 300 }), (readings) => {
        const detector = new FlowDetector();
        let time = START;
        for (const { step, value } of readings) {
          time += step;
          detector.push(time, value);
          expect(detector.score >= 0 && detector.score <= 1).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leaves gaps out: a burst beside them is found all the same, and they are no alarm', () => {
    const at = 60 * 24 + 5;
    const values = added(district(66, 10), at, at + 96, () => 8);
    const gaps = values.map((value, i) => ((i * 7919) % 100 < 12 || (i > 900 && i < 1000) ? Number.NaN : value));
    const { alarms } = run(gaps);
    expect(alarms.filter((i) => i < at)).toEqual([]);
    expect(alarms.some((i) => i >= at && i < at + 48)).toBe(true);
  });
});
