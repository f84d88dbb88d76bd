import { type Principal, assertAllowed } from '@app/access';
import { AlertReadModel } from '@app/alerts';
import { AuditTrail } from '@app/audit';
import type { AlertFeedback, AlertFeedbackInput, Feedback, SpanFeedbackInput } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { invalidInput } from '@app/http';
import { Outbox } from '@app/jobs';
import { systemClock, uuidv7 } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { iso } from './model-version';
import { ModelsService } from './models.service';

/** Job that measures the versions of a model on what operators said. */
export const MEASURE_MODEL = 'models.measure';

interface Row {
  id: string;
  sensor_id: string | null;
  zone_id: string | null;
  alert_id: string | null;
  from_at: string;
  to_at: string;
  real: boolean;
  note: string | null;
  by_name: string;
  created_at: string;
}

interface Said {
  tenantId: number;
  sensorId: string | null;
  zoneId: string | null;
  alertId: string | null;
  from: string;
  to: string;
  verdict: 'true' | 'false';
  note: string | null;
}

/** What operators say of alarms: it labels stretches of time for training and for measuring. */
@Injectable()
export class FeedbackService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly trail: AuditTrail,
    private readonly outbox: Outbox,
    private readonly alerts: AlertReadModel,
    private readonly models: ModelsService,
  ) {}

  /**
   * Says whether an alarm was a true one; saying it again replaces what was said. The stretch reaches from the raising to
   * the clearing, or to now.
   * @throws {DomainError} not-found, forbidden
   */
  onAlert(principal: Principal, alertId: string, input: AlertFeedbackInput): Promise<AlertFeedback> {
    return this.units.run(principal.tenants, async (work) => {
      const { alert, tenantId } = await this.alert(work, principal, alertId);
      assertAllowed(principal, 'acknowledge', 'Alert', { ...alert, tenantId, ownerId: alert.owner?.id ?? null });
      const end = alert.clearedAt ?? new Date(systemClock.now()).toISOString();
      const feedback = await this.store(work, principal, {
        tenantId,
        sensorId: alert.sensorId,
        zoneId: null,
        alertId,
        from: alert.raisedAt,
        to: end < alert.raisedAt ? alert.raisedAt : end,
        verdict: input.verdict,
        note: input.note ?? null,
      });
      return { feedback };
    });
  }

  /** What was said of an alarm. @throws {DomainError} not-found */
  ofAlert(principal: Principal, alertId: string): Promise<AlertFeedback> {
    return this.units.run(principal.tenants, async (work) => {
      await this.alert(work, principal, alertId);
      const [row] = await work.sql<Row>(`select * from model_feedback where alert_id = ?`, [alertId]);
      return { feedback: row === undefined ? null : view(row) };
    });
  }

  /** Says of a stretch of time whether something was wrong with the sensor or zone of a model. @throws {DomainError} not-found, forbidden, invalid */
  onSpan(principal: Principal, modelId: string, input: SpanFeedbackInput): Promise<Feedback> {
    if (Date.parse(input.to) < Date.parse(input.from))
      throw invalidInput([{ pointer: '/to', detail: 'must not lie before from' }]);
    return this.units.run(principal.tenants, async (work) => {
      const model = await this.models.find(work, principal, modelId);
      assertAllowed(principal, 'acknowledge', 'Alert', { tenantId: model.tenantId });
      return this.store(work, principal, {
        tenantId: model.tenantId,
        sensorId: model.kind === 'sensor' ? model.scopeId : null,
        zoneId: model.kind === 'zone' ? model.scopeId : null,
        alertId: null,
        from: input.from,
        to: input.to,
        verdict: input.verdict,
        note: input.note ?? null,
      });
    });
  }

  /** What was said of the sensor or zone of a model, newest first. @throws {DomainError} not-found */
  ofModel(principal: Principal, modelId: string): Promise<Feedback[]> {
    return this.units.run(principal.tenants, async (work) => {
      const model = await this.models.find(work, principal, modelId);
      const rows = await work.sql<Row>(
        `select * from model_feedback where tenant_id = ? and (sensor_id = ?::uuid or zone_id = ?::uuid
           or sensor_id in (select id from sensors where tenant_id = ? and zone_id = ?::uuid))
         order by from_at desc limit 500`,
        [model.tenantId, model.scopeId, model.scopeId, model.tenantId, model.scopeId],
      );
      return rows.map(view);
    });
  }

  private async alert(work: Work, principal: Principal, id: string) {
    const [alert] = await this.alerts.within(work, principal, [id]);
    const tenantId = alert === undefined ? undefined : this.tree.idOf(alert.municipalityId);
    // Throws as for every alert that cannot be seen.
    if (alert === undefined || tenantId === undefined)
      return { alert: await this.alerts.one(principal, id), tenantId: 0 };
    return { alert, tenantId };
  }

  private async store(work: Work, principal: Principal, said: Said): Promise<Feedback> {
    const { tenantId } = said;
    const [row] = await work.sql<Row>(
      `insert into model_feedback (tenant_id, id, sensor_id, zone_id, alert_id, from_at, to_at, real, note, by_id, by_name)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, alert_id) do update set to_at = excluded.to_at, real = excluded.real, note = excluded.note,
         by_id = excluded.by_id, by_name = excluded.by_name, created_at = now()
       returning *`,
      [
        tenantId,
        uuidv7(),
        said.sensorId,
        said.zoneId,
        said.alertId,
        said.from,
        said.to,
        said.verdict === 'true',
        said.note,
        principal.id,
        principal.name,
      ],
    );
    const feedback = view(row as Row);
    this.trail.record(work, {
      action: 'alert.feedback',
      objectType: said.alertId === null ? 'Feedback' : 'Alert',
      objectId: said.alertId ?? feedback.id,
      tenantId,
      after: feedback,
    });
    const models = await work.sql<{ id: string }>(
      `select id from models where tenant_id = ? and latest_version is not null and (sensor_id = ?::uuid or zone_id = ?::uuid
         or zone_id = (select zone_id from sensors where tenant_id = ? and id = ?::uuid))`,
      [tenantId, said.sensorId, said.zoneId, tenantId, said.sensorId],
    );
    for (const { id } of models) await this.outbox.enqueue(work, tenantId, MEASURE_MODEL, { tenantId, id });
    return feedback;
  }
}

function view(row: Row): Feedback {
  return {
    id: row.id,
    sensorId: row.sensor_id,
    zoneId: row.zone_id,
    alertId: row.alert_id,
    from: iso(row.from_at),
    to: iso(row.to_at),
    verdict: row.real ? 'true' : 'false',
    note: row.note,
    by: row.by_name,
    createdAt: iso(row.created_at),
  };
}
