import type { DetectionSettings } from './settings';

/** Intervals without a reading after which a sensor is silent, unless set. */
const SILENT_INTERVALS = 4;
/** Least time without a reading that makes a sensor silent, unless set, ms. */
const LEAST_SILENCE_MS = 5 * 60_000;

/** What the silence check knows of a sensor. Times in Unix ms. */
export interface SilenceInput {
  /** Arrival of the newest reading; null when there was none. */
  lastReceivedAt: number | null;
  /** Event time of the newest reading. */
  lastTime: number | null;
  /** Since when the platform would have seen readings: it must not take its own rest for that of the sensors. */
  watchingSince: number;
  /** Expected time between readings, s; 0: unknown. */
  intervalS: number;
  /** Readings older than this on arrival are history, ms. */
  lateLimitMs: number;
  settings: Pick<DetectionSettings, 'enabled' | 'silenceMinutes'>;
}

/** `unknown`: keep to what was said before. A sensor that has only ever sent history, or nothing, is not waited for. */
export type SilenceVerdict = 'silent' | 'reporting' | 'unknown';

/**
 * Time without a reading after which a sensor is silent, ms; null when it is never called so (switched off, or an
 * unknown interval without a setting of its own).
 */
export function silenceLimitMs(input: Pick<SilenceInput, 'intervalS' | 'settings'>): number | null {
  const { enabled, silenceMinutes } = input.settings;
  if (enabled === false || silenceMinutes === null) return null;
  if (silenceMinutes !== undefined && silenceMinutes > 0) return silenceMinutes * 60_000;
  if (!(input.intervalS > 0)) return null;
  return Math.max(SILENT_INTERVALS * input.intervalS * 1000, LEAST_SILENCE_MS);
}

/**
 * Is a sensor silent?
 * @param now - Unix ms
 */
export function judgeSilence(input: SilenceInput, now: number): SilenceVerdict {
  const limit = silenceLimitMs(input);
  if (limit === null) return 'reporting';
  const { lastReceivedAt, lastTime } = input;
  if (lastReceivedAt === null || lastTime === null || lastReceivedAt - lastTime > input.lateLimitMs) return 'unknown';
  if (now - lastReceivedAt < limit) return 'reporting';
  return now - Math.max(lastReceivedAt, input.watchingSince) < limit ? 'unknown' : 'silent';
}
