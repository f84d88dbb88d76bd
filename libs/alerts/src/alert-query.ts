import type { AlertsQuery } from '@app/contracts';
import type { SqlCondition } from './rule-condition';

const priorityRank = `array_position(array['critical', 'high', 'medium', 'low'], a.priority)`;
const stateRank = `array_position(array['active_unacked', 'cleared_unacked', 'active_acked', 'normal'], a.state)`;

/** Column to sort by for each public field. Ascending priority is worst first, as is ascending state. */
const sortColumns: Readonly<Record<string, string>> = {
  raisedAt: 'a.raised_at',
  clearedAt: 'a.cleared_at',
  priority: priorityRank,
  state: stateRank,
  kind: 'a.kind',
  sensorCode: 's.code',
};

/** WHERE parts of the filters of a list, without rights and scope: over alerts `a`, their sensors `s` and tenants `t`. */
export function filterConditions(query: AlertsQuery): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  const add = (sql: string, ...parameters: unknown[]) => conditions.push({ sql, parameters });
  const among = (column: string, values: readonly unknown[] | undefined) => {
    if (values !== undefined) add(`${column} in (${values.map(() => '?').join(', ')})`, ...values);
  };
  if (query.open === true) add(`a.state <> 'normal' and not a.historical`);
  if (query.open === false) add(`a.state = 'normal'`);
  if (query.historical !== undefined) add(query.historical ? 'a.historical' : 'not a.historical');
  if (query.shelved !== undefined)
    add(query.shelved ? 'a.shelved_until > now()' : 'coalesce(a.shelved_until <= now(), true)');
  among('a.priority', query.priority);
  among('a.state', query.state);
  among('a.kind', query.kind);
  among('t.uid', query.municipalityId);
  among('a.sensor_id', query.sensorId);
  if (query.eventId !== undefined) {
    const places = query.eventId.map(() => '?').join(', ');
    add(
      `exists (select from event_alerts m where m.tenant_id = a.tenant_id and m.alert_id = a.id and m.event_id in (${places}))`,
      ...query.eventId,
    );
  }
  if (query.from !== undefined) add('a.raised_at >= ?', query.from);
  if (query.to !== undefined) add('a.raised_at < ?', query.to);
  for (const word of (query.q ?? '').split(/\s+/).filter((part) => part !== '')) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    add('(a.message ilike ? or s.code ilike ? or s.name ilike ?)', pattern, pattern, pattern);
  }
  return conditions;
}

/** ORDER BY terms: as asked, then newest first, then by id so that pages never overlap. */
export function orderBy(query: AlertsQuery): string {
  const asked = (query.sort ?? []).flatMap(({ field, descending }) => {
    const column = sortColumns[field];
    return column === undefined ? [] : [`${column} ${descending ? 'desc nulls last' : 'asc nulls first'}`];
  });
  return [...asked, 'a.raised_at desc', 'a.id desc'].join(', ');
}
