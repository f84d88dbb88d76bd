import { AlertConditions, type ConditionReport } from '@app/alerts';
import type { Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import { wrongState } from './model-problems';
import type { ModelRecord } from './model-record';

interface OpenRow {
  id: string;
  sensor_number: number;
  historical: boolean;
  mode: 'active' | 'shadow';
}

/** Puts versions to work and takes them back. */
@Injectable()
export class Promotion {
  constructor(private readonly alerts: AlertConditions) {}

  /**
   * Makes a version the one that raises alarms. The one before is retired and can be brought back by a rollback.
   * @throws {DomainError} conflict when the version is not trained, or is active already
   */
  async promote(work: Work, model: ModelRecord, version: number): Promise<void> {
    await this.assertTrained(work, model, version);
    if (model.activeVersion === version) throw wrongState(`Version ${version} is active already.`);
    if (model.activeVersion !== null) await this.stop(work, model, model.activeVersion);
    await this.startRun(work, model, version);
    await work.sql(`update model_versions set state = 'active' where model_id = ? and version = ?`, [
      model.id,
      version,
    ]);
    await work.sql(
      `update models set active_version = ?, previous_version = coalesce(?::int, previous_version),
         shadow_version = case when shadow_version = ? then null else shadow_version end where id = ?`,
      [version, model.activeVersion, version, model.id],
    );
  }

  /** Brings back the version that was active before. @throws {DomainError} conflict when there is none */
  async rollback(work: Work, model: ModelRecord): Promise<number> {
    const { previousVersion } = model;
    if (previousVersion === null || previousVersion === model.activeVersion)
      throw wrongState('No version was active before this one.');
    await this.promote(work, model, previousVersion);
    return previousVersion;
  }

  /**
   * Lets a version score along without alarms; null: none any more.
   * @throws {DomainError} conflict when the version is not trained, or is active
   */
  async shadow(work: Work, model: ModelRecord, version: number | null): Promise<void> {
    if (version !== null) {
      await this.assertTrained(work, model, version);
      if (model.activeVersion === version) throw wrongState(`Version ${version} is active: it needs no trial.`);
    }
    if (model.shadowVersion !== null && model.shadowVersion !== version)
      await this.stop(work, model, model.shadowVersion);
    if (version !== null) {
      await this.startRun(work, model, version);
      await work.sql(`update model_versions set state = 'shadow' where model_id = ? and version = ?`, [
        model.id,
        version,
      ]);
    }
    await work.sql(`update models set shadow_version = ? where id = ?`, [version, model.id]);
  }

  /** Ends what a version has going on, alarms included, and its live scoring. */
  async stop(work: Work, model: Pick<ModelRecord, 'tenantId' | 'id'>, version: number): Promise<void> {
    // First: waits for a look that is under way, whose detections are then seen here.
    await work.sql(`delete from model_runs where model_id = ? and version = ?`, [model.id, version]);
    const open = await work.sql<OpenRow>(
      `update model_detections set ended_at = greatest(now(), started_at)
       where model_id = ? and version = ? and ended_at is null returning id, sensor_number, historical, mode`,
      [model.id, version],
    );
    await work.sql(`update model_versions set state = 'retired' where model_id = ? and version = ?`, [
      model.id,
      version,
    ]);
    const raised = open.filter(({ mode }) => mode === 'active');
    await this.clear(work, model.tenantId, raised, Date.now());
  }

  /** Clears the alarms of detections that have ended, unless another model still finds something wrong with the sensor. */
  async clear(
    work: Work,
    tenantId: number,
    ended: readonly Pick<OpenRow, 'sensor_number' | 'historical'>[],
    timeMs: number,
  ): Promise<void> {
    const reports: ConditionReport[] = [];
    for (const { sensor_number: sensorId, historical } of ended) {
      const others = await work.sql(
        `select 1 from model_detections where tenant_id = ? and sensor_number = ? and ended_at is null and mode = 'active'
           and historical = ? limit 1`,
        [tenantId, sensorId, historical],
      );
      if (others.length === 0) reports.push(endOf(tenantId, sensorId, timeMs, historical));
    }
    await this.alerts.apply(work, reports);
  }

  private async assertTrained(work: Work, model: ModelRecord, version: number): Promise<void> {
    const [row] = await work.sql(
      `select 1 from model_versions where model_id = ? and version = ? and content is not null`,
      [model.id, version],
    );
    if (row === undefined) throw wrongState(`The model has no trained version ${version}.`);
  }

  private async startRun(work: Work, model: ModelRecord, version: number): Promise<void> {
    await work.sql(
      `insert into model_runs (tenant_id, model_id, version, since) values (?, ?, ?, now())
       on conflict (tenant_id, model_id, version) do update set seen_at = null`,
      [model.tenantId, model.id, version],
    );
  }
}

/** Report that nothing is wrong with a sensor any more, as far as models can tell. */
export function endOf(tenantId: number, sensorId: number, time: number, historical: boolean): ConditionReport {
  return {
    tenantId,
    sensorId,
    kind: 'model',
    limitName: 'model',
    active: false,
    time,
    value: null,
    limit: null,
    priority: 'medium',
    historical,
  };
}
