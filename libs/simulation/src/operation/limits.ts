import type { SensorPlan } from './sensor-plan';

/** Alarm limits, canonical unit; null: none. */
export interface Thresholds {
  lowLow: number | null;
  low: number | null;
  high: number | null;
  highHigh: number | null;
}

/** How a sensor is to be judged. */
export interface SensorLimits {
  readonly thresholds: Thresholds;
  readonly rangeMin: number;
  readonly rangeMax: number;
  /** Settings of detection as the platform takes them. */
  readonly detection: Readonly<Record<string, number | null | Readonly<Record<string, string>>>>;
}

/** Least and greatest value of a normal week, canonical unit. */
export interface UsualSpan {
  readonly min: number;
  readonly max: number;
}

const none: Thresholds = { lowLow: null, low: null, high: null, highHigh: null };

/**
 * Limits of a sensor after a normal week: wide enough for demand as it comes, narrow enough for a burst or a trip.
 *
 * @param silenceMinutes - time without reading that is an alarm
 */
export function limitsFor(sensor: SensorPlan, usual: UsualSpan, silenceMinutes: number): SensorLimits {
  const { thresholds, rangeMin, rangeMax } = shape(sensor, usual);
  const detection = {
    silenceMinutes,
    // A pump at rest rightly stands at zero.
    stuckMinutes: sensor.quantity === 'power' ? null : Math.max(3, silenceMinutes * 2),
    zscoreLimit: sensor.quantity === 'chlorine' ? 12 : null,
    ratePerMin: null,
  };
  return { thresholds, rangeMin, rangeMax, detection };
}

function shape(sensor: SensorPlan, { min, max }: UsualSpan): Omit<SensorLimits, 'detection'> {
  switch (sensor.role) {
    case 'inlet-flow':
    case 'station-flow': {
      const low = min > 0 ? { lowLow: figures(min * 0.2), low: figures(min * 0.5) } : { lowLow: null, low: null };
      return {
        thresholds: { ...low, high: figures(max * 1.25), highHigh: figures(max * 1.55) },
        // Meters count both ways; about zero their noise is negative at times.
        rangeMin: figures(-max * 0.3, 1),
        rangeMax: figures(max * 3.5, 1),
      };
    }
    case 'inlet-pressure':
    case 'critical-pressure':
    case 'station-pressure':
      return {
        thresholds: {
          lowLow: figures(min * 0.7),
          low: figures(min * 0.85),
          high: figures(max * 1.15),
          highHigh: figures(max * 1.3),
        },
        rangeMin: 0,
        rangeMax: max > 800 ? 1600 : max > 200 ? 1000 : 250,
      };
    case 'tank-level':
      return { thresholds: { lowLow: 0.6, low: 1.2, high: 4.8, highHigh: 4.95 }, rangeMin: 0, rangeMax: 6 };
    case 'duty-power':
      return {
        thresholds: {
          ...(min > 0 ? { lowLow: figures(min * 0.25), low: figures(min * 0.6) } : { lowLow: null, low: null }),
          high: figures(max * 1.25),
          highHigh: null,
        },
        rangeMin: 0,
        rangeMax: figures(max * 2, 1),
      };
    case 'assist-power':
      return {
        thresholds: { ...none, high: figures(Math.max(1, max) * 1.25) },
        rangeMin: 0,
        rangeMax: figures(Math.max(1, max) * 2, 1),
      };
    default:
      return qualityLimits(sensor.quantity);
  }
}

function qualityLimits(quantity: SensorPlan['quantity']): Omit<SensorLimits, 'detection'> {
  switch (quantity) {
    case 'chlorine':
      return { thresholds: { lowLow: 0.2, low: 0.35, high: 1.2, highHigh: 2 }, rangeMin: 0, rangeMax: 5 };
    case 'turbidity':
      return { thresholds: { ...none, high: 0.5, highHigh: 1 }, rangeMin: 0, rangeMax: 10 };
    case 'conductivity':
      return { thresholds: { lowLow: null, low: 250, high: 650, highHigh: 900 }, rangeMin: 0, rangeMax: 2000 };
    case 'temperature':
      return { thresholds: { lowLow: null, low: 3, high: 20, highHigh: 25 }, rangeMin: -5, rangeMax: 50 };
    default:
      return { thresholds: { lowLow: 6.5, low: 6.9, high: 8.2, highHigh: 8.6 }, rangeMin: 0, rangeMax: 14 };
  }
}

/** Rounds to significant figures. */
function figures(value: number, count = 3): number {
  return Number(value.toPrecision(count));
}
