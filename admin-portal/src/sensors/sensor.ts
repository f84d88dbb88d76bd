import type { Sensor } from '../data/types';
import type { Priority } from '../theme/tokens';

/** How a sensor's readings are judged; a missing field takes the quantity's default, null switches its detector off. */
export interface DetectionSettings {
  enabled?: boolean;
  /** % of the span. */
  deadbandPercent?: number;
  /** s */
  onDelayS?: number;
  /** s */
  offDelayS?: number;
  /** Canonical unit a minute. */
  ratePerMin?: number | null;
  /** Robust standard deviations. */
  zscoreLimit?: number | null;
  /** Days in which one false alarm of an unusual course is acceptable. */
  anomalyDays?: number | null;
  /** min */
  stuckMinutes?: number | null;
  /** min */
  silenceMinutes?: number | null;
  priorities?: Partial<Record<string, Priority>>;
  [other: string]: unknown;
}

/** A sensor as GET /sensors answers it. Values, range and limits are in `unit`, the canonical one. */
export interface SensorRecord extends Sensor {
  detection: DetectionSettings;
  createdAt: string;
  updatedAt: string;
}

/** Quality codes of readings, as the API counts them. */
export const QUALITY: Readonly<Record<number, 'good' | 'suspect' | 'bad'>> = { 0: 'good', 3: 'suspect', 4: 'bad' };
