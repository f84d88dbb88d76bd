import type { ConditionPriority, LimitName } from './condition';

/**
 * Detection settings of one sensor as a user may set them. Every field may be missing: then the default of the
 * sensor's quantity holds. null switches the detector in question off.
 */
export interface DetectionSettings {
  /** False: no detector judges this sensor. */
  enabled?: boolean | undefined;
  /** Distance a value must come back inside a limit before the alarm clears, % of the sensor's span. */
  deadbandPercent?: number | undefined;
  /** The same in the sensor's canonical unit; wins over the percentage. */
  deadband?: number | null | undefined;
  /** A limit must be broken this long before the alarm is raised, s. No effect where readings come more rarely than this. */
  onDelayS?: number | undefined;
  /** The value must be back this long before the alarm clears, s. No effect where readings come more rarely than this. */
  offDelayS?: number | undefined;
  /** Largest believable change, canonical unit a minute; null: off. */
  ratePerMin?: number | null | undefined;
  /** Robust standard deviations from the expected value; null: off. */
  zscoreLimit?: number | null | undefined;
  /** Readings to learn from before the z-score may raise an alarm. */
  zscoreWarmUp?: number | undefined;
  /** Time without change that makes a normally moving sensor stuck, minutes; null: off. */
  stuckMinutes?: number | null | undefined;
  /** Changes up to this size count as no change, canonical unit. */
  resolution?: number | undefined;
  /** Time without reading that makes a sensor silent, minutes; null: off. */
  silenceMinutes?: number | null | undefined;
  /** Days in which one false alarm of an unusual course is acceptable; fewer days: more sensitive. null: off. */
  anomalyDays?: number | null | undefined;
  /** Readings older than this on arrival are history and raise no live alarm, s. */
  lateLimitS?: number | undefined;
  /** Priority by limit name where it differs from the default. */
  priorities?: Partial<Record<LimitName, ConditionPriority>> | undefined;
}

/** Everything detection needs to know of a sensor. */
export interface SensorProfile {
  /** Quantity code, such as `pressure`. */
  quantity: string;
  /** Physical limits of the instrument, canonical unit; null: unknown. */
  rangeMin: number | null;
  rangeMax: number | null;
  /** Alarm limits, canonical unit; null or missing: none. */
  thresholds: { lowLow?: number | null; low?: number | null; high?: number | null; highHigh?: number | null };
  /** Expected time between readings, s; 0: unknown. */
  intervalS: number;
  settings: DetectionSettings;
  /** False for a sensor out of service: its conditions end and nothing is judged. */
  inService: boolean;
}

/** Defaults of one quantity. Deadband and delays: see docs/alarms.md for their source. */
export interface QuantityDefaults {
  /** % of span. */
  deadbandPercent: number;
  /** s, both on and off. */
  delayS: number;
  /** Largest believable change, % of span a minute; null: values of this quantity may jump. */
  ratePercentPerMin: number | null;
  /** Judged by z-score? Counters are not: they only rise. */
  zscore: boolean;
  /** Judged for being stuck? Positions and counters stand still rightly. */
  stuck: boolean;
  /** A two-sided second limit (lowLow, highHigh) endangers supply or health. */
  outer: ConditionPriority;
}

const common: QuantityDefaults = {
  deadbandPercent: 2,
  delayS: 15,
  ratePercentPerMin: null,
  zscore: true,
  stuck: true,
  outer: 'high',
};
const counter: QuantityDefaults = { ...common, deadbandPercent: 0, zscore: false, stuck: false };

const byQuantity: Readonly<Record<string, QuantityDefaults>> = {
  pressure: { ...common, outer: 'critical' },
  flow: { ...common, deadbandPercent: 5 },
  level: { ...common, deadbandPercent: 5, delayS: 60, ratePercentPerMin: 10, outer: 'critical' },
  temperature: { ...common, deadbandPercent: 1, delayS: 60, ratePercentPerMin: 20 },
  chlorine: { ...common, delayS: 60, ratePercentPerMin: 40, outer: 'critical' },
  conductivity: { ...common, delayS: 60, ratePercentPerMin: 40 },
  turbidity: { ...common, delayS: 60, outer: 'critical' },
  ph: { ...common, delayS: 60, ratePercentPerMin: 20, outer: 'critical' },
  power: { ...common, deadbandPercent: 5 },
  voltage: { ...common },
  percent: { ...common, zscore: false, stuck: false },
  volume: counter,
  energy: counter,
};

/** Defaults for a quantity; an unknown quantity gets the common ones. */
export function defaultsFor(quantity: string): QuantityDefaults {
  return Object.hasOwn(byQuantity, quantity) ? (byQuantity[quantity] as QuantityDefaults) : common;
}

/** Default priority of a condition. */
export function defaultPriority(name: LimitName, quantity: string): ConditionPriority {
  switch (name) {
    case 'lowLow':
    case 'highHigh':
      return defaultsFor(quantity).outer;
    case 'zscore':
    case 'stuck':
      return 'low';
    default:
      return 'medium';
  }
}

/** Priority of a condition: the sensor's own setting, else the default of its quantity. */
export function priorityOf(name: LimitName, profile: Pick<SensorProfile, 'quantity' | 'settings'>): ConditionPriority {
  return profile.settings.priorities?.[name] ?? defaultPriority(name, profile.quantity);
}
