import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CourseCause, SensorCourse } from '@app/contracts';
import { Course, type CourseConfig } from '../course';

/** A stored reading. */
export interface StoredReading {
  /** Unix ms */
  at: number;
  /** Canonical unit. */
  value: number;
}

type Judged = Pick<SensorCourse, 'learnedFrom' | 'times' | 'expected' | 'lower' | 'upper' | 'score' | 'events'>;
type Event = SensorCourse['events'][number];

/** Longest stretch of work before others have their turn, ms. */
const TURN_MS = 10;

/**
 * Runs the detector of the live stream over stored readings: what it expected, and what it would have raised. The
 * readings before the span are what it learns from. Takes seconds for many readings, and lets the process do other work
 * meanwhile.
 *
 * @param readings - ascending by time
 * @param from - start of the span to be answered, Unix ms
 */
export async function judgeCourse(
  config: CourseConfig,
  readings: readonly StoredReading[],
  from: number,
  points: number,
): Promise<Judged> {
  const course = Course.create(config);
  const { detector } = course;
  const inSpan = readings.filter(({ at }) => at >= from).length;
  const step = Math.max(1, Math.ceil(inSpan / points));
  const judged: Judged = {
    learnedFrom: readings[0] !== undefined && readings[0].at < from ? iso(readings[0].at) : null,
    times: [],
    expected: [],
    lower: [],
    upper: [],
    score: [],
    events: [],
  };
  const scale = (value: number) => (Number.isFinite(value) ? value / config.factor : null);
  let open: Event | null = null;
  let highest = 0;
  let seen = 0;
  let turn = performance.now();
  for (const { at, value } of readings) {
    if (performance.now() - turn > TURN_MS) {
      await nextTurn();
      turn = performance.now();
    }
    const steps = course.push(at, value, at);
    for (const { active } of steps) {
      if (active) {
        open = {
          raisedAt: iso(at),
          endedAt: null,
          since: Number.isFinite(course.since) ? iso(course.since) : null,
          cause: course.cause as CourseCause,
          score: detector.score,
          value: scale(value * config.factor),
          expected: scale(detector.expected),
          size: scale(detector.size),
        };
        judged.events.push(open);
      } else if (open !== null) {
        open.endedAt = iso(at);
        open = null;
      }
    }
    if (at < from) continue;
    highest = Math.max(highest, detector.score);
    if (seen++ % step !== 0) continue;
    judged.times.push(iso(at));
    judged.expected.push(scale(detector.expected));
    judged.lower.push(scale(detector.lower));
    judged.upper.push(scale(detector.upper));
    judged.score.push(highest);
    highest = 0;
  }
  judged.events = judged.events.filter(({ endedAt }) => endedAt === null || Date.parse(endedAt) >= from);
  return judged;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
