import { Condition } from './condition';
import type { CompiledConfig } from './compiled';
import {
  ACTIVE,
  CHANGES,
  FIRST,
  LONG_COUNT,
  LONG_MAX,
  RUN_COUNT,
  RUN_ENDED,
  RUN_START,
  RUN_USUAL,
  RUN_VALUE,
} from './state';

/** A run is never stuck with fewer equal readings, nor in fewer intervals. */
const LEAST_READINGS = 6;
const LEAST_INTERVALS = 5;
/** Changes of value that prove a sensor to be one that moves. */
const LEAST_CHANGES = 10;
/** Unless a user set the time himself, a day must have been seen: nights differ. */
const LEARNING_MS = 24 * 3_600_000;
/** A sensor not yet known to move is stuck only with so many equal readings over this time, and never at zero, which may be rest. */
const UNPROVEN_READINGS = 20;
const UNPROVEN_MS = 12 * 3_600_000;
/** A run must be this much longer than the longest usual one. */
const USUAL_FACTOR = 2;
/** A run counts for so many intervals a reading: two equal values on both sides of a gap are no long run. */
const GAP_TOLERANCE = 1.5;
/** The memory of usual runs fades by half in this time, ms. */
const USUAL_MEMORY_MS = 30 * 24 * 3_600_000;
/** The memory of stuck-looking runs fades by half in this time, ms; this many of them are taken for the habit of the sensor. */
const LONG_MEMORY_MS = 14 * 24 * 3_600_000;
const LONG_HABIT = 2.2;

/** Time without change that makes the sensor stuck, ms. */
function limitMs(s: Float64Array, o: number, config: CompiledConfig, intervalMs: number): number {
  return Math.max(
    config.stuckMs,
    LEAST_INTERVALS * Math.max(intervalMs, config.intervalMs),
    USUAL_FACTOR * (s[o + RUN_USUAL] as number),
  );
}

/**
 * Stuck value: no change beyond the resolution for too long, on a sensor that normally moves. How long runs of equal
 * values usually are is learned, so rounded and night-flat series are left alone. A run that raised an alarm is not
 * learned from, unless such runs turn out to be a habit.
 *
 * @param intervalMs - usual time between readings
 * @returns true while the value stands still for too long
 */
export function updateStuck(
  s: Float64Array,
  o: number,
  config: CompiledConfig,
  time: number,
  value: number,
  previous: number,
  intervalMs: number,
): boolean {
  const count = s[o + RUN_COUNT] as number;
  if (count > 0 && Math.abs(value - (s[o + RUN_VALUE] as number)) <= config.resolution) {
    s[o + RUN_COUNT] = count + 1;
    if (Number.isNaN(config.stuckMs)) return false;
    return standsStill(s, o, config, time, value, intervalMs);
  }
  if (count > 0) endRun(s, o, previous, (count - 1) * GAP_TOLERANCE * intervalMs);
  s[o + RUN_START] = time;
  s[o + RUN_VALUE] = value;
  s[o + RUN_COUNT] = 1;
  return false;
}

/** Has the current run lasted too long for this sensor? One that is not yet known to move is given more time. */
function standsStill(
  s: Float64Array,
  o: number,
  config: CompiledConfig,
  time: number,
  value: number,
  intervalMs: number,
): boolean {
  const count = s[o + RUN_COUNT] as number;
  const standing = time - (s[o + RUN_START] as number);
  if (count < LEAST_READINGS || standing < limitMs(s, o, config, intervalMs)) return false;
  const known = config.stuckSet || time - (s[o + FIRST] as number) >= LEARNING_MS;
  if (known && (s[o + CHANGES] as number) >= LEAST_CHANGES) return true;
  return value !== 0 && count >= UNPROVEN_READINGS && (config.stuckSet || standing >= UNPROVEN_MS);
}

/** What is left of a memory after some time: half after `memory`, hyperbolic because that is cheap. */
function fade(since: number, memory: number): number {
  return memory / (memory + since);
}

/** Learns from a run of equal values that ended with the reading at `ended`; it counts for at most `seenMs`. */
function endRun(s: Float64Array, o: number, ended: number, seenMs: number): void {
  const length = Math.min(ended - (s[o + RUN_START] as number), seenMs);
  const since = ended - (s[o + RUN_ENDED] as number);
  const wasStuck = ((s[o + ACTIVE] as number) & (1 << Condition.stuck)) !== 0;
  s[o + CHANGES] = (s[o + CHANGES] as number) + 1;
  s[o + RUN_ENDED] = ended;
  const usual = (s[o + RUN_USUAL] as number) * fade(since, USUAL_MEMORY_MS);
  s[o + RUN_USUAL] = usual;
  const fading = fade(since, LONG_MEMORY_MS);
  s[o + LONG_COUNT] = (s[o + LONG_COUNT] as number) * fading;
  s[o + LONG_MAX] = (s[o + LONG_MAX] as number) * fading;
  if (!wasStuck) {
    if (length > usual) s[o + RUN_USUAL] = length;
    return;
  }
  s[o + LONG_COUNT] = (s[o + LONG_COUNT] as number) + 1;
  s[o + LONG_MAX] = Math.max(s[o + LONG_MAX] as number, length);
  if ((s[o + LONG_COUNT] as number) >= LONG_HABIT) s[o + RUN_USUAL] = Math.max(usual, s[o + LONG_MAX] as number);
}
