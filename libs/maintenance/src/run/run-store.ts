import type { MaintenanceRun } from '@app/contracts';
import type { Work } from '@app/database';

/** A row of `maintenance_runs`. */
export interface RunRow {
  tenant_id: number;
  id: string;
  state: MaintenanceRun['state'];
  step: MaintenanceRun['step'];
  done: number;
  total: number;
  judged: MaintenanceRun['judged'];
  failure: string | null;
  requested_by: string | null;
  started_at: Date | string | null;
  finished_at: Date | string | null;
  version: number;
  created_at: Date | string;
  updated_at: Date | string;
}

/** A run that has said nothing for so long has died with its process, minutes. */
const DEAD_MINUTES = 15;

export async function insertRun(work: Work, tenantId: number, id: string, requestedBy: string | null): Promise<void> {
  await work.sql(`insert into maintenance_runs (tenant_id, id, state, requested_by) values (?, ?, 'queued', ?)`, [
    tenantId,
    id,
    requestedBy,
  ]);
}

/** Marks runs of the tenants in sight that died with their process. */
export async function endDeadRuns(work: Work): Promise<void> {
  await work.sql(
    `update maintenance_runs set state = 'failed', finished_at = now(), updated_at = now(), version = version + 1,
       failure = 'It ended before it was done. Start it again.'
     where state in ('queued', 'running') and updated_at < now() - ? * interval '1 minute'`,
    [DEAD_MINUTES],
  );
}

/** Notes how far a run has come. */
export async function noteRun(work: Work, id: string, change: Partial<RunRow>): Promise<void> {
  const names = Object.keys(change);
  const values = Object.values(change).map((value) =>
    value !== null && typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value,
  );
  await work.sql(
    `update maintenance_runs set ${names.map((name) => `${name} = ?`).join(', ')}, updated_at = now(), version = version + 1
     where id = ?`,
    [...values, id],
  );
}

/** A run as the API shows it. @param scopeId - public id of its tenant */
export function runView(row: RunRow, scopeId: string): MaintenanceRun {
  const time = (value: Date | string | null) => (value === null ? null : new Date(value).toISOString());
  return {
    id: row.id,
    version: row.version,
    createdAt: time(row.created_at) as string,
    updatedAt: time(row.updated_at) as string,
    scopeId,
    state: row.state,
    step: row.step,
    done: row.done,
    total: row.total,
    judged: row.judged,
    failure: row.failure,
    requestedBy: row.requested_by,
    startedAt: time(row.started_at),
    finishedAt: time(row.finished_at),
  };
}
