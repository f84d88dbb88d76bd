import { type Principal, type Action, allowed, assertAllowed } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { Model, ModelPatch, ModelQuery, ModelVersionView, NewModel, Page, TrainModel } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type IfMatchHeader, assertVersion, invalidInput } from '@app/http';
import { DomainError, notFound, systemClock, uuidv7 } from '@app/kernel';
import { containing, narrow, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { wrongState } from './model-problems';
import { MODEL_SOURCE, type ModelRecord, STATE_SQL, readModels, viewOf } from './model-record';
import { type VersionRow, versionView } from './model-version';
import { Promotion } from './promotion';
import { TrainingRequests } from './training-requests';

const sorts: Record<string, string> = {
  createdAt: 'm.created_at',
  lastTrainedAt: 'v.trained_at',
  f1: `(v.metrics ->> 'f1')::float8`,
  name: 'coalesce(s.name, z.name)',
  state: STATE_SQL,
  samples: 'v.samples',
};

/** Learned models: what people see of them and do with them. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly tree: TenantTree,
    private readonly promotion: Promotion,
    private readonly requests: TrainingRequests,
  ) {}

  async list(principal: Principal, query: ModelQuery): Promise<Page<Model>> {
    const tenants = narrow(principal, this.tree, query.municipalityId).filter((tenantId) =>
      allowed(principal, 'read', 'Model', { tenantId }),
    );
    const conditions = ['m.tenant_id = any (?::int[])'];
    const parameters: unknown[] = [pgArray(tenants)];
    const also = (condition: string, ...values: unknown[]) => {
      conditions.push(condition);
      parameters.push(...values);
    };
    if (query.kind !== undefined)
      also(`case when m.zone_id is null then 'sensor' else 'zone' end = any (?::text[])`, pgArray(query.kind));
    if (query.state !== undefined) also(`${STATE_SQL} = any (?::text[])`, pgArray(query.state));
    if (query.scopeId !== undefined) also(`coalesce(m.sensor_id, m.zone_id) = any (?::uuid[])`, pgArray(query.scopeId));
    if (query.q !== undefined && query.q.trim() !== '') {
      const pattern = containing(query.q.trim());
      also(`(coalesce(s.name, z.name) ilike ? or coalesce(s.code, z.code) ilike ?)`, pattern, pattern);
    }
    const where = conditions.join(' and ');
    const order = (query.sort ?? [{ field: 'createdAt', descending: true }])
      .map(({ field, descending }) => `${sorts[field] ?? 'm.created_at'} ${descending ? 'desc' : 'asc'} nulls last`)
      .join(', ');
    return this.units.run(tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from ${MODEL_SOURCE} where ${where}`,
        parameters,
      );
      const offset = (query.page - 1) * query.pageSize;
      const rows = await readModels(
        work,
        where,
        [...parameters, query.pageSize, offset],
        `order by ${order}, m.id limit ? offset ?`,
      );
      return {
        data: rows.map((row) => this.view(row)),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }

  /** @throws {DomainError} not-found */
  get(principal: Principal, id: string): Promise<Model> {
    return this.units.run(principal.tenants, async (work) => this.view(await this.find(work, principal, id)));
  }

  /**
   * Makes a model of a sensor or a zone and asks for its first training.
   * @throws {DomainError} not-found when the sensor or zone is not visible, conflict when it has a model already
   */
  async create(principal: Principal, draft: NewModel): Promise<Model> {
    return this.units.run(principal.tenants, async (work) => {
      const { kind, id: scopeId } = draft.scope;
      const [scope] = await work.sql<{ tenant_id: number }>(
        `select tenant_id from ${kind === 'sensor' ? 'sensors' : 'zones'} where id = ?`,
        [scopeId],
      );
      if (scope === undefined) throw notFound(kind, scopeId);
      const tenantId = scope.tenant_id;
      assertAllowed(principal, 'create', 'Model', { tenantId });
      const id = uuidv7();
      const rows = await work.sql(
        `insert into models (tenant_id, id, sensor_id, zone_id, window_days, days_per_false_alarm, priority, holidays, retrain,
           created_by)
         values (?, ?, ?, ?, ?, ?, ?, ?::text[], ?::jsonb, ?) on conflict do nothing returning id`,
        [
          tenantId,
          id,
          kind === 'sensor' ? scopeId : null,
          kind === 'zone' ? scopeId : null,
          draft.windowDays,
          draft.daysPerFalseAlarm,
          draft.priority,
          pgArray(draft.holidays),
          JSON.stringify(draft.retrain),
          principal.name,
        ],
      );
      if (rows.length === 0) {
        throw new DomainError('conflict', 'model.exists', 'Model exists', {
          detail: `The ${kind} has a model already: train that one anew.`,
        });
      }
      const made = await this.find(work, principal, id);
      await this.requests.request(work, made, 'manual', spanOf(draft, draft.windowDays));
      const after = this.view(await this.find(work, principal, id));
      this.note(work, made, 'create', null, after);
      return after;
    });
  }

  /** @throws {DomainError} not-found, forbidden, precondition-failed */
  async update(principal: Principal, id: string, seen: IfMatchHeader, patch: ModelPatch): Promise<Model> {
    return this.units.run(principal.tenants, async (work) => {
      const before = await this.find(work, principal, id, 'update');
      assertVersion(before.version, seen);
      const next = { ...before, ...patch };
      await work.sql(
        `update models set window_days = ?, days_per_false_alarm = ?, priority = ?, holidays = ?::text[], retrain = ?::jsonb,
           next_training_at = case when ?::int is null then null
             else coalesce((select max(v.trained_at) from model_versions v where v.tenant_id = models.tenant_id and v.model_id = models.id), now())
               + ?::int * interval '1 day' end
         where id = ?`,
        [
          next.windowDays,
          next.daysPerFalseAlarm,
          next.priority,
          pgArray(next.holidays),
          JSON.stringify(next.retrain),
          next.retrain.everyDays,
          next.retrain.everyDays,
          id,
        ],
      );
      return this.changed(work, principal, before, 'update');
    });
  }

  /** Takes away a model with all its versions and detections; its alarms are cleared. @throws {DomainError} not-found, forbidden, precondition-failed */
  async remove(principal: Principal, id: string, seen: IfMatchHeader): Promise<void> {
    await this.units.run(principal.tenants, async (work) => {
      const before = await this.find(work, principal, id, 'delete');
      assertVersion(before.version, seen);
      for (const version of [before.activeVersion, before.shadowVersion])
        if (version !== null) await this.promotion.stop(work, before, version);
      await work.sql(`delete from models where id = ?`, [id]);
      this.note(work, before, 'delete', this.view(before), null);
    });
  }

  /** Asks for a new version. @throws {DomainError} not-found, forbidden, conflict while one is being trained */
  train(principal: Principal, id: string, input: TrainModel): Promise<Model> {
    return this.change(principal, id, 'model.train', async (work, model) => {
      await this.requests.request(work, model, 'manual', spanOf(input, model.windowDays));
    });
  }

  promote(principal: Principal, id: string, version: number): Promise<Model> {
    return this.change(principal, id, 'model.promote', (work, model) => this.promotion.promote(work, model, version));
  }

  rollback(principal: Principal, id: string): Promise<Model> {
    return this.change(principal, id, 'model.rollback', async (work, model) => {
      await this.promotion.rollback(work, model);
    });
  }

  /** @param version - null: ends the trial that is going on */
  shadow(principal: Principal, id: string, version: number | null): Promise<Model> {
    return this.change(principal, id, 'model.shadow', (work, model) => {
      if (version === null && model.shadowVersion === null) throw wrongState('No version is on trial.');
      return this.promotion.shadow(work, model, version);
    });
  }

  /** All versions, newest first. @throws {DomainError} not-found */
  versions(principal: Principal, id: string): Promise<ModelVersionView[]> {
    return this.units.run(principal.tenants, async (work) => {
      await this.find(work, principal, id);
      const rows = await work.sql<VersionRow>(
        `select v.*, (select count(*)::int from model_detections d where d.tenant_id = v.tenant_id and d.model_id = v.model_id
           and d.version = v.version) as detections
         from (select tenant_id, model_id, version, state, reason, train_from, train_to, samples, excluded_labels, metrics,
           injected, summary, failure, created_at, trained_at from model_versions where model_id = ?) v
         order by v.version desc limit 500`,
        [id],
      );
      return rows.map(versionView);
    });
  }

  /** A model that the principal may do something with. @throws {DomainError} not-found, forbidden */
  async find(work: Work, principal: Principal, id: string, action: Action = 'read'): Promise<ModelRecord> {
    const [record] = await readModels(work, 'm.id = ?', [id], action === 'read' ? '' : 'for update of m');
    if (record === undefined || !allowed(principal, 'read', 'Model', { tenantId: record.tenantId }))
      throw notFound('model', id);
    assertAllowed(principal, action, 'Model', { tenantId: record.tenantId });
    return record;
  }

  view(record: ModelRecord): Model {
    return viewOf(record, this.tree.uidOf(record.tenantId));
  }

  private change(
    principal: Principal,
    id: string,
    action: string,
    change: (work: Work, model: ModelRecord) => Promise<void>,
  ): Promise<Model> {
    return this.units.run(principal.tenants, async (work) => {
      const before = await this.find(work, principal, id, 'update');
      await change(work, before);
      return this.changed(work, principal, before, action);
    });
  }

  private async changed(work: Work, principal: Principal, before: ModelRecord, action: string): Promise<Model> {
    await work.sql(`update models set version = version + 1, updated_at = now() where id = ?`, [before.id]);
    const after = this.view(await this.find(work, principal, before.id));
    this.note(work, before, action, this.view(before), after);
    return after;
  }

  private note(
    work: Work,
    { tenantId, id }: ModelRecord,
    action: string,
    before: Model | null,
    after: Model | null,
  ): void {
    this.trail.record(work, {
      action,
      objectType: 'Model',
      objectId: id,
      tenantId,
      before: before && essence(before),
      after: after && essence(after),
    });
  }
}

