/** An alarm as correlation sees it. */
export interface Finding {
  /** Id of the alarm occurrence. */
  readonly alertId: string;
  readonly sensorId: string;
  readonly deviceId: string | null;
  readonly assetId: string | null;
  readonly zoneId: string | null;
  /** Element of the pipe network that the sensor sits on, asset id; null when it is not known. */
  readonly elementId: string | null;
  readonly kind: string;
  readonly limitName: string;
  readonly quantity: string;
  readonly priority: 'critical' | 'high' | 'medium' | 'low';
  /** Reading that raised it and the limit or expectation it broke, canonical unit; null where there is none. */
  readonly value: number | null;
  readonly limit: number | null;
  /** Unix ms. */
  readonly raisedAt: number;
  /** Unix ms; null: the condition still holds. */
  readonly clearedAt: number | null;
  /** Degrees, WGS 84; null: the place is not known. */
  readonly lon: number | null;
  readonly lat: number | null;
}

/** What sort of trouble an alarm speaks of: alarms of different sorts are not thrown together for their place alone. */
export type Family = 'hydraulic' | 'quality' | 'communication' | 'instrument';

const quality = new Set(['chlorine', 'turbidity', 'ph', 'conductivity', 'temperature']);
const instrumentKinds = new Set(['range', 'stuck']);

export function familyOf({ kind, quantity }: Pick<Finding, 'kind' | 'quantity'>): Family {
  if (kind === 'silence') return 'communication';
  if (instrumentKinds.has(kind) || quantity === 'voltage') return 'instrument';
  return quality.has(quantity) ? 'quality' : 'hydraulic';
}

/** Which way the reading went: 1 up, -1 down, 0 not told. */
export function directionOf({ limitName, value, limit }: Pick<Finding, 'limitName' | 'value' | 'limit'>): -1 | 0 | 1 {
  if (limitName === 'low' || limitName === 'lowLow' || limitName === 'min') return -1;
  if (limitName === 'high' || limitName === 'highHigh' || limitName === 'max') return 1;
  if (limitName === 'leak') return 1;
  if (limitName === 'rate' || value === null || limit === null || value === limit) return 0;
  return value > limit ? 1 : -1;
}
