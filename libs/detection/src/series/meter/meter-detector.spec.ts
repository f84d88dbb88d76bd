import * as fc from 'fast-check';
import { ALARM_SCORE, SeriesStateError } from '../series-detector';
import { MeterDetector, meterDetectors } from '.';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** Litres of each hour of a household: nights of nothing, busy mornings and evenings. */
function household(days: number, seed: number): number[] {
  let state = (seed * 2_654_435_761) >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: days * 24 }, (_, i) => {
    const hour = i % 24;
    const busy = hour >= 6 && hour < 9 ? 0.8 : hour >= 18 && hour < 23 ? 0.6 : hour < 6 ? 0.03 : 0.3;
    return random() < busy ? Math.round(random() * random() * 90) : 0;
  });
}

interface Alarm {
  readonly hour: number;
  readonly cause: string;
}

/** Counts up the litres of each hour. */
function counter(litres: readonly number[]): number[] {
  let sum = 0;
  return litres.map((litre) => (sum += litre));
}

function run(index: readonly number[], detector = new MeterDetector(), from = 0): Alarm[] {
  return index.flatMap((value, i) => {
    const hour = from + i;
    // Readings come about every hour, at uneven minutes.
    detector.push(START + hour * HOUR_MS + ((hour * 7919) % 600) * 1000, value);
    return detector.score >= ALARM_SCORE ? [{ hour, cause: detector.cause }] : [];
  });
}

const added = (litres: readonly number[], from: number, to: number, more: number) =>
  litres.map((value, i) => (i >= from && i < to ? value + more : value));

describe('meter detector', () => {
  it('is quiet in a household without faults', () => {
    const alarms = [1, 2, 3, 4, 5, 6].flatMap((seed) => run(counter(household(200, seed))));
    expect(alarms.length).toBeLessThanOrEqual(2);
  });

  it.each([1, 2, 3])('finds a dripping leak within four days, once (seed %i)', (seed) => {
    const at = 60 * 24;
    const alarms = run(counter(added(household(100, seed), at, at + 20 * 24, 4)));
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.cause).toBe('continuous_flow');
    expect(alarms[0]?.hour).toBeGreaterThanOrEqual(at);
    expect(alarms[0]?.hour).toBeLessThan(at + 96);
  });

  it('finds a burst in hours', () => {
    const at = 60 * 24 + 2;
    const alarms = run(counter(added(household(70, 4), at, at + 10, 300)));
    expect(alarms).toMatchObject([{ cause: 'shift_up' }]);
    expect((alarms[0]?.hour ?? 0) - at).toBeLessThanOrEqual(4);
  });

  it('does not take the flow that a household always has for a leak', () => {
    expect(run(counter(added(household(120, 5), 0, 120 * 24, 6)))).toEqual([]);
  });

  it('finds a counter that stands still longer than ever, once', () => {
    const at = 60 * 24;
    const litres = household(90, 6).map((value, i) => (i >= at && i < at + 20 * 24 ? 0 : value));
    const alarms = run(counter(litres));
    expect(alarms).toMatchObject([{ cause: 'no_flow' }]);
    expect((alarms[0]?.hour ?? 0) - at).toBeLessThan(10 * 24);
  });

  it('finds a counter that runs backwards, not one that slips by a litre', () => {
    const at = 60 * 24;
    const back = household(70, 7).map((value, i) => (i >= at && i < at + 20 ? -3 : value));
    expect(run(counter(back))).toMatchObject([{ cause: 'reverse_flow' }]);
    const slips = household(70, 8).map((value, i) => (i % 400 === 399 ? -1 : value));
    expect(run(counter(slips))).toEqual([]);
  });

  it('reports a jump of the index as such, and learns nothing from it', () => {
    const at = 60 * 24;
    const index = counter(household(70, 9)).map((value, i) => (i >= at ? value + 50_000 : value));
    expect(run(index)).toEqual([{ hour: at, cause: 'step' }]);
  });

  it('goes on as if nothing had happened after a restart at any point', () => {
    const index = counter(added(household(70, 10), 60 * 24, 70 * 24, 5));
    const whole = run(index);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: index.length - 1 }), (cut) => {
        const first = new MeterDetector();
        const before = run(index.slice(0, cut), first);
        const after = run(index.slice(cut), meterDetectors.restore(first.save()) as MeterDetector, cut);
        expect([...before, ...after]).toEqual(whole);
      }),
      { numRuns: 15 },
    );
    expect(() => meterDetectors.restore(new Float64Array(5))).toThrow(SeriesStateError);
  });

  it('finds the leak through gaps of readings', () => {
    const at = 60 * 24;
    const index = counter(added(household(90, 11), at, at + 20 * 24, 6));
    const gaps = index.map((value, i) => ((i * 7919) % 100 < 10 ? Number.NaN : value));
    const alarms = run(gaps);
    expect(alarms.map(({ cause }) => cause)).toEqual(['continuous_flow']);
    expect(alarms[0]?.hour).toBeGreaterThanOrEqual(at);
  });

  it('never gives anything but a score, whatever comes', () => {
    const reading = fc.record({
      step: fc.oneof(fc.constant(HOUR_MS), fc.integer({ min: -HOUR_MS, max: 90 * 24 * HOUR_MS })),
      value: fc.oneof(fc.double(), fc.integer({ min: -1000, max: 100_000 })),
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 300 }), (readings) => {
        const detector = new MeterDetector();
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
});
