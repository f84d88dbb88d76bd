import type { Model, ModelMetricsView } from '@app/contracts';
import type { Work } from '@app/database';
import { type Quantity, canonicalUnits } from '@app/kernel';

/** A row of `models` with its scope and the version that is shown. */
export interface ModelRecord {
  tenantId: number;
  id: string;
  kind: 'sensor' | 'zone';
  /** UUID of the sensor or zone. */
  scopeId: string;
  scopeCode: string;
  scopeName: string;
  quantity: Quantity | null;
  activeVersion: number | null;
  shadowVersion: number | null;
  previousVersion: number | null;
  latestVersion: number | null;
  lastVersion: number;
  windowDays: number;
  daysPerFalseAlarm: number;
  priority: Model['priority'];
  holidays: string[];
  retrain: Model['retrain'];
  nextTrainingAt: Date | null;
  training: Model['training']['state'];
  trainingVersion: number | null;
  trainingPercent: number;
  trainingStep: Model['training']['step'];
  trainingFailure: string | null;
  trainingStartedAt: Date | null;
  drift: Model['drift'];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  metrics: ModelMetricsView | null;
  samples: number | null;
  trainedAt: Date | null;
  openDetections: number;
}

/** What a model does at best, in SQL. */
export const STATE_SQL = `case when m.active_version is not null then 'active' when m.shadow_version is not null then 'shadow'
  when m.latest_version is not null then 'candidate' else 'untrained' end`;

/** Models `m` with their scope and the version that is shown, `v`. */
export const MODEL_SOURCE = `models m
  left join sensors s on s.tenant_id = m.tenant_id and s.id = m.sensor_id
  left join zones z on z.tenant_id = m.tenant_id and z.id = m.zone_id
  left join model_versions v on v.tenant_id = m.tenant_id and v.model_id = m.id
    and v.version = coalesce(m.active_version, m.shadow_version, m.latest_version)`;

const columns = `m.tenant_id, m.id, m.sensor_id, coalesce(m.sensor_id, m.zone_id) as scope_id, coalesce(s.code, z.code) as scope_code,
  coalesce(s.name, z.name) as scope_name, s.quantity, m.active_version, m.shadow_version, m.previous_version, m.latest_version,
  m.last_version, m.window_days, m.days_per_false_alarm, m.priority, to_json(m.holidays) as holidays, m.retrain,
  m.next_training_at, m.training, m.training_version, m.training_percent, m.training_step, m.training_failure,
  m.training_started_at, m.drift, m.version, m.created_at, m.updated_at, v.metrics, v.samples, v.trained_at,
  (select count(*)::int from model_detections d where d.tenant_id = m.tenant_id and d.model_id = m.id
    and d.mode = 'active' and d.ended_at is null) as open_detections`;

/** Models that fit a condition on `m`, `s`, `z` or `v`. */
export async function readModels(
  work: Work,
  condition: string,
  parameters: readonly unknown[],
  rest = '',
): Promise<ModelRecord[]> {
  const rows = await work.sql(`select ${columns} from ${MODEL_SOURCE} where ${condition} ${rest}`, parameters);
  return rows.map(toRecord);
}

function toRecord(row: Record<string, unknown>): ModelRecord {
  return {
    tenantId: row['tenant_id'] as number,
    id: row['id'] as string,
    kind: row['sensor_id'] === null ? 'zone' : 'sensor',
    scopeId: row['scope_id'] as string,
    scopeCode: row['scope_code'] as string,
    scopeName: row['scope_name'] as string,
    quantity: row['quantity'] as Quantity | null,
    activeVersion: row['active_version'] as number | null,
    shadowVersion: row['shadow_version'] as number | null,
    previousVersion: row['previous_version'] as number | null,
    latestVersion: row['latest_version'] as number | null,
    lastVersion: row['last_version'] as number,
    windowDays: row['window_days'] as number,
    daysPerFalseAlarm: row['days_per_false_alarm'] as number,
    priority: row['priority'] as Model['priority'],
    holidays: row['holidays'] as string[],
    retrain: row['retrain'] as Model['retrain'],
    nextTrainingAt: date(row['next_training_at']),
    training: row['training'] as ModelRecord['training'],
    trainingVersion: row['training_version'] as number | null,
    trainingPercent: row['training_percent'] as number,
    trainingStep: row['training_step'] as ModelRecord['trainingStep'],
    trainingFailure: row['training_failure'] as string | null,
    trainingStartedAt: date(row['training_started_at']),
    drift: row['drift'] as Model['drift'],
    version: row['version'] as number,
    createdAt: date(row['created_at']) as Date,
    updatedAt: date(row['updated_at']) as Date,
    metrics: row['metrics'] as ModelMetricsView | null,
    samples: row['samples'] as number | null,
    trainedAt: date(row['trained_at']),
    openDetections: row['open_detections'] as number,
  };
}

/** A time as the database gives it. */
export function date(value: unknown): Date | null {
  return value === null || value === undefined ? null : new Date(value as string);
}

/** What the model does at best. */
export function stateOf(record: ModelRecord): Model['state'] {
  if (record.activeVersion !== null) return 'active';
  if (record.shadowVersion !== null) return 'shadow';
  return record.latestVersion === null ? 'untrained' : 'candidate';
}

/** A model as the API shows it. @param municipalityId - public id of its tenant */
export function viewOf(record: ModelRecord, municipalityId: string): Model {
  return {
    id: record.id,
    version: record.version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    municipalityId,
    scope: {
      kind: record.kind,
      id: record.scopeId,
      code: record.scopeCode,
      name: record.scopeName,
      quantity: record.quantity,
      unit: record.quantity === null ? null : canonicalUnits[record.quantity],
    },
    state: stateOf(record),
    activeVersion: record.activeVersion,
    shadowVersion: record.shadowVersion,
    latestVersion: record.latestVersion,
    metrics: record.metrics,
    lastTrainedAt: record.trainedAt?.toISOString() ?? null,
    samples: record.samples,
    openDetections: record.openDetections,
    training: {
      state: record.training,
      version: record.trainingVersion,
      percent: record.trainingPercent,
      step: record.trainingStep,
      failure: record.trainingFailure,
      startedAt: record.trainingStartedAt?.toISOString() ?? null,
    },
    drift: record.drift,
    nextTrainingAt: record.nextTrainingAt?.toISOString() ?? null,
    retrain: record.retrain,
    windowDays: record.windowDays,
    daysPerFalseAlarm: record.daysPerFalseAlarm,
    priority: record.priority,
    holidays: record.holidays,
  };
}
