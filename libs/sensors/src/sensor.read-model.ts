import type { Sensor, SensorState } from '@app/contracts';
import type { Work } from '@app/database';
import { pgArray } from '@app/resources';
import { asState, stateExpression, worstAlarm } from './sensor-state';

/** What is known of a sensor at this moment. */
export interface SensorMoment {
  latest: Sensor['latest'];
  state: SensorState;
}

interface MomentRow {
  id: string;
  time: Date | string | null;
  value: number | null;
  quality: number | null;
  state: string;
}

/** Newest reading and state of sensors, in one query for all of them. Ids that are not visible are left out. */
export async function momentsOf(work: Work, ids: readonly string[]): Promise<Map<string, SensorMoment>> {
  if (ids.length === 0) return new Map();
  const rows = await work.sql<MomentRow>(
    `select s.id, l.time, l.value, l.quality, ${stateExpression} as state
       from sensors s
       left join sensor_latest l on l.tenant_id = s.tenant_id and l.sensor_id = s.number
       left join lateral (${worstAlarm}) as alarm on true
      where s.id = any (?::uuid[])`,
    [pgArray(ids)],
  );
  return new Map(rows.map((row) => [row.id, momentOf(row)]));
}

/**
 * Ids of the visible sensors whose state is one of those given, or, when `others` is true, is none of them.
 */
export async function sensorsInStates(work: Work, states: readonly SensorState[], others: boolean): Promise<string[]> {
  const rows = await work.sql<{ id: string }>(
    `select s.id from sensors s left join lateral (${worstAlarm}) as alarm on true
      where (${stateExpression} = any (?::text[])) is distinct from ?`,
    [pgArray(states), others],
  );
  return rows.map(({ id }) => id);
}

function momentOf({ time, value, quality, state }: MomentRow): SensorMoment {
  const latest =
    time === null || value === null || quality === null ? null : { time: new Date(time).toISOString(), value, quality };
  return { latest, state: asState(state) };
}
