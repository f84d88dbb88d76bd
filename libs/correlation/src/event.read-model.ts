import { conditionFor, type Principal } from '@app/access';
import { AlertReadModel, alertRights, type SqlCondition } from '@app/alerts';
import type { CorrelatedEvent, EventDetail, EventList, EventQuery } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { notFound } from '@app/kernel';
import { Injectable } from '@nestjs/common';

type Reader = Pick<Principal, 'ability' | 'tenants'>;

interface EventRow {
  id: string;
  municipality_id: string;
  zone_id: string | null;
  zone_name: string | null;
  priority: CorrelatedEvent['priority'];
  hypothesis: CorrelatedEvent['hypothesis'];
  confidence: number;
  hypotheses: CorrelatedEvent['hypotheses'];
  confirmed: CorrelatedEvent['confirmed'];
  confirmed_by: string | null;
  confirmed_at: Date | string | null;
  note: string | null;
  alarms: number;
  sensors: number;
  lon: number | null;
  lat: number | null;
  started_at: Date | string;
  last_at: Date | string;
  ended_at: Date | string | null;
  version: number;
}

const VIEW = `e.id, t.uid as municipality_id, e.zone_id, z.name as zone_name, e.priority, e.hypothesis, e.confidence, e.hypotheses,
  e.confirmed, e.confirmed_by, e.confirmed_at, e.note, e.alarms, e.sensors, st_x(e.location) as lon, st_y(e.location) as lat,
  e.started_at, e.last_at, e.ended_at, e.version`;
const TABLES = `from events e join tenants t on t.id = e.tenant_id left join zones z on z.tenant_id = e.tenant_id and z.id = e.zone_id`;
const sortColumns: Readonly<Record<string, string>> = {
  startedAt: 'e.started_at',
  endedAt: 'e.ended_at',
  lastAt: 'e.last_at',
  priority: `array_position(array['critical', 'high', 'medium', 'low'], e.priority)`,
  alarms: 'e.alarms',
  confidence: 'e.confidence',
};
/** Alarms shown with an event at most, oldest first. */
const MOST_ALERTS = 500;

/** Events for screens. An event is seen by whoever may see one of its alarms. */
@Injectable()
export class EventReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly alerts: AlertReadModel,
  ) {}

  /** One page of the events that fit a query. */
  async list(reader: Reader, query: EventQuery): Promise<EventList> {
    const empty = { data: [], page: { number: query.page, size: query.pageSize, total: 0 } };
    const rights = visible(reader);
    if (rights === null) return empty;
    const conditions = [rights, ...filters(query)];
    const where = conditions.map(({ sql }) => `(${sql})`).join(' and ');
    const parameters = conditions.flatMap((condition) => condition.parameters);
    return this.units.run(reader.tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total ${TABLES} where ${where}`,
        parameters,
      );
      const rows = await work.sql<EventRow>(
        `select ${VIEW} ${TABLES} where ${where} order by ${order(query)} limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return { ...empty, data: rows.map(eventFromRow), page: { ...empty.page, total: count?.total ?? 0 } };
    });
  }

  /** @throws {DomainError} of kind `not-found` for an event that does not exist or is not visible */
  one(reader: Reader, id: string): Promise<EventDetail> {
    return this.units.run(reader.tenants, (work) => this.within(work, reader, id));
  }

  /** As {@link one}, in a transaction of the caller. */
  async within(work: Work, reader: Reader, id: string): Promise<EventDetail> {
    const rights = visible(reader);
    const [row] =
      rights === null
        ? []
        : await work.sql<EventRow>(`select ${VIEW} ${TABLES} where e.id = ? and ${rights.sql}`, [
            id,
            ...rights.parameters,
          ]);
    if (row === undefined) throw notFound('event', id);
    const members = await work.sql<{ alert_id: string }>(
      `select ea.alert_id from event_alerts ea join alerts a on a.tenant_id = ea.tenant_id and a.id = ea.alert_id
       where ea.event_id = ? order by a.raised_at, a.id limit ?`,
      [id, MOST_ALERTS],
    );
    const alerts = await this.alerts.within(
      work,
      reader,
      members.map(({ alert_id: alertId }) => alertId),
    );
    return { ...eventFromRow(row), alerts: alerts.toSorted((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1)) };
  }
}

/** Events by id, whoever asks: the caller has made sure that one of their alarms may be seen. */
export async function eventsById(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, CorrelatedEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await work.sql<EventRow>(`select ${VIEW} ${TABLES} where e.id = any (?::uuid[])`, [
    `{${ids.join(',')}}`,
  ]);
  return new Map(rows.map((row) => [row.id, eventFromRow(row)]));
}

function visible(reader: Reader): SqlCondition | null {
  if (conditionFor(reader, 'read', 'Alert') === null) return null;
  const rights = alertRights(reader);
  if (rights === null) return null;
  return {
    sql: `exists (select from event_alerts ea join alerts a on a.tenant_id = ea.tenant_id and a.id = ea.alert_id
      where ea.tenant_id = e.tenant_id and ea.event_id = e.id and ${rights.sql})`,
    parameters: rights.parameters,
  };
}

function filters(query: EventQuery): SqlCondition[] {
  const conditions: SqlCondition[] = [];
  const add = (sql: string, ...parameters: unknown[]) => conditions.push({ sql, parameters });
  const among = (column: string, values: readonly unknown[] | undefined) => {
    if (values !== undefined) add(`${column} in (${values.map(() => '?').join(', ')})`, ...values);
  };
  if (query.open !== undefined) add(query.open ? 'e.ended_at is null' : 'e.ended_at is not null');
  among('t.uid', query.municipalityId);
  among('e.zone_id', query.zoneId);
  among('e.hypothesis', query.hypothesis);
  among('e.priority', query.priority);
  if (query.alertId !== undefined) {
    add(
      'exists (select from event_alerts m where m.tenant_id = e.tenant_id and m.event_id = e.id and m.alert_id = ?)',
      query.alertId,
    );
  }
  if (query.from !== undefined) add('e.started_at >= ?', query.from);
  if (query.to !== undefined) add('e.started_at < ?', query.to);
  for (const word of (query.q ?? '').split(/\s+/).filter((part) => part !== '')) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    add(`(z.name ilike ? or e.hypothesis ilike ? or e.note ilike ?)`, pattern, pattern, pattern);
  }
  return conditions;
}

/** As asked, then newest first. */
function order(query: EventQuery): string {
  const asked = (query.sort ?? []).flatMap(({ field, descending }) => {
    const column = sortColumns[field];
    return column === undefined ? [] : [`${column} ${descending ? 'desc nulls last' : 'asc nulls first'}`];
  });
  return [...asked, 'e.started_at desc', 'e.id desc'].join(', ');
}

function eventFromRow(row: EventRow): CorrelatedEvent {
  const iso = (value: Date | string) => new Date(value).toISOString();
  const maybe = (value: Date | string | null) => (value === null ? null : iso(value));
  return {
    id: row.id,
    municipalityId: row.municipality_id,
    zoneId: row.zone_id,
    zoneName: row.zone_name,
    priority: row.priority,
    hypothesis: row.hypothesis,
    confidence: row.confidence,
    hypotheses: row.hypotheses,
    confirmed: row.confirmed,
    confirmedBy: row.confirmed_by,
    confirmedAt: maybe(row.confirmed_at),
    note: row.note,
    alarms: row.alarms,
    sensors: row.sensors,
    location: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
    startedAt: iso(row.started_at),
    lastAt: iso(row.last_at),
    endedAt: maybe(row.ended_at),
    version: row.version,
  };
}
