import { randomUUID } from 'node:crypto';
import { AuditTrail } from '@app/audit';
import { type TrainedResult, ModelThreads, TooLittleData } from '@app/detection';
import { UnitOfWork, type Work } from '@app/database';
import { Injectable, Logger } from '@nestjs/common';
import { type ModelData, excludedOf, modelData } from '../data/training-input';
import { metricsView } from '../metrics-view';
import { type ModelRecord, date, readModels } from '../model-record';
import { Promotion } from '../promotion';
import { TrainingLease } from './training-lease';

/** Trainings that one process carries on at a time. */
const AT_ONCE = 1;
/** Attempts after which a training counts as failed. */
const MOST_ATTEMPTS = 3;
/** Share of the progress bar that reading takes. */
const READING = 30;
const WRITER = { kind: 'system', id: 'models', name: 'models' } as const;

export type TrainingOutcome = 'trained' | 'failed' | 'interrupted' | 'not_free' | 'busy';

interface VersionRow {
  train_from: string;
  train_to: string;
  reason: 'manual' | 'schedule' | 'drift';
}

/**
 * Carries out the training of a model: reads its history, lets a thread learn, stores the version. Whatever ends it in
 * between, killing included, leaves a state from which another attempt begins anew.
 */
@Injectable()
export class TrainingRunner {
  private readonly log = new Logger(TrainingRunner.name);
  private running = 0;

  constructor(
    private readonly units: UnitOfWork,
    private readonly threads: ModelThreads,
    private readonly trail: AuditTrail,
    private readonly promotion: Promotion,
  ) {}

  /** @param tenantId - internal number of the tenant that the model belongs to */
  async run(tenantId: number, id: string): Promise<TrainingOutcome> {
    if (this.running >= AT_ONCE) return 'busy';
    this.running += 1;
    const lease = new TrainingLease(this.units, tenantId, id, randomUUID());
    try {
      const attempt = await lease.take();
      if (attempt === null) return 'not_free';
      return await this.carry(lease, tenantId, id, attempt);
    } finally {
      await lease.release();
      this.running -= 1;
    }
  }

  private async carry(lease: TrainingLease, tenantId: number, id: string, attempt: number): Promise<TrainingOutcome> {
    const found = await this.units.run([tenantId], async (work) => {
      const [record] = await readModels(work, 'm.id = ?', [id]);
      const [version] = await work.sql<VersionRow>(
        `select train_from, train_to, reason from model_versions where model_id = ? and version = ?`,
        [id, record?.trainingVersion ?? 0],
      );
      return record === undefined || version === undefined ? null : { record, version };
    });
    if (found === null) return 'not_free';
    const { record, version } = found;
    const span = {
      fromMs: (date(version.train_from) as Date).getTime(),
      toMs: (date(version.train_to) as Date).getTime(),
    };
    try {
      const data = await modelData(this.units, record, span, (share) => (lease.percent = READING * share));
      lease.step = 'learning';
      lease.percent = READING;
      const result = await this.threads.train(data, (share) => (lease.percent = READING + (97 - READING) * share));
      lease.step = 'storing';
      if (lease.isLost) return 'interrupted';
      const stored = await this.store(lease, record, data, result);
      if (!stored) return 'interrupted';
      if (version.reason !== 'manual' && record.retrain.promote === 'if_better')
        await this.promoteIfBetter(record, data, result);
      return 'trained';
    } catch (error) {
      if (error instanceof TooLittleData) return this.fail(lease, record, error.message);
      this.log.warn(`Training of model ${id} was interrupted: ${String(error)}`);
      if (attempt >= MOST_ATTEMPTS)
        return this.fail(lease, record, `It could not be trained: ${(error as Error).message}`);
      return 'interrupted';
    }
  }

