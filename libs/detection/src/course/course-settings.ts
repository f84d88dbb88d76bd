import { priorityOf, type SensorProfile } from '../core';
import type { SeriesKind } from '../series';
import type { CourseSettings } from './course-shard';

/** One false alarm a sensor in so many days, unless set otherwise. */
export const DEFAULT_ANOMALY_DAYS = 90;
const LITRES_PER_M3 = 1_000;

/** Detector by quantity; those left out are not judged: positions are set by people, energy only adds up. */
const kinds: Readonly<Record<string, SeriesKind>> = {
  flow: 'flow',
  pressure: 'pressure',
  level: 'level',
  volume: 'meter',
  temperature: 'quality',
  chlorine: 'quality',
  conductivity: 'quality',
  turbidity: 'quality',
  ph: 'quality',
  power: 'any',
  voltage: 'any',
};

/** The detector of a quantity; null: its course is not judged. */
export function courseKindOf(quantity: string): SeriesKind | null {
  return Object.hasOwn(kinds, quantity) ? (kinds[quantity] as SeriesKind) : null;
}

/** How a sensor's course is judged. @returns undefined where it is not */
export function courseSettings(
  profile: SensorProfile,
  timeZone: string | null,
  lateLimitMs: number,
): CourseSettings | undefined {
  const kind = courseKindOf(profile.quantity);
  const { settings } = profile;
  const days = settings.anomalyDays === undefined ? DEFAULT_ANOMALY_DAYS : settings.anomalyDays;
  if (kind === null || days === null || !profile.inService || settings.enabled === false) return undefined;
  return {
    kind,
    factor: kind === 'meter' ? LITRES_PER_M3 : 1,
    lateLimitMs,
    priority: priorityOf('anomaly', profile),
    options: {
      daysPerFalseAlarm: days,
      ...(timeZone !== null && { timeZone }),
      ...(profile.rangeMin !== null && { rangeMin: profile.rangeMin * (kind === 'meter' ? LITRES_PER_M3 : 1) }),
      ...(profile.rangeMax !== null && { rangeMax: profile.rangeMax * (kind === 'meter' ? LITRES_PER_M3 : 1) }),
    },
  };
}
