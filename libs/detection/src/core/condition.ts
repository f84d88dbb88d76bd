/** What a detector can find wrong with a sensor's readings; `silence` comes from the silence check, not from a reading. */
export type ConditionKind = 'range' | 'threshold' | 'rate' | 'zscore' | 'stuck' | 'silence' | 'anomaly';

/** How urgently an operator has to act; ISA-18.2 leaves the number of priorities open, four is what EEMUA 191 advises at most. */
export type ConditionPriority = 'critical' | 'high' | 'medium' | 'low';

/** Which limit of its kind was broken. One sensor has at most one open alarm for each name. */
export type LimitName =
  | 'min'
  | 'max'
  | 'lowLow'
  | 'low'
  | 'high'
  | 'highHigh'
  | 'rate'
  | 'zscore'
  | 'stuck'
  | 'silence'
  | 'anomaly';

/** A condition that began or ended at one reading. */
export interface ConditionChange {
  tenantId: number;
  /** Internal integer of the sensor. */
  sensorId: number;
  kind: ConditionKind;
  limitName: LimitName;
  /** True: the condition began; false: it ended. */
  active: boolean;
  /** Event time of the deciding reading, Unix ms. */
  time: number;
  /** The deciding reading, canonical unit of the sensor. */
  value: number;
  /** The limit that was broken in the unit of the value (per minute for `rate`); null where a single number says nothing. */
  limit: number | null;
  priority: ConditionPriority;
  /** True when the reading arrived too late to be acted upon: to be recorded, not to be announced. */
  historical: boolean;
}

/** Bit numbers of the conditions that readings decide; the order is part of the stored state. */
export const Condition = {
  min: 0,
  max: 1,
  lowLow: 2,
  low: 3,
  high: 4,
  highHigh: 5,
  rate: 6,
  zscore: 7,
  stuck: 8,
} as const;

/** Number of limits that are compared with the value itself (bits 0 to 5). */
export const LIMIT_COUNT = 6;

/** Number of conditions decided by readings. */
export const CONDITION_COUNT = 9;

/** Kind of each condition, by bit number. */
export const KIND_OF: readonly ConditionKind[] = [
  'range',
  'range',
  'threshold',
  'threshold',
  'threshold',
  'threshold',
  'rate',
  'zscore',
  'stuck',
];

/** Limit name of each condition, by bit number. */
export const NAME_OF: readonly LimitName[] = [
  'min',
  'max',
  'lowLow',
  'low',
  'high',
  'highHigh',
  'rate',
  'zscore',
  'stuck',
];

/** Whether readings alone decide the condition; others come from silence, learned models or hydraulics. */
export function isJudgedHere(limitName: string): limitName is LimitName {
  return (NAME_OF as readonly string[]).includes(limitName);
}
