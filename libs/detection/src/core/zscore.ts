import { Condition } from './condition';
import type { CompiledConfig } from './compiled';
import { ACTIVE, DEVIATION, LEARNED, LEVEL, QUANTUM, STREAK, TAIL, Z_SHOWN } from './state';

/** Weight of a new reading in the expected value: follows the course of a day, not a single reading. */
const LEVEL_GAIN = 0.3;
/** Weight of a new reading in the mean absolute deviation: remembers about 300 readings. */
const DEVIATION_GAIN = 1 / 300;
/** Standard deviation of normal noise by its mean absolute deviation, sqrt(pi / 2). */
const SIGMA_BY_MAD = 1.2533;
/** Deviations beyond this many sigma count as this many (Huber): an outlier hardly moves what is expected. */
const CLIP_SIGMA = 3;
/** Readings learned from without clipping, so that the scale finds its size. */
const UNCLIPPED = 10;
/** Exceedances on one side after which the new level is taken for the normal one. */
const ADAPT_AFTER = 12;
/** The usual extreme is the |z| that about one reading in a thousand exceeds: up by a fifth, down by a thousandth of that. */
const TAIL_UP = 0.2;
const TAIL_DOWN = TAIL_UP / 1000;
/** The alarm limit is at least this much above the usual extreme. */
const TAIL_MARGIN = 1.5;
/** A gap of this many intervals makes the expected value worthless. */
const GAP_INTERVALS = 12;

/**
 * Robust z-score: distance of a reading from an exponentially weighted expectation, in units of the usual distance.
 * Both are learned with clipped deviations. The limit rises with the extremes that are usual for this sensor, so one
 * setting serves quiet and lively series. A lasting shift of level is an alarm for some readings and then the new normal.
 *
 * @param gapMs - time since the reading before
 * @param intervalMs - usual time between readings
 * @returns true while the reading is out of the ordinary
 */
export function updateZScore(
  s: Float64Array,
  o: number,
  config: CompiledConfig,
  value: number,
  gapMs: number,
  intervalMs: number,
): boolean {
  if (Number.isNaN(config.zLimit)) return false;
  const learned = s[o + LEARNED] as number;
  if (learned === 0 || (intervalMs > 0 && gapMs > GAP_INTERVALS * intervalMs)) {
    s[o + LEVEL] = value;
    s[o + LEARNED] = Math.max(learned, 1);
    s[o + STREAK] = 0;
    return false;
  }
  const level = s[o + LEVEL] as number;
  const deviation = s[o + DEVIATION] as number;
  const quantum = s[o + QUANTUM] as number;
  const floor = Math.max(
    config.zFloor,
    quantum < Number.POSITIVE_INFINITY ? quantum : 0,
    Math.abs(level) * 1e-9,
    1e-12,
  );
  const sigma = Math.max(deviation * SIGMA_BY_MAD, floor);
  const distance = value - level;
  const size = Math.abs(distance);
  const z = size / sigma;
  const tail = s[o + TAIL] as number;
  const limit = Math.max(config.zLimit, tail * TAIL_MARGIN);
  const active = ((s[o + ACTIVE] as number) & (1 << Condition.zscore)) !== 0;
  const out = z > (active ? limit / 2 : limit);

  const clip = learned < UNCLIPPED ? size : Math.min(size, CLIP_SIGMA * sigma);
  s[o + LEVEL] = level + Math.max(LEVEL_GAIN, 1 / (learned + 1)) * (distance < 0 ? -clip : clip);
  s[o + DEVIATION] = deviation + Math.max(DEVIATION_GAIN, 1 / (learned + 1)) * (clip - deviation);
  if (learned >= UNCLIPPED) {
    s[o + TAIL] = z > tail ? Math.min(z, Math.max(tail, 1) * (1 + TAIL_UP)) : tail * (1 - TAIL_DOWN);
  }
  s[o + LEARNED] = learned + 1;
  s[o + Z_SHOWN] = distance < 0 ? level - limit * sigma : level + limit * sigma;
  return settle(s, o, out && learned >= config.zWarmUp, distance, value);
}

/** Counts exceedances on one side; when there are enough of them the expectation jumps to the value and the condition ends. */
function settle(s: Float64Array, o: number, out: boolean, distance: number, value: number): boolean {
  if (!out) {
    s[o + STREAK] = 0;
    return false;
  }
  const streak = s[o + STREAK] as number;
  const next = distance > 0 ? Math.max(streak, 0) + 1 : Math.min(streak, 0) - 1;
  s[o + STREAK] = next;
  if (Math.abs(next) < ADAPT_AFTER) return true;
  s[o + LEVEL] = value;
  s[o + STREAK] = 0;
  return false;
}
