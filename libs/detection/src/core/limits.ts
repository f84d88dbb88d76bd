import { LIMIT_COUNT } from './condition';
import { INTERVAL_JITTER, type CompiledConfig } from './compiled';
import { ACTIVE, PENDING, PENDING_BITS } from './state';

const LIMIT_BITS = (1 << LIMIT_COUNT) - 1;
/** Bits whose limit is broken downwards: min, lowLow, low. */
const LOW_BITS = 0b001101;
/** Bits of the physical range: no on-delay, an impossible value is impossible at once. */
const RANGE_BITS = 0b000011;

/**
 * Compares a value with the six limits of its sensor.
 *
 * A limit that holds is left only beyond the deadband. A change must last for its delay, counted in event time; a delay
 * no longer than the time between readings has no effect, because a reading stands for the time until the next.
 *
 * @param learnedMs - usual time between readings as seen; 0: not yet known
 * @returns bits 0 to 5 of the conditions that hold now
 */
export function updateLimits(
  s: Float64Array,
  o: number,
  config: CompiledConfig,
  time: number,
  value: number,
  learnedMs: number,
): number {
  const active = (s[o + ACTIVE] as number) & LIMIT_BITS;
  let pending = s[o + PENDING_BITS] as number;
  if ((active | pending) === 0 && value > config.innerLow && value < config.innerHigh) return 0;
  let result = active;
  for (let k = 0; k < LIMIT_COUNT; k++) {
    const bit = 1 << k;
    const limit = config.limits[k] as number;
    const on = (active & bit) !== 0;
    let broken: boolean;
    let delayMs = 0;
    if (Number.isNaN(limit)) {
      broken = false;
    } else {
      const edge = on ? config.deadband : 0;
      broken = (bit & LOW_BITS) !== 0 ? value < limit + edge : value > limit - edge;
      delayMs = on ? config.offDelayMs : (bit & RANGE_BITS) !== 0 ? 0 : config.onDelayMs;
      if (delayMs <= learnedMs * INTERVAL_JITTER) delayMs = 0;
    }
    if (broken === on) {
      pending &= ~bit;
      s[o + PENDING + k] = Number.NaN;
      continue;
    }
    if ((pending & bit) === 0) {
      pending |= bit;
      s[o + PENDING + k] = time;
    }
    if (time - (s[o + PENDING + k] as number) >= delayMs) {
      result ^= bit;
      pending &= ~bit;
      s[o + PENDING + k] = Number.NaN;
    }
  }
  s[o + PENDING_BITS] = pending;
  return result;
}
