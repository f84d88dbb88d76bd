import * as fc from 'fast-check';
import { Course, type CourseConfig } from './course';
import { CourseShard, type CourseChange, type CourseSettings } from './course-shard';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2);

const config: CourseConfig = { kind: 'pressure', options: {}, factor: 1, lateLimitMs: 30 * MINUTE };

/** A day's course with noise that is the same in every run. */
function pressure(time: number): number {
  const noise = Math.sin(time / 7_919) + Math.cos(time / 104_729);
  return 400 + 30 * Math.sin(((time % DAY) / DAY) * 2 * Math.PI) + noise;
}

/** Readings of some days, `stepMs` apart; after `faultAt` they lie `by` away. */
function* readings(days: number, stepMs: number, faultAt = Number.POSITIVE_INFINITY, by = 0) {
  for (let time = START; time < START + days * DAY; time += stepMs) {
    yield { time, value: pressure(time) + (time >= faultAt ? by : 0) };
  }
}

describe('the course of a sensor', () => {
  it('tells once that an event began, and once that it ended', () => {
    const course = Course.create(config);
    const told: { active: boolean; at: number }[] = [];
    const from = START + 20 * DAY;
    for (let { time, value } of readings(26, QUARTER)) {
      if (time >= from && time < from + DAY / 4) value -= 80;
      for (const { active } of course.push(time, value, time)) told.push({ active, at: time });
    }
    expect(told.map(({ active }) => active)).toEqual([true, false]);
    expect(told[0]?.at).toBeGreaterThanOrEqual(from);
    expect(told[0]?.at).toBeLessThan(from + 2 * 3_600_000);
  });

  it('judges readings of each second by means of a minute, and as well', () => {
    const course = Course.create(config);
    const from = START + 4 * DAY;
    let began = Number.NaN;
    for (const { time, value } of readings(4.2, 5_000, from, -80)) {
      for (const { active } of course.push(time, value, time)) if (active && Number.isNaN(began)) began = time;
    }
    expect(began - from).toBeGreaterThanOrEqual(0);
    expect(began - from).toBeLessThan(30 * MINUTE);
  });

  it('records what comes too late, and announces it when it still holds', () => {
    const course = Course.create(config);
    const told: string[] = [];
    const fault = START + 20 * DAY;
    const reconnected = fault + 6 * 3_600_000;
    for (const { time, value } of readings(20.5, QUARTER, fault, -80)) {
      const receivedAt = Math.max(time, time >= fault ? reconnected : 0);
      for (const { active, historical } of course.push(time, value, receivedAt)) {
        told.push(`${active ? 'began' : 'ended'}${historical ? ' in the past' : ''}`);
      }
    }
    expect(told.slice(0, 3)).toEqual(['began in the past', 'ended in the past', 'began']);
  });

  it('announces nothing of a sensor that it has known for less than two days', () => {
    const course = Course.create(config);
    const told = [...readings(1.9, QUARTER, START + DAY, -300)].flatMap(({ time, value }) => [
      ...course.push(time, value, time),
    ]);
    expect(told).toEqual([]);
  });

  it('says the same wherever its memory was moved', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 6 }), (moves) => {
        const stay = Course.create(config);
        let moved = Course.create(config);
        let n = 0;
        for (const { time, value } of readings(9, QUARTER, START + 8 * DAY, 60)) {
          if (moves.includes(n++)) moved = Course.restore(config, moved.save());
          expect(moved.push(time, value, time)).toEqual(stay.push(time, value, time));
          expect(moved.detector.score).toBe(stay.detector.score);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('learns anew from a memory of another kind', () => {
    const memory = Course.create(config).save();
    const course = Course.restore({ ...config, kind: 'level' }, memory);
    expect(course.push(START, 1, START)).toEqual([]);
  });
});

describe('the courses of a shard', () => {
  const settings: CourseSettings = { ...config, priority: 'medium' };

  const batchOf = (time: number, value: number) => ({
    tenantIds: Int32Array.of(1),
    sensorIds: Int32Array.of(7),
    times: Float64Array.of(time),
    values: Float64Array.of(value),
    qualities: Int16Array.of(0),
    receivedAt: time,
  });

  it('names what was seen and expected, and ends the alarm when the course is judged no more', () => {
    const shard = new CourseShard(() => true);
    let source = { version: 1, courseOf: (): CourseSettings | undefined => settings };
    const changes: CourseChange[] = [];
    const fault = START + 20 * DAY;
    let last = 0;
    for (const { time, value } of readings(20.3, QUARTER, fault, -80)) {
      changes.push(...shard.process(batchOf(time, value), source));
      last = time;
    }
    expect(changes).toHaveLength(1);
    const [change] = changes as [CourseChange];
    expect(change).toMatchObject({ tenantId: 1, sensorId: 7, active: true, historical: false, priority: 'medium' });
    expect(change.value).toBeLessThan(change.lower);
    expect(change.limit).toBe(change.lower);
    source = { version: 2, courseOf: () => undefined };
    expect(shard.process(batchOf(last + QUARTER, 400), source)).toMatchObject([{ active: false }]);
  });

  it('ends the alarm of a course that is judged no more although no reading comes, once, wherever its memory is', () => {
    const judged = { version: 1, courseOf: (): CourseSettings | undefined => settings };
    const shard = new CourseShard(() => true);
    let last = 0;
    for (const { time, value } of readings(20.3, QUARTER, START + 20 * DAY, -80)) {
      shard.process(batchOf(time, value), judged);
      last = time;
    }
    expect(shard.settle(judged, last)).toEqual([]);
    const [memory] = shard.memories();
    shard.saved();
    const restarted = new CourseShard(() => true);
    restarted.put(memory as NonNullable<typeof memory>);
    for (const one of [shard, restarted]) {
      const off = { version: 2, courseOf: () => undefined };
      const end = { tenantId: 1, sensorId: 7, active: false, historical: false, time: last + DAY, value: null };
      expect(one.settle(off, last + DAY)).toMatchObject([end]);
      expect(one.settle({ ...off, version: 3 }, last + DAY)).toEqual([]);
      const [after] = one.memories();
      const again = new CourseShard(() => true);
      again.put(after as NonNullable<typeof after>);
      expect(again.settle(off, last + DAY)).toEqual([]);
    }
  });

  it('ends an alarm whose memory is lost', () => {
    const shard = new CourseShard(() => true);
    shard.seed(1, 7);
    expect(shard.process(batchOf(START, 400), { version: 1, courseOf: () => settings })).toMatchObject([
      { active: false },
    ]);
    const off = new CourseShard(() => true);
    off.seed(1, 7);
    expect(off.settle({ version: 1, courseOf: () => undefined }, START)).toMatchObject([
      { sensorId: 7, active: false },
    ]);
  });

  it('gives only the memories that have changed, and goes on from them', () => {
    const source = { version: 1, courseOf: () => settings };
    const one = new CourseShard(() => true);
    for (const { time, value } of readings(3, QUARTER)) one.process(batchOf(time, value), source);
    const [memory] = one.memories();
    one.saved();
    expect(one.unsaved).toBe(0);
    const other = new CourseShard(() => true);
    other.put(memory as NonNullable<typeof memory>);
    for (const { time, value } of readings(22, QUARTER, START + 20 * DAY, 90)) {
      if (time < START + 3 * DAY) continue;
      expect(other.process(batchOf(time, value), source)).toEqual(one.process(batchOf(time, value), source));
    }
  });
});