/** What changes by somebody's doing. */
function essence({
  scope,
  activeVersion,
  shadowVersion,
  retrain,
  windowDays,
  daysPerFalseAlarm,
  priority,
  holidays,
  training,
}: Model) {
  const { state, version } = training;
  return {
    scope: { kind: scope.kind, id: scope.id, code: scope.code },
    activeVersion,
    shadowVersion,
    retrain,
    windowDays,
    daysPerFalseAlarm,
    priority,
    holidays,
    training: { state, version },
  };
}

/** @throws {DomainError} invalid when the span is empty or lies ahead */
function spanOf({ trainFrom, trainTo }: TrainModel, windowDays: number): { fromMs: number; toMs: number } {
  const now = systemClock.now();
  const toMs = trainTo === undefined ? now : Math.min(Date.parse(trainTo), now);
  const fromMs = trainFrom === undefined ? toMs - windowDays * 86_400_000 : Date.parse(trainFrom);
  if (fromMs >= toMs) throw invalidInput([{ pointer: '/trainFrom', detail: 'must lie before the end of the span' }]);
  if (toMs - fromMs > 1_100 * 86_400_000)
    throw invalidInput([{ pointer: '/trainFrom', detail: 'the span is longer than 1100 days' }]);
  return { fromMs, toMs };
}
