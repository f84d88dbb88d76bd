import type { LocalCalendar } from './calendar';
import { MAD_TO_SIGMA, medianOf } from './order';

/** Slots of an hour of the week: half-hours. */
export const SLOTS_PER_DAY = 48;
export const WEEK_SLOTS = 7 * SLOTS_PER_DAY;
/** Values in a slot that weigh as much as the day class does. */
const PRIOR = 4;

/** What is usual at each half-hour of the week. Plain arrays, so that it can be stored as it is. */
export interface WeeklyProfile {
  /** Median, unit of the series; {@link WEEK_SLOTS} of them. */
  level: Float64Array;
  /** Robust standard deviation, unit of the series, never below the floor. */
  scale: Float64Array;
}

/** Smallest step between different values: the rounding of the instrument. 0 when nothing ever changed. */
export function quantumOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values as Float64Array)
    .filter((value) => Number.isFinite(value))
    .sort();
  const steps: number[] = [];
  for (let n = 1; n < sorted.length; n += 1) {
    const step = (sorted[n] as number) - (sorted[n - 1] as number);
    if (step > 1e-9 * Math.max(1, Math.abs(sorted[n] as number))) steps.push(step);
  }
  if (steps.length === 0) return 0;
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length * 0.02)] as number;
}

/**
 * Learns the profile: the median of each half-hour of the week, drawn towards the median of the same half-hour on days of
 * its class (working day, Saturday, Sunday) where there are few values, and smoothed over neighbours; the scale likewise
 * from absolute deviations. The floor of the scale is half the rounding step, or a thousandth of the spread.
 *
 * @param skip - values that are left out (1) or not (0)
 */
export function fitWeeklyProfile(
  calendar: LocalCalendar,
  times: Float64Array,
  values: Float64Array,
  skip: Uint8Array,
): WeeklyProfile {
  const bySlot: number[][] = Array.from({ length: WEEK_SLOTS }, () => []);
  for (let n = 0; n < values.length; n += 1) {
    if (skip[n] === 1 || !Number.isFinite(values[n])) continue;
    const slot = Math.floor((calendar.hourOfWeek(times[n] as number) * SLOTS_PER_DAY) / 24) % WEEK_SLOTS;
    (bySlot[slot] as number[]).push(values[n] as number);
  }
  const all = medianOf(bySlot.flat());
  const level = smooth(pooled(bySlot, Number.isFinite(all) ? all : 0));
  const deviations = bySlot.map((list, slot) => list.map((value) => Math.abs(value - (level[slot] as number))));
  const typical = medianOf(deviations.flat());
  const spread = medianOf(bySlot.flat().map((value) => Math.abs(value - all)));
  const floor = Math.max(quantumOf(values) / 2, 1e-3 * (Number.isFinite(spread) ? spread : 0), 1e-9);
  const scale = smooth(smooth(pooled(deviations, Number.isFinite(typical) ? typical : 0)));
  // Never far below what is typical of the whole week: quiet hours are few values, and the first busy one would shout.
  const least = Math.max(floor, 0.3 * typical * MAD_TO_SIGMA || 0);
  return { level, scale: scale.map((value) => Math.max(value * MAD_TO_SIGMA, least)) };
}

/** Medians by slot, drawn towards those of the day class, and these towards that of the time of day. */
function pooled(bySlot: readonly number[][], otherwise: number): Float64Array {
  const result = new Float64Array(WEEK_SLOTS);
  for (let time = 0; time < SLOTS_PER_DAY; time += 1) {
    const ofDay = (day: number) => bySlot[day * SLOTS_PER_DAY + time] as number[];
    const any = drawn(Array.from({ length: 7 }, (_, day) => ofDay(day)).flat(), otherwise);
    const working = drawn([0, 1, 2, 3, 4].flatMap(ofDay), any);
    for (let day = 0; day < 7; day += 1) {
      result[day * SLOTS_PER_DAY + time] = drawn(ofDay(day), day < 5 ? working : any);
    }
  }
  return result;
}

function drawn(values: readonly number[], towards: number): number {
  if (values.length === 0) return towards;
  const own = values.length / (values.length + PRIOR);
  return own * medianOf(values) + (1 - own) * towards;
}

function smooth(values: Float64Array): Float64Array {
  const { length } = values;
  return values.map(
    (value, n) =>
      0.5 * value + 0.25 * ((values[(n + length - 1) % length] as number) + (values[(n + 1) % length] as number)),
  );
}
