import * as fc from 'fast-check';
import {
  Allotment,
  Cusum,
  DailyCourse,
  EventLogic,
  Gate,
  History,
  QualityGate,
  Tail,
  TopTwo,
  checkedMemory,
  newMemory,
  scoreOf,
} from '.';
import { SeriesStateError } from '../series-detector';
import { noise } from '../../../test/readings';

const MINUTE = 60_000;
const cells = (block: { CELLS: number }) => new Float64Array(block.CELLS);

describe('memory', () => {
  it('is handed out in order and refuses more than there is', () => {
    const parts = new Allotment(new Float64Array(5));
    parts.take(2).fill(1);
    parts.take(3).fill(2);
    expect([...parts.cells]).toEqual([1, 1, 2, 2, 2]);
    expect(() => parts.take(1)).toThrow(SeriesStateError);
  });

  it('is refused when form or size differ', () => {
    expect(() => checkedMemory(newMemory(7, 10), 8, 10)).toThrow(SeriesStateError);
    expect(() => checkedMemory(newMemory(7, 10), 7, 11)).toThrow(SeriesStateError);
    expect(checkedMemory(newMemory(7, 10), 7, 10)).toHaveLength(12);
  });
});

describe('quality gate', () => {
  const feed = (gate: QualityGate, values: number[], from = 0) =>
    values.map((value, i) => gate.push((from + i + 1) * MINUTE, value));

  it('leaves out what is late and what is no number', () => {
    const gate = new QualityGate(cells(QualityGate));
    expect(gate.push(10 * MINUTE, 1)).toBe(Gate.ok);
    expect(gate.push(10 * MINUTE, 2)).toBe(Gate.late);
    expect(gate.push(9 * MINUTE, 2)).toBe(Gate.late);
    expect(gate.push(11 * MINUTE, Number.NaN)).toBe(Gate.missing);
    expect(gate.push(12 * MINUTE, Number.POSITIVE_INFINITY)).toBe(Gate.missing);
    expect(gate.lastValue).toBe(1);
  });

  it('knows physical limits and the fastest change', () => {
    const gate = new QualityGate(cells(QualityGate), { rangeMin: 0, rangeMax: 100, ratePerS: 1 });
    expect(feed(gate, [50, 101, 100, -1, 90])).toEqual([Gate.ok, Gate.range, Gate.ok, Gate.range, Gate.rate]);
  });

  it('finds the rounding step and the usual interval', () => {
    const gate = new QualityGate(cells(QualityGate));
    const random = noise();
    for (let i = 0; i < 2000; i++) gate.push(i * 5 * MINUTE + (i > 1000 ? 3_600_000 : 0), Math.round(random() * 8) / 4);
    expect(gate.quantum).toBeCloseTo(0.25, 9);
    expect(gate.intervalMs).toBeCloseTo(5 * MINUTE, -3);
  });

  it('calls a series stuck only if it used to move', () => {
    const random = noise();
    const moving = new QualityGate(cells(QualityGate));
    feed(moving, Array.from({ length: 300 }, random));
    const after = feed(
      moving,
      Array.from({ length: 90 }, () => 5),
      300,
    );
    expect(after.indexOf(Gate.stuck)).toBe(60);
    const flat = new QualityGate(cells(QualityGate));
    expect(
      feed(
        flat,
        Array.from({ length: 3000 }, () => 5),
      ),
    ).not.toContain(Gate.stuck);
    const often = new QualityGate(cells(QualityGate));
    const steps = Array.from({ length: 4000 }, (_, i) => Math.floor(i / 80));
    expect(feed(often, steps)).not.toContain(Gate.stuck);
  });
});

describe('cumulative sums', () => {
  it('find a small lasting shift and when it began', () => {
    const random = noise();
    const cusum = new Cusum(cells(Cusum), 0.5);
    for (let i = 0; i < 500; i++) cusum.push(i * MINUTE, random() + (i >= 400 ? 1.5 : 0));
    expect(cusum.up).toBeGreaterThan(50);
    expect(cusum.down).toBeLessThan(10);
    expect(Math.abs(cusum.since - 400 * MINUTE)).toBeLessThan(12 * MINUTE);
    cusum.reset();
    expect(cusum.since).toBeNaN();
  });
});

