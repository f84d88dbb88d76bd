import type { Principal } from '@app/access';
import { AlertReadModel, alertRights, filterConditions, type SqlCondition } from '@app/alerts';
import type { AlertGroup, AlertGroupList, AlertGroupsQuery } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import { eventsById } from './event.read-model';

type Reader = Pick<Principal, 'ability' | 'tenants'>;

interface GroupRow {
  id: string;
  event_id: string | null;
  alert_id: string;
  alarms: number;
  unacknowledged: number;
  first: Date | string;
  last: Date | string;
}

const RANK = `array_position(array['critical', 'high', 'medium', 'low'], a.priority)`;
const TABLES = `from alerts a join sensors s on s.tenant_id = a.tenant_id and s.id = a.sensor_id join tenants t on t.id = a.tenant_id
  left join event_alerts ea on ea.tenant_id = a.tenant_id and ea.alert_id = a.id`;
const sortColumns: Readonly<Record<string, readonly [ascending: string, descending: string]>> = {
  priority: [`min(${RANK})`, `max(${RANK})`],
  raisedAt: ['min(a.raised_at)', 'max(a.raised_at)'],
};

/** The alarm list by cause: one line an event, alarms without one by themselves. */
@Injectable()
export class AlertGroupReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly alerts: AlertReadModel,
  ) {}

  /** One page of groups of the alerts that fit a query. */
  async list(reader: Reader, query: AlertGroupsQuery): Promise<AlertGroupList> {
    const empty = { data: [], page: { number: query.page, size: query.pageSize, total: 0 } };
    const rights = alertRights(reader);
    if (rights === null) return empty;
    const conditions: SqlCondition[] = [rights, ...filterConditions(query)];
    const where = conditions.map(({ sql }) => `(${sql})`).join(' and ');
    const parameters = conditions.flatMap((condition) => condition.parameters);
    return this.units.run(reader.tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(distinct coalesce(ea.event_id, a.id))::int as total ${TABLES} where ${where}`,
        parameters,
      );
      const rows = await work.sql<GroupRow>(
        `select coalesce(ea.event_id, a.id) as id, ea.event_id, (array_agg(a.id order by ${RANK}, a.raised_at desc, a.id))[1] as alert_id,
           count(*)::int as alarms, (count(*) filter (where a.state in ('active_unacked', 'cleared_unacked')))::int as unacknowledged,
           min(a.raised_at) as first, max(a.raised_at) as last
         ${TABLES} where ${where} group by 1, 2 order by ${order(query)} limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return {
        data: await this.groupsOf(work, reader, rows),
        page: { ...empty.page, total: count?.total ?? 0 },
      };
    });
  }

  private async groupsOf(work: Work, reader: Reader, rows: readonly GroupRow[]): Promise<AlertGroup[]> {
    const worst = await this.alerts.within(
      work,
      reader,
      rows.map((row) => row.alert_id),
    );
    const alerts = new Map(worst.map((alert) => [alert.id, alert]));
    const events = await eventsById(
      work,
      rows.flatMap((row) => row.event_id ?? []),
    );
    return rows.flatMap((row) => {
      const alert = alerts.get(row.alert_id);
      if (alert === undefined) return [];
      return {
        id: row.id,
        event: events.get(row.event_id ?? '') ?? null,
        alert,
        alarms: row.alarms,
        unacknowledged: row.unacknowledged,
        firstRaisedAt: new Date(row.first).toISOString(),
        lastRaisedAt: new Date(row.last).toISOString(),
      };
    });
  }
}

/** As asked, then the newest alarm first, then by id so that pages never overlap. */
function order(query: AlertGroupsQuery): string {
  const asked = (query.sort ?? []).flatMap(({ field, descending }) => {
    const column = sortColumns[field];
    return column === undefined ? [] : [descending ? `${column[1]} desc` : `${column[0]} asc`];
  });
  return [...asked, 'max(a.raised_at) desc', '1 desc'].join(', ');
}
