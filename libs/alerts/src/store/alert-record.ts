import type { AlertFinding } from '@app/contracts';
import type { Actor, Occurrence } from '../reducer';

/** An occurrence with everything that is stored of it. */
export interface AlertRecord {
  tenantId: number;
  id: string;
  /** UUID of the sensor. */
  sensorId: string;
  /** Internal number of the sensor. */
  sensorNumber: number;
  kind: string;
  limitName: string;
  priority: string;
  historical: boolean;
  value: number | null;
  limit: number | null;
  message: string;
  /** What was found, as data; null where value and limit say all. */
  finding: AlertFinding | null;
  /** Number of transitions written. */
  lastSeq: number;
  occurrence: Occurrence;
}

/** A row of `alerts` as the driver gives it. */
export interface AlertRow {
  tenant_id: number;
  id: string;
  sensor_id: string;
  sensor_number: number;
  kind: string;
  limit_name: string;
  priority: string;
  state: Occurrence['state'];
  condition_active: boolean;
  historical: boolean;
  shelved_until: string | Date | null;
  one_shot_shelved: boolean;
  shelve_reason: string | null;
  suppressed: boolean;
  out_of_service: boolean;
  value: number | null;
  limit_value: number | null;
  message: string;
  finding: AlertFinding | null;
  occurrences: number;
  raised_at: string | Date;
  acked_at: string | Date | null;
  acked_by: string | null;
  acked_by_name: string | null;
  cleared_at: string | Date | null;
  resolved_at: string | Date | null;
  cause: string | null;
  owner_id: string | null;
  owner_name: string | null;
  last_seq: number;
}

function ms(value: string | Date | null): number | null {
  return value === null ? null : new Date(value).getTime();
}

function actor(id: string | null, name: string | null): Actor | null {
  return id === null ? null : { id, name: name ?? '' };
}

/** Reads a row. */
export function recordFromRow(row: AlertRow): AlertRecord {
  const until = ms(row.shelved_until);
  return {
    tenantId: row.tenant_id,
    id: row.id,
    sensorId: row.sensor_id,
    sensorNumber: row.sensor_number,
    kind: row.kind,
    limitName: row.limit_name,
    priority: row.priority,
    historical: row.historical,
    value: row.value,
    limit: row.limit_value,
    message: row.message,
    finding: row.finding,
    lastSeq: row.last_seq,
    occurrence: {
      state: row.state,
      conditionActive: row.condition_active,
      shelving: until === null ? null : { until, oneShot: row.one_shot_shelved, reason: row.shelve_reason ?? '' },
      suppressed: row.suppressed,
      outOfService: row.out_of_service,
      occurrences: row.occurrences,
      raisedAt: ms(row.raised_at) as number,
      ackedAt: ms(row.acked_at),
      ackedBy: actor(row.acked_by, row.acked_by_name),
      clearedAt: ms(row.cleared_at),
      resolvedAt: ms(row.resolved_at),
      cause: row.cause,
      owner: actor(row.owner_id, row.owner_name),
    },
  };
}

function iso(value: number | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}

/** The columns that change during the life of an occurrence, with its key. */
export function changingColumns({ tenantId, id, lastSeq, occurrence: o }: AlertRecord): Record<string, unknown> {
  return {
    tenant_id: tenantId,
    id,
    state: o.state,
    condition_active: o.conditionActive,
    shelved_until: iso(o.shelving?.until ?? null),
    one_shot_shelved: o.shelving?.oneShot ?? false,
    shelve_reason: o.shelving?.reason ?? null,
    suppressed: o.suppressed,
    out_of_service: o.outOfService,
    acked_at: iso(o.ackedAt),
    acked_by: o.ackedBy?.id ?? null,
    acked_by_name: o.ackedBy?.name ?? null,
    cleared_at: iso(o.clearedAt),
    resolved_at: iso(o.resolvedAt),
    cause: o.cause,
    owner_id: o.owner?.id ?? null,
    owner_name: o.owner?.name ?? null,
    last_seq: lastSeq,
  };
}

/** All columns of a new occurrence. */
export function newColumns(record: AlertRecord): Record<string, unknown> {
  return {
    ...changingColumns(record),
    sensor_id: record.sensorId,
    sensor_number: record.sensorNumber,
    kind: record.kind,
    limit_name: record.limitName,
    priority: record.priority,
    historical: record.historical,
    value: record.value,
    limit_value: record.limit,
    message: record.message,
    finding: record.finding,
    occurrences: record.occurrence.occurrences,
    raised_at: iso(record.occurrence.raisedAt),
  };
}
