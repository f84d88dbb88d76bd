import type { FeedbackLabel } from '@app/detection';
import type { Work } from '@app/database';
import { pgArray } from '@app/resources';
import type { ModelScope } from './model-scope';
import { date } from '../model-record';

/** What operators said of the sensors of a model, or of its zone, oldest first. */
export async function labelsOf(work: Work, scope: ModelScope, zoneId: string | null): Promise<FeedbackLabel[]> {
  const sensors = scope.own === null ? scope.others : [scope.own];
  const rows = await work.sql<{ from_at: string; to_at: string; real: boolean }>(
    `select from_at, to_at, real from model_feedback
     where tenant_id = ? and (sensor_id = any (?::uuid[]) or zone_id = ?::uuid) order by from_at`,
    [scope.tenantId, pgArray(sensors.map(({ id }) => id)), zoneId],
  );
  return rows.map((row) => ({
    fromMs: (date(row.from_at) as Date).getTime(),
    toMs: (date(row.to_at) as Date).getTime(),
    real: row.real,
  }));
}
