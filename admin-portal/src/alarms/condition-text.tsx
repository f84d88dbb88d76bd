import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { alarmUnit, comparison, conditionKey } from './condition';

/** What is wrong, with the value against its limit: `Below low limit · 182.0 kPa < 200.0 kPa`. */
export function ConditionText({ alarm }: { alarm: Alarm }) {
  const translate = useTranslate();
  const numbers = useAlarmNumbers(alarm);
  return (
    <>
      {translate(conditionKey(alarm), { _: alarm.message })}
      {numbers && (
        <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
          {' '}
          <bdi>{numbers}</bdi>
        </Box>
      )}
    </>
  );
}

/** Value against limit as text; null when the alarm has no value. */
export function useAlarmNumbers(alarm: Alarm): string | null {
  const translate = useTranslate();
  const format = useFormat();
  if (alarm.value === null || alarm.kind === 'silence') return null;
  const { unit, perMinute } = alarmUnit(alarm);
  const written = (value: number): string =>
    perMinute ? translate('alarms.per_minute', { value: format.quantity(value, unit) }) : format.quantity(value, unit);
  const sign = comparison(alarm);
  if (alarm.kind === 'zscore') return format.quantity(alarm.value, alarm.unit);
  return sign && alarm.limit !== null
    ? `${written(alarm.value)} ${sign} ${written(alarm.limit)}`
    : format.quantity(alarm.value, alarm.unit);
}
