import type { Alarm } from '../data/types';

/** Words of the catalogue for what is wrong: the broken limit where there is one, else the kind. */
export function conditionKey(alarm: Pick<Alarm, 'kind' | 'limitName'>): string {
  return `alarms.condition.${alarm.limitName || alarm.kind}`;
}

const falling: ReadonlySet<string> = new Set(['min', 'lowLow', 'low']);
const rising: ReadonlySet<string> = new Set(['max', 'high', 'highHigh', 'rate', 'zscore']);

/** Which way the value stands to its limit; null when they are not compared. */
export function comparison(alarm: Pick<Alarm, 'limitName' | 'value' | 'limit'>): '<' | '>' | null {
  if (alarm.value === null || alarm.limit === null || !alarm.limitName) return null;
  if (falling.has(alarm.limitName)) return '<';
  return rising.has(alarm.limitName) ? '>' : null;
}

/** The unit the alarm's value and limit are in: a rate is per minute, a score has none. */
export function alarmUnit(alarm: Pick<Alarm, 'kind' | 'unit'>): { unit: string | null; perMinute: boolean } {
  if (alarm.kind === 'zscore') return { unit: null, perMinute: false };
  return { unit: alarm.unit, perMinute: alarm.kind === 'rate' };
}

const waterQuality: ReadonlySet<string> = new Set(['chlorine', 'conductivity', 'turbidity', 'ph', 'temperature']);
const ownWords: ReadonlySet<string> = new Set(['pressure', 'flow', 'level']);

/** Entry of the catalogue that says cause, consequence and action for an alarm. */
export function definitionKey(alarm: Pick<Alarm, 'kind' | 'limitName' | 'quantity'>): string {
  if (alarm.kind !== 'threshold') return `alarms.definition.${alarm.kind}`;
  if (waterQuality.has(alarm.quantity)) return 'alarms.definition.quality';
  const way = falling.has(alarm.limitName ?? '') ? 'low' : 'high';
  return `alarms.definition.${ownWords.has(alarm.quantity) ? `${alarm.quantity}_${way}` : way}`;
}
