import type { EventSettings, ProfileSettings } from '../blocks';

/** What differs between kinds of series that are judged by their deviation from the expected course. */
export interface ResidualSettings extends Pick<EventSettings, 'quietMs' | 'restMs' | 'higher'>, ProfileSettings {
  /** Number of the form of the memory: changes with the kind and with the meaning of the cells. */
  form: number;
  /** Days seen before anything is an alarm. */
  learnDays: number;
  /** Standing still is no error before this time, ms. */
  stuckMs: number;
  /** Nothing usable for this time is an alarm, ms. */
  gapMs: number;
  /** An event that lasts longer than this becomes the new normal, ms. */
  settleMs: number;
  /** Readings closer than this do not count as independent ones, ms. */
  sumMs: number;
  /** Values that a channel remembers for its calibration, about. */
  tailMemory: number;
  /** Evidence on top of what the allowed false alarms ask for. */
  margin: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Pressures: a daily course, sudden drops at bursts, slow falls with leaks. */
export const pressureSettings: ResidualSettings = {
  form: 1001,
  learnDays: 3,
  stuckMs: 2 * HOUR_MS,
  gapMs: 2 * HOUR_MS,
  quietMs: 3 * HOUR_MS,
  restMs: 6 * HOUR_MS,
  higher: 1.5,
  settleMs: 3 * DAY_MS,
  sumMs: 600_000,
  levelMs: 10 * DAY_MS,
  tailMemory: 40_000,
  margin: 1.5,
};

/** Levels: filled and emptied by rules, so that the same level at the same time is less certain. */
export const levelSettings: ResidualSettings = {
  ...pressureSettings,
  form: 1002,
  stuckMs: 6 * HOUR_MS,
  quietMs: 6 * HOUR_MS,
  restMs: 12 * HOUR_MS,
  levelMs: 7 * DAY_MS,
  memoryDays: 10,
};
