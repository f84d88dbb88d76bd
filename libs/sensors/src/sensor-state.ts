import type { SensorState } from '@app/contracts';

/**
 * Open alarms of each sensor as one number: the rank of the worst that is not shelved. Joined as
 * `left join lateral (...) as alarm on true`, for a sensor row named `s`.
 */
export const worstAlarm = `
  select min(case
      when a.one_shot_shelved or a.shelved_until > now() then 6
      when a.kind = 'silence' then 5
      when a.priority = 'critical' then 1 when a.priority = 'high' then 2 when a.priority = 'medium' then 3 else 4 end) as rank
    from alerts a
    where a.tenant_id = s.tenant_id and a.sensor_number = s.number and a.state <> 'normal' and not a.historical
      and not a.suppressed and not a.out_of_service`;

/** What the sensor `s` shows, from its status and {@link worstAlarm}: a SQL expression of type text. */
export const stateExpression = `case when s.status = 'out_of_service' then 'out_of_service'
  else coalesce((array['critical', 'high', 'medium', 'low', 'silent', 'shelved'])[alarm.rank], 'normal') end`;

/** SQL text is data of the server; this narrows what comes back. */
export function asState(text: string): SensorState {
  return text as SensorState;
}
