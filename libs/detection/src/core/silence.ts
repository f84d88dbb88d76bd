import type { DetectionSettings } from './settings';

/** Intervals without a reading after which a sensor is silent, unless set. */
const SILENT_INTERVALS = 4;
/** Least time without a reading that makes a sensor silent, unless set, ms. */
const LEAST_SILENCE_MS = 5 * 60_000;

/** What the silence check knows of a sensor. */
export interface SilenceInput {
  /** Arrival of the newest reading, Unix ms; null when there was none. */
  lastReceivedAt: number | null;
  /** Since when the sensor is in service, Unix ms: one that never reported is silent from then on. */
  inServiceSince: number;
  /** Expected time between readings, s; 0: unknown. */
  intervalS: number;
  settings: Pick<DetectionSettings, 'enabled' | 'silenceMinutes'>;
}

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
 * Is a sensor silent, and since when?
 * @param now - Unix ms
 * @returns time at which it became silent, Unix ms, or null while it is not
 */
export function silentSince(input: SilenceInput, now: number): number | null {
  const limit = silenceLimitMs(input);
  if (limit === null) return null;
  const due = Math.max(input.lastReceivedAt ?? input.inServiceSince, input.inServiceSince) + limit;
  return now >= due ? due : null;
}
