import type { SensorCourse } from '../../data/types';
import type { Point } from './chart-series';

/** The expected course, ready to draw, in shown units. */
export interface CourseBand {
  expected: Point[];
  low: Point[];
  height: Point[];
}

/**
 * Turns what the detector expected into a line and a band; null where there is nothing to draw, and for meters, whose
 * expectation is of their use and not of their reading.
 * @param convert - from the canonical unit to the shown one
 */
export function courseBand(course: SensorCourse | undefined, convert: (value: number) => number): CourseBand | null {
  if (!course || course.kind === null || course.kind === 'meter') return null;
  const band: CourseBand = { expected: [], low: [], height: [] };
  course.times.forEach((text, index) => {
    const time = Date.parse(text);
    const [expected, lower, upper] = [course.expected[index], course.lower[index], course.upper[index]];
    if (expected === null || lower === null || upper === null) {
      band.expected.push([time, null]);
      band.low.push([time, null]);
      band.height.push([time, null]);
      return;
    }
    const [one, other] = [convert(lower), convert(upper)];
    band.expected.push([time, convert(expected)]);
    band.low.push([time, Math.min(one, other)]);
    band.height.push([time, Math.abs(other - one)]);
  });
  return band.expected.some(([, value]) => value !== null) ? band : null;
}