  private store(lease: TrainingLease, record: ModelRecord, data: ModelData, result: TrainedResult): Promise<boolean> {
    return this.units.run([record.tenantId], async (work) => {
      const { id, trainingVersion, retrain } = record;
      const everyDays = retrain.everyDays;
      const rows = await work.sql(
        `update models set training = 'idle', training_step = 'done', training_percent = 100, training_failure = null,
           latest_version = training_version, attempts = 0, lease_owner = null, lease_until = null, drift = null,
           next_training_at = case when ?::int is null then null else now() + ?::int * interval '1 day' end,
           version = version + 1, updated_at = now()
         where id = ? and lease_owner = ? and training_version = ? returning id`,
        [everyDays, everyDays, id, lease.owner, trainingVersion],
      );
      if (rows.length === 0) return false;
      const metrics = metricsView(result.metrics);
      await work.sql(
        `update model_versions set state = 'candidate', samples = ?, excluded_labels = ?, metrics = ?::jsonb,
           injected = ?::jsonb, summary = ?::jsonb, content = ?, trained_at = now()
         where model_id = ? and version = ?`,
        [
          result.rows,
          excludedOf(data.labels),
          metrics === null ? null : JSON.stringify(metrics),
          result.injected === null ? null : JSON.stringify(metricsView(result.injected)),
          JSON.stringify(result.summary),
          Buffer.from(result.model),
          id,
          trainingVersion,
        ],
      );
      this.note(work, record, 'model.trained', { version: trainingVersion, samples: result.rows, metrics });
      return true;
    });
  }

  /** The one that is at work is judged on the very readings, and the very injected anomalies, of the new one's measure. */
  private async promoteIfBetter(record: ModelRecord, data: ModelData, result: TrainedResult): Promise<void> {
    const { activeVersion, tenantId, id, trainingVersion } = record;
    if (activeVersion === null || trainingVersion === null || result.injected === null) return;
    const [row] = await this.units.run([tenantId], (work) =>
      work.sql<{ content: Buffer }>(`select content from model_versions where model_id = ? and version = ?`, [
        id,
        activeVersion,
      ]),
    );
    if (row === undefined) return;
    const held = afterOf(data, result.injected.fromMs);
    const report = await this.threads.assess(held, [{ version: activeVersion, model: row.content.toString() }]);
    const before = report.versions[0]?.injected?.f1 ?? 0;
    if ((result.injected.f1 ?? 0) < before) return;
    await this.units.run([tenantId], async (work) => {
      const [current] = await readModels(work, 'm.id = ?', [id], 'for update of m');
      if (current?.activeVersion !== activeVersion) return;
      await this.promotion.promote(work, current, trainingVersion);
      this.note(work, current, 'model.promote', { version: trainingVersion, before: activeVersion });
    });
  }

  private async fail(lease: TrainingLease, record: ModelRecord, failure: string): Promise<'failed'> {
    await this.units.run([record.tenantId], async (work) => {
      await work.sql(
        `update models set training = 'failed', training_failure = ?, attempts = 0, lease_owner = null, lease_until = null,
           next_training_at = case when next_training_at is null then null else now() + interval '1 day' end,
           version = version + 1, updated_at = now()
         where id = ? and lease_owner = ?`,
        [failure, record.id, lease.owner],
      );
      await work.sql(`update model_versions set state = 'failed', failure = ? where model_id = ? and version = ?`, [
        failure,
        record.id,
        record.trainingVersion,
      ]);
      this.note(work, record, 'model.training-failed', { version: record.trainingVersion, failure });
    });
    return 'failed';
  }

  private note(work: Work, { tenantId, id }: ModelRecord, action: string, after: object): void {
    this.trail.record(work, { action, objectType: 'Model', objectId: id, tenantId, after, actor: WRITER });
  }
}

/** The part of what was read from a moment on, with the days in which a scorer finds its feet. */
function afterOf(data: ModelData, fromMs: number): ModelData {
  const times = data.scope === 'sensor' ? data.history.timesMs : data.table.timesMs;
  const start = Math.max(
    0,
    times.findIndex((time) => time >= fromMs - 2 * 86_400_000),
  );
  if (data.scope === 'zone') {
    const { names, columns, timesMs } = data.table;
    const table = { names, timesMs: timesMs.slice(start), columns: columns.map((column) => column.slice(start)) };
    return { ...data, table };
  }
  const { timesMs, values, neighbours } = data.history;
  const rest = neighbours.map((other) => ({ ...other, values: other.values.slice(start) }));
  return { ...data, history: { timesMs: timesMs.slice(start), values: values.slice(start), neighbours: rest } };
}
