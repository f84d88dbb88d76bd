import { conditionFor, type Principal } from '@app/access';
import type {
  Alert,
  AlertList,
  AlertsQuery,
  AlertSummary,
  AlertTransitionList,
  AlertTransitionsQuery,
} from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { notFound } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { filterConditions, orderBy } from './alert-query';
import { alertFromRow, ALERT_VIEW, isoTime, type AlertViewRow } from './alert.mapping';
import { RULE_COLUMNS } from './alert.policy';
import { ruleToSql, type SqlCondition } from './rule-condition';

type Reader = Pick<Principal, 'ability' | 'tenants'>;

interface TransitionRow {
  seq: number;
  at: string | Date;
  event: string;
  from_state: Alert['state'];
  to_state: Alert['state'];
  actor_id: string | null;
  actor_name: string | null;
  detail: Record<string, unknown>;
}

const announced = `a.state <> 'normal' and not a.historical and a.shelved_until is null and not a.suppressed and not a.out_of_service`;
const byPriority = (condition: string) =>
  `jsonb_build_object(${['critical', 'high', 'medium', 'low']
    .map((priority) => `'${priority}', count(*) filter (where a.priority = '${priority}' and ${condition})`)
    .join(', ')})`;

/** Alarms for screens, for the live stream and for other modules. Reads only, and only what the reader may see. */
@Injectable()
export class AlertReadModel {
  constructor(private readonly units: UnitOfWork) {}

  /** One page of the alerts that fit a query. */
  async list(reader: Reader, query: AlertsQuery): Promise<AlertList> {
    const empty = { data: [], page: { number: query.page, size: query.pageSize, total: 0 } };
    const rights = alertRights(reader);
    if (rights === null) return empty;
    const { sql: where, parameters } = allOf([rights, ...filterConditions(query)]);
    return this.units.run(reader.tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from alerts a join sensors s on s.tenant_id = a.tenant_id and s.id = a.sensor_id
         join tenants t on t.id = a.tenant_id where ${where}`,
        parameters,
      );
      const rows = await work.sql<AlertViewRow>(
        `select ${ALERT_VIEW} where ${where} order by ${orderBy(query)} limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return { ...empty, data: rows.map(alertFromRow), page: { ...empty.page, total: count?.total ?? 0 } };
    });
  }

  /** @throws {DomainError} of kind `not-found` for an alert that does not exist or is not visible */
  async one(reader: Reader, id: string): Promise<Alert> {
    const [found] = await this.byIds(reader, [id]);
    if (found === undefined) throw notFound('alert', id);
    return found;
  }

  /** The alerts with these ids that the reader may see, in no particular order. */
  async byIds(reader: Reader, ids: readonly string[]): Promise<Alert[]> {
    if (ids.length === 0) return [];
    return this.units.run(reader.tenants, (work) => this.within(work, reader, ids));
  }

  /** As {@link byIds}, in a transaction of the caller: sees what it has changed. */
  async within(work: Work, reader: Pick<Principal, 'ability'>, ids: readonly string[]): Promise<Alert[]> {
    const rights = alertRights(reader);
    if (rights === null || ids.length === 0) return [];
    const rows = await work.sql<AlertViewRow>(`select ${ALERT_VIEW} where a.id = any (?::uuid[]) and ${rights.sql}`, [
      `{${ids.join(',')}}`,
      ...rights.parameters,
    ]);
    return rows.map(alertFromRow);
  }

  /**
   * Counts of open alerts.
   * @param tenants - part of the reader's tenants to count in
   */
  async summary(reader: Reader, tenants: readonly number[]): Promise<AlertSummary> {
    const rights = alertRights(reader) ?? { sql: 'false', parameters: [] };
    return this.units.run(tenants, async (work) => {
      const [row] = await work.sql<{ summary: AlertSummary }>(
        `select jsonb_build_object(
           'open', ${byPriority(announced)},
           'unacknowledged', ${byPriority(`${announced} and a.state in ('active_unacked', 'cleared_unacked')`)},
           'shelved', count(*) filter (where a.state <> 'normal' and a.shelved_until is not null),
           'suppressed', count(*) filter (where a.state <> 'normal' and a.suppressed),
           'outOfService', count(*) filter (where a.state <> 'normal' and a.out_of_service),
           'raisedLastHour', count(*) filter (where a.raised_at > now() - interval '1 hour')) as summary
         from alerts a where not a.historical and (a.state <> 'normal' or a.raised_at > now() - interval '1 hour')
           and ${rights.sql}`,
        rights.parameters,
      );
      return (row as { summary: AlertSummary }).summary;
    });
  }

  /**
   * What happened to an alert, newest first.
   * @throws {DomainError} of kind `not-found`
   */
  async transitions(reader: Reader, id: string, query: AlertTransitionsQuery): Promise<AlertTransitionList> {
    return this.units.run(reader.tenants, async (work) => {
      const [visible] = await this.within(work, reader, [id]);
      if (visible === undefined) throw notFound('alert', id);
      const rows = await work.sql<TransitionRow>(
        `select seq, at, event, from_state, to_state, actor_id, actor_name, detail from alert_transitions
         where alert_id = ? and seq < ? order by seq desc limit ?`,
        [id, query.cursor ?? 2_147_483_647, query.limit + 1],
      );
      const shown = rows.slice(0, query.limit);
      const next = rows.length > query.limit ? String(shown.at(-1)?.seq) : null;
      return { data: shown.map(transitionFromRow), page: { next } };
    });
  }
}

/** Which alerts (`a`) a reader may see, as SQL; null: none. */
export function alertRights(reader: Pick<Principal, 'ability'>): SqlCondition | null {
  const condition = conditionFor(reader, 'read', 'Alert');
  return condition === null ? null : ruleToSql(condition as object, RULE_COLUMNS);
}

function allOf(conditions: readonly SqlCondition[]): SqlCondition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' and '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

function transitionFromRow(row: TransitionRow): AlertTransitionList['data'][number] {
  return {
    seq: row.seq,
    at: isoTime(row.at),
    event: row.event,
    from: row.from_state,
    to: row.to_state,
    actor: row.actor_name === null ? null : { id: row.actor_id, name: row.actor_name },
    detail: row.detail,
  };
}
