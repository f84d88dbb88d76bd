import { Condition } from './condition';
import type { CompiledConfig } from './compiled';
import { ACTIVE, RATE_CALM, RATE_TIME, RATE_VALUE } from './state';

/** Readings with a normal rate after which the condition ends. */
const CALM_READINGS = 3;
const MINUTE_MS = 60_000;

/**
 * Rate of change against the last reference, which is at least a minute old where readings come more often, so that
 * noise between close readings is not taken for movement.
 *
 * @returns true while the change was too fast lately
 */
export function updateRate(s: Float64Array, o: number, config: CompiledConfig, time: number, value: number): boolean {
  const limit = config.ratePerMin;
  if (Number.isNaN(limit)) return false;
  const reference = s[o + RATE_TIME] as number;
  if (Number.isNaN(reference)) {
    s[o + RATE_TIME] = time;
    s[o + RATE_VALUE] = value;
    return false;
  }
  const passed = time - reference;
  const minutes = passed > MINUTE_MS ? passed / MINUTE_MS : 1;
  const tooFast = Math.abs(value - (s[o + RATE_VALUE] as number)) > limit * minutes;
  if (passed >= MINUTE_MS) {
    s[o + RATE_TIME] = time;
    s[o + RATE_VALUE] = value;
  }
  if (tooFast) {
    s[o + RATE_CALM] = 0;
    return true;
  }
  if (((s[o + ACTIVE] as number) & (1 << Condition.rate)) === 0) return false;
  const calm = (s[o + RATE_CALM] as number) + 1;
  s[o + RATE_CALM] = calm;
  return calm < CALM_READINGS;
}
