import type { Alarm } from '../data/types';
import { changeConverter, converter, shownUnit } from '../sensors/chart/units';

/** Words of the catalogue for what is wrong: the broken limit where there is one, else the kind. */
export function conditionKey(alarm: Pick<Alarm, 'kind' | 'limitName'>): string {
  return `alarms.condition.${alarm.limitName || alarm.kind}`;
}

const falling: ReadonlySet<string> = new Set(['min', 'lowLow', 'low']);
const rising: ReadonlySet<string> = new Set(['max', 'high', 'highHigh', 'rate']);

/** Which way the value stands to its limit; null when they are not compared. */
export function comparison(alarm: Pick<Alarm, 'limitName' | 'value' | 'limit'>): '<' | '>' | null {
  if (alarm.value === null || alarm.limit === null || !alarm.limitName) return null;
  if (falling.has(alarm.limitName)) return '<';
  return rising.has(alarm.limitName) ? '>' : null;
}

/** Value and limit of an alarm in `unit` (UCUM); the limit of a rate is a change per minute. */
export interface ShownNumbers {
  unit: string;
  value: number | null;
  limit: number | null;
}

/** The alarm's numbers in the unit its sensor is shown in. */
export function shownNumbers(
  alarm: Pick<Alarm, 'kind' | 'quantity' | 'displayUnit' | 'value' | 'limit'>,
): ShownNumbers {
  const unit = shownUnit(alarm.quantity, alarm.displayUnit);
  const convert = converter(alarm.quantity, unit);
  const convertLimit = alarm.kind === 'rate' ? changeConverter(alarm.quantity, unit) : convert;
  return {
    unit,
    value: alarm.value === null ? null : convert(alarm.value),
    limit: alarm.limit === null ? null : convertLimit(alarm.limit),
  };
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
