import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { comparison, conditionKey, shownNumbers } from './condition';

/** What is wrong, with the value against its limit: `Below low limit · 1.82 bar < 2.00 bar`. */
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

/** Value against limit as text, in the unit the sensor is shown in; null when the alarm has no value. */
export function useAlarmNumbers(alarm: Alarm): string | null {
  const translate = useTranslate();
  const format = useFormat();
  if (alarm.value === null || alarm.kind === 'silence') return null;
  const { unit, value, limit } = shownNumbers(alarm);
  const sign = comparison(alarm);
  const read = format.quantity(value, unit);
  if (sign === null) return read;
  const broken = format.quantity(limit, unit);
  // The value is a reading; what is too large is its change.
  if (alarm.kind === 'rate') return `${read} · ${sign} ${translate('alarms.per_minute', { value: broken })}`;
  return `${read} ${sign} ${broken}`;
}