describe('tail', () => {
  it('gives about the share of values that exceed', () => {
    const uniform = noise();
    // Nearly normal: the sum of eight.
    const random = () => Math.abs(Array.from({ length: 8 }, uniform).reduce((sum, each) => sum + each, 0));
    const tail = new Tail(cells(Tail), 20_000);
    for (let i = 0; i < 20_000; i++) tail.learn(random());
    const next = Array.from({ length: 20_000 }, () => tail.probability(random()));
    for (const p of [0.5, 0.1, 0.01]) {
      const share = next.filter((each) => each < p).length / next.length;
      expect(share / p).toBeGreaterThan(0.6);
      expect(share / p).toBeLessThan(1.6);
    }
  });

  it('falls with the value, and evidence finds its way back', () => {
    const random = noise();
    const tail = new Tail(cells(Tail));
    for (let i = 0; i < 3000; i++) tail.learn(Math.abs(random()));
    let last = 1;
    for (let value = 0.1; value < 40; value *= 1.1) {
      const probability = tail.probability(value);
      expect(probability).toBeLessThanOrEqual(last);
      last = probability;
    }
    expect(tail.evidence(tail.valueAt(5))).toBeCloseTo(5, 6);
  });

  it('is a number between 0 and 1 for whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e12 }), { maxLength: 300 }), fc.double(), (learned, asked) => {
        const tail = new Tail(cells(Tail));
        for (const value of learned) tail.learn(value);
        const probability = tail.probability(asked);
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(tail.evidence(asked)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('combination', () => {
  it('keeps the two largest in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 12, noNaN: true }), { minLength: 2 }), (values) => {
        const top = new TopTwo();
        values.forEach((value, i) => top.add(value, i));
        const [first, second] = values.toSorted((a, b) => b - a);
        expect(top.sum(1)).toBe((first as number) + (second as number));
        expect(values[top.channel]).toBe(first);
      }),
    );
  });

  it('puts the limit at 0.5', () => {
    expect(scoreOf(3, 3)).toBe(0.5);
    expect(scoreOf(0, 3)).toBe(0);
    expect(scoreOf(1.5, 3)).toBe(0.25);
    expect(scoreOf(1e9, 3)).toBeLessThanOrEqual(1);
  });
});

describe('event logic', () => {
  const settings = { fire: 4, quietMs: 10 * MINUTE, restMs: 30 * MINUTE };
  const firings = (found: number[]) => {
    const events = new EventLogic(cells(EventLogic), settings);
    return found.flatMap((each, i) => (events.push(i * MINUTE, each) ? [i] : []));
  };

  it('fires once for an event, again after the rest', () => {
    expect(firings([0, 5, 5, 4, 5, 1, 5, 0])).toEqual([1]);
    const later = Array.from({ length: 60 }, (_, i) => (i === 5 || i === 20 || i === 50 ? 5 : 0));
    expect(firings(later)).toEqual([5, 50]);
  });

  it('fires again at once on clearly higher evidence alone', () => {
    expect(firings([0, 5, 7, 7.4, 0])).toEqual([1]);
    expect(firings([0, 5, 9, 0])).toEqual([1, 2]);
  });

  it('stays active until it has been quiet', () => {
    const events = new EventLogic(cells(EventLogic), settings);
    events.push(0, 5);
    events.push(9 * MINUTE, 3);
    events.push(18 * MINUTE, 1);
    expect(events.active).toBe(true);
    events.push(20 * MINUTE, 1);
    expect(events.active).toBe(false);
  });
});

describe('courses and histories', () => {
  it('learn the course of a day', () => {
    const course = new DailyCourse(cells(DailyCourse));
    for (let i = 0; i < 10 * 288; i++) {
      const ms = (i % 288) * 5 * MINUTE;
      course.learn(ms, 10 + 5 * Math.sin((ms / 86_400_000) * 2 * Math.PI));
    }
    expect(course.expect(6 * 3_600_000)).toBeCloseTo(15, 0);
    expect(course.expect(18 * 3_600_000)).toBeCloseTo(5, 0);
  });

  it('find the nearest windows as a plain search does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 90 }), (values) => {
        const history = new History(new Float64Array(History.cells(40)));
        for (const value of values) history.push(value);
        const kept = values.slice(-40);
        const last = kept.slice(-3);
        const distances = [];
        for (let back = 1; back <= 20 && back + 3 <= kept.length; back++) {
          const other = kept.slice(kept.length - 3 - back, kept.length - back);
          distances.push(Math.hypot(...other.map((value, i) => value - (last[i] as number))));
        }
        const [a, b, c] = distances.sort((x, y) => x - y) as [number, number, number];
        expect(history.novelty(3, 20, 1, 0)).toBeCloseTo((a + b + c) / 3, 9);
        expect(history.mean(2, 4)).toBeCloseTo(kept.slice(-6, -2).reduce((sum, value) => sum + value, 0) / 4, 9);
      }),
    );
  });
});
