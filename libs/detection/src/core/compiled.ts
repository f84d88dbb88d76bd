import { CONDITION_COUNT, LIMIT_COUNT, NAME_OF, type ConditionPriority } from './condition';
import { defaultsFor, priorityOf, type SensorProfile } from './settings';

/** Standard deviations from expectation at which the z-score speaks, unless set. */
export const DEFAULT_Z_LIMIT = 6;
/** Readings the z-score learns from before it may speak, unless set. */
export const DEFAULT_Z_WARM_UP = 60;
/** Least time without change that can make a sensor stuck, unless set, ms. */
export const DEFAULT_STUCK_MS = 30 * 60_000;
/** Readings older than this (or three intervals) on arrival are history, unless set, s. */
export const DEFAULT_LATE_LIMIT_S = 900;

/** Readings do not come to the second: a delay up to this many intervals counts as one interval. */
export const INTERVAL_JITTER = 1.1;

/** Settings of a sensor in the form the detectors use: plain numbers, NaN for "off". Times in ms. */
export interface CompiledConfig {
  readonly enabled: boolean;
  /** By condition bit 0 to 5; NaN: no such limit. */
  readonly limits: Float64Array;
  /** Values strictly between these two touch no limit and no deadband. */
  readonly innerLow: number;
  readonly innerHigh: number;
  readonly deadband: number;
  readonly onDelayMs: number;
  readonly offDelayMs: number;
  /** Canonical unit a minute; NaN: off. */
  readonly ratePerMin: number;
  /** Robust standard deviations; NaN: off. */
  readonly zLimit: number;
  readonly zWarmUp: number;
  /** Smallest scale that is believed, canonical unit. */
  readonly zFloor: number;
  /** NaN: off. */
  readonly stuckMs: number;
  /** True when a user asked for this time: then a day of learning is not waited for. */
  readonly stuckSet: boolean;
  readonly resolution: number;
  readonly intervalMs: number;
  readonly lateLimitMs: number;
  /** By condition bit. */
  readonly priorities: readonly ConditionPriority[];
}

function number(value: number | null | undefined): number {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : Number.NaN;
}

function positive(value: number | null | undefined, otherwise: number): number {
  return value !== null && value !== undefined && Number.isFinite(value) && value >= 0 ? value : otherwise;
}

/** Span that percentages refer to: the instrument's range, else the extent of the limits, else the largest limit. */
function spanOf(limits: Float64Array): number {
  const [min, max] = [limits[0] as number, limits[1] as number];
  if (max > min) return max - min;
  const set = [...limits].filter((limit) => !Number.isNaN(limit));
  const extent = set.length > 1 ? Math.max(...set) - Math.min(...set) : 0;
  return extent > 0 ? extent : set.length > 0 ? Math.abs(set[0] as number) : 0;
}

/**
 * A delay as set, else the default where the sensor is expected to report more often than that: a reading of a slow
 * sensor stands for the time until the next, so waiting for a second one would only cost time.
 */
function delayMs(set: number | undefined, defaultS: number, intervalMs: number): number {
  const standard = defaultS * 1000 <= intervalMs * INTERVAL_JITTER ? 0 : defaultS;
  return positive(set, standard) * 1000;
}

/** A setting that may be missing (default), null (off) or a number. */
function choice(value: number | null | undefined, otherwise: number): number {
  return value === undefined ? otherwise : value !== null && value > 0 && Number.isFinite(value) ? value : Number.NaN;
}

/** Turns a sensor's profile into the numbers the detectors use. Never throws: what is not a finite number counts as not set. */
export function compileConfig(profile: SensorProfile): CompiledConfig {
  const { settings, thresholds } = profile;
  const defaults = defaultsFor(profile.quantity);
  const limits = Float64Array.of(
    number(profile.rangeMin),
    number(profile.rangeMax),
    number(thresholds.lowLow),
    number(thresholds.low),
    number(thresholds.high),
    number(thresholds.highHigh),
  );
  const span = spanOf(limits);
  const percent = positive(settings.deadbandPercent, defaults.deadbandPercent);
  const deadband = positive(settings.deadband, (span * percent) / 100);
  let innerLow = Number.NEGATIVE_INFINITY;
  let innerHigh = Number.POSITIVE_INFINITY;
  for (let k = 0; k < LIMIT_COUNT; k++) {
    const limit = limits[k] as number;
    if (Number.isNaN(limit)) continue;
    if (k === 0 || k === 2 || k === 3) innerLow = Math.max(innerLow, limit + deadband);
    else innerHigh = Math.min(innerHigh, limit - deadband);
  }
  const intervalMs = positive(profile.intervalS, 0) * 1000;
  const stuckDefault = defaults.stuck ? DEFAULT_STUCK_MS : Number.NaN;
  const rateDefault =
    defaults.ratePercentPerMin === null || limits[1] === undefined || !((limits[1] as number) > (limits[0] as number))
      ? Number.NaN
      : (span * defaults.ratePercentPerMin) / 100;
  return {
    enabled: profile.inService && settings.enabled !== false,
    limits,
    innerLow,
    innerHigh,
    deadband,
    onDelayMs: delayMs(settings.onDelayS, defaults.delayS, intervalMs),
    offDelayMs: delayMs(settings.offDelayS, defaults.delayS, intervalMs),
    ratePerMin: choice(settings.ratePerMin, rateDefault),
    zLimit: choice(settings.zscoreLimit, defaults.zscore ? DEFAULT_Z_LIMIT : Number.NaN),
    zWarmUp: positive(settings.zscoreWarmUp, DEFAULT_Z_WARM_UP),
    zFloor: Math.max(span * 0.001, positive(settings.resolution, 0)),
    stuckMs: settings.stuckMinutes === undefined ? stuckDefault : choice(settings.stuckMinutes, Number.NaN) * 60_000,
    stuckSet: settings.stuckMinutes !== undefined,
    resolution: positive(settings.resolution, 0),
    intervalMs,
    lateLimitMs: Math.max(
      positive(settings.lateLimitS, Math.max(DEFAULT_LATE_LIMIT_S, (3 * intervalMs) / 1000)) * 1000,
      1,
    ),
    priorities: NAME_OF.slice(0, CONDITION_COUNT).map((name) => priorityOf(name, profile)),
  };
}
