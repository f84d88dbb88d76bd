import { UnitOfWork, type Work } from '@app/database';
import { systemClock, uuidv7 } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { type Finding, gather, type Group, rankHypotheses, relationLimits } from './core';
import { NetworkStore, type Places } from './network.store';

interface AlarmRow {
  tenant_id: number;
  event_id: string | null;
  alert_id: string;
  sensor_id: string;
  device_id: string | null;
  asset_id: string | null;
  zone_id: string | null;
  kind: string;
  limit_name: string;
  quantity: string;
  priority: Finding['priority'];
  value: number | null;
  limit_value: number | null;
  raised_ms: number;
  cleared_ms: number | null;
  lon: number | null;
  lat: number | null;
}

/** Alarms put into events in one transaction at most: each may open an event, and others wait for locks no longer than some seconds. */
const BATCH = 200;
/** Alarms of an event that a new one is compared with, newest first: an event of thousands costs no more than one of these. */
const COMPARED = 200;
/** The same of all events of a municipality together. */
const MOST_COMPARED = 20_000;
/** Alarms made within this time are looked for each time, all that may still lack an event only so often, ms. */
const RECENT_MS = 3_600_000;
const WHOLE_LOOK_MS = 600_000;
/** Any number that nothing else locks by. */
const LOCK = 4_815_084;

const ALARM = `a.tenant_id, a.id as alert_id, a.sensor_id, s.device_id, s.asset_id, s.zone_id, a.kind, a.limit_name, s.quantity,
  a.priority, a.value, a.limit_value, (extract(epoch from a.raised_at) * 1000)::float8 as raised_ms,
  (extract(epoch from a.cleared_at) * 1000)::float8 as cleared_ms, st_x(s.location) as lon, st_y(s.location) as lat`;
const JOINED = `join sensors s on s.tenant_id = a.tenant_id and s.id = a.sensor_id`;

/** Brings alarms of one cause together into events, and keeps the events true while their alarms clear. */
@Injectable()
export class Correlator {
  private lookedAtAll = Number.NEGATIVE_INFINITY;
  private readonly networks = new NetworkStore();

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /**
   * Puts all alarms without event into events and ends events whose conditions are over. One at a time over all
   * processes; running it again changes nothing.
   * @param now - Unix ms
   * @returns events that were made, grown, shrunk or ended
   */
  async run(now: number): Promise<number> {
    let changed = 0;
    const started = systemClock.now();
    const isWhole = started - this.lookedAtAll >= WHOLE_LOOK_MS;
    for (;;) {
      const { taken, count } = await this.units.run(this.tree.all(), async (work) => {
        const [lock] = await work.sql<{ free: boolean }>('select pg_try_advisory_xact_lock(?) as free', [LOCK]);
        if (lock === undefined || !lock.free) return { taken: 0, count: 0 };
        const fresh = await withoutEvent(work, isWhole ? 0 : started - RECENT_MS);
        return {
          taken: fresh.length,
          count:
            (isWhole ? await this.recount(work, now) : 0) +
            (await this.gatherFresh(work, fresh, now)) +
            (await this.settle(work, now)),
        };
      });
      changed += count;
      if (taken < BATCH && count < BATCH) break;
    }
    if (isWhole) this.lookedAtAll = started;
    return changed;
  }

  private async gatherFresh(work: Work, fresh: readonly AlarmRow[], now: number): Promise<number> {
    let count = 0;
    for (const tenantId of new Set(fresh.map((row) => row.tenant_id))) {
      const places = await this.networks.placesOf(work, tenantId);
      const own = fresh.filter((row) => row.tenant_id === tenantId).map((row) => findingOf(row, places));
      const since = Math.min(...own.map(({ raisedAt }) => raisedAt));
      const groups = gather(await growing(work, tenantId, since, places), own, places.network);
      for (const group of groups) await write(work, tenantId, group, own, now);
      count += groups.length;
    }
    return count;
  }

  /** Ends events whose alarms have all cleared, with the cause judged anew: how long it took says something about it. */
  private async settle(work: Work, now: number): Promise<number> {
    // Two plain looks: a join of all of this is planned by what the tables held before a storm of alarms, and takes minutes.
    const going = await work.sql<{ event_id: string }>(
      `select distinct ea.event_id from alerts a join event_alerts ea on ea.tenant_id = a.tenant_id and ea.alert_id = a.id
       where a.condition_active and not a.out_of_service`,
    );
    const goesOn = new Set(going.map(({ event_id: id }) => id));
    const open = await work.sql<{ tenant_id: number; id: string }>(
      `select tenant_id, id from events where ended_at is null order by tenant_id, id`,
    );
    const over = open.filter(({ id }) => !goesOn.has(id)).slice(0, BATCH);
    for (const { tenant_id: tenantId, id } of over) {
      const findings = await findingsOf(work, tenantId, id);
      if (findings.length === 0) await work.sql('delete from events where tenant_id = ? and id = ?', [tenantId, id]);
      else {
        const ended = Math.max(...findings.map(({ clearedAt, raisedAt }) => clearedAt ?? raisedAt));
        await judge(work, tenantId, id, findings, now, ended);
      }
    }
    return over.length;
  }

  /** Judges events anew that have lost alarms: with a sensor its alarms go. Those that have none left go as well. */
  private async recount(work: Work, now: number): Promise<number> {
    const shrunk = await work.sql<{ tenant_id: number; id: string; ended_ms: number | null }>(
      `select e.tenant_id, e.id, (extract(epoch from e.ended_at) * 1000)::float8 as ended_ms from events e
       left join (select tenant_id, event_id, count(*)::int as alarms from event_alerts group by tenant_id, event_id) m
         on m.tenant_id = e.tenant_id and m.event_id = e.id
       where e.alarms <> coalesce(m.alarms, 0) order by e.tenant_id, e.id limit ?`,
      [BATCH],
    );
    for (const { tenant_id: tenantId, id, ended_ms: endedAt } of shrunk) {
      const findings = await findingsOf(work, tenantId, id);
      if (findings.length === 0) await work.sql('delete from events where tenant_id = ? and id = ?', [tenantId, id]);
      else await judge(work, tenantId, id, findings, now, endedAt);
    }
    return shrunk.length;
  }
}

/** The newest alarms of an event. */
async function findingsOf(work: Work, tenantId: number, id: string): Promise<Finding[]> {
  const rows = await work.sql<AlarmRow>(
    `select ${ALARM} from event_alerts ea join alerts a on a.tenant_id = ea.tenant_id and a.id = ea.alert_id ${JOINED}
     where ea.tenant_id = ? and ea.event_id = ? order by a.raised_at desc limit ?`,
    [tenantId, id, COMPARED],
  );
  return rows.map((row) => findingOf(row));
}

/** @param madeSince - Unix ms; ids of alarms rise with time (UUID version 7, RFC 9562) */
function withoutEvent(work: Work, madeSince: number): Promise<AlarmRow[]> {
  const hex = madeSince.toString(16).padStart(12, '0');
  return work.sql<AlarmRow>(
    `select ${ALARM}, null as event_id from alerts a ${JOINED}
     where not a.historical and a.id >= ?::uuid and a.raised_at > now() - interval '7 days'
       and not exists (select from event_alerts ea where ea.tenant_id = a.tenant_id and ea.alert_id = a.id)
     order by a.raised_at, a.id limit ?`,
    [`${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`, BATCH],
  );
}

/** Events that alarms raised since then may belong to. */
async function growing(work: Work, tenantId: number, since: number, places: Places): Promise<Group[]> {
  const events = await work.sql<{ id: string }>(
    `select id from events where tenant_id = ? and (ended_at is null or ended_at > to_timestamp(?) or last_at > to_timestamp(?))`,
    [tenantId, (since - relationLimits.windowMs) / 1_000, (since - relationLimits.leakMs) / 1_000],
  );
  // One plain join: looked up event by event, a storm of alarms would take minutes where the planner knows no better.
  const rows = await work.sql<AlarmRow>(
    `select ${ALARM}, ea.event_id from event_alerts ea
     join alerts a on a.tenant_id = ea.tenant_id and a.id = ea.alert_id ${JOINED}
     where ea.tenant_id = ? and ea.event_id = any (?::uuid[]) order by a.raised_at desc, a.id limit ?`,
    [tenantId, `{${events.map(({ id }) => id).join(',')}}`, MOST_COMPARED],
  );
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const id = row.event_id as string;
    const group = groups.get(id) ?? { id, findings: [] };
    if (group.findings.length < COMPARED) group.findings.push(findingOf(row, places));
    groups.set(id, group);
  }
  return [...groups.values()];
}

async function write(
  work: Work,
  tenantId: number,
  group: Group,
  fresh: readonly Finding[],
  now: number,
): Promise<void> {
  const { findings } = group;
  const gained = findings.filter((finding) => fresh.includes(finding));
  const id = group.id ?? uuidv7();
  if (group.id === null) {
    const first = Math.min(...findings.map(({ raisedAt }) => raisedAt));
    await work.sql(
      `insert into events (tenant_id, id, priority, hypothesis, confidence, hypotheses, alarms, sensors, started_at, last_at)
       values (?, ?, 'low', 'unknown', 0, '[]', 0, 0, to_timestamp(?), to_timestamp(?))`,
      [tenantId, id, first / 1_000, first / 1_000],
    );
  }
  await work.sql(
    `insert into event_alerts (tenant_id, event_id, alert_id) select ?, ?, unnest(?::uuid[]) on conflict do nothing`,
    [tenantId, id, `{${gained.map(({ alertId }) => alertId).join(',')}}`],
  );
  await judge(work, tenantId, id, findings, now, null);
}

/** Writes what an event's alarms say now. @param endedAt - Unix ms; null: goes on */
async function judge(
  work: Work,
  tenantId: number,
  id: string,
  findings: readonly Finding[],
  now: number,
  endedAt: number | null,
): Promise<void> {
  const hypotheses = rankHypotheses(findings, now);
  const [best] = hypotheses;
  await work.sql(
    `update events e set priority = m.priority, hypothesis = ?, confidence = ?, hypotheses = ?::jsonb, ended_at = to_timestamp(?),
       zone_id = ?, alarms = m.alarms, sensors = m.sensors, location = m.middle, last_at = m.last, version = version + 1,
       updated_at = now()
     from (select count(*)::int as alarms, count(distinct a.sensor_id)::int as sensors, max(a.raised_at) as last,
         (array['critical', 'high', 'medium', 'low'])[min(array_position(array['critical', 'high', 'medium', 'low'], a.priority))] as priority,
         st_centroid(st_collect(s.location)) as middle
       from event_alerts ea join alerts a on a.tenant_id = ea.tenant_id and a.id = ea.alert_id ${JOINED}
       where ea.tenant_id = ? and ea.event_id = ?) m
     where e.tenant_id = ? and e.id = ?`,
    [
      best?.kind ?? 'unknown',
      best?.confidence ?? 0,
      JSON.stringify(hypotheses),
      endedAt === null ? null : endedAt / 1_000,
      commonZone(findings),
      tenantId,
      id,
      tenantId,
      id,
    ],
  );
}

/** The zone that most alarms lie in; null when none has one. */
function commonZone(findings: readonly Finding[]): string | null {
  const counts = new Map<string, number>();
  for (const { zoneId } of findings) if (zoneId !== null) counts.set(zoneId, (counts.get(zoneId) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}

/** @param places - left out where it does not matter where the sensor sits */
function findingOf(row: AlarmRow, places?: Places): Finding {
  return {
    alertId: row.alert_id,
    sensorId: row.sensor_id,
    deviceId: row.device_id,
    assetId: row.asset_id,
    zoneId: row.zone_id,
    elementId: places?.elementOf(row.sensor_id, row.asset_id) ?? null,
    kind: row.kind,
    limitName: row.limit_name,
    quantity: row.quantity,
    priority: row.priority,
    value: row.value,
    limit: row.limit_value,
    raisedAt: row.raised_ms,
    clearedAt: row.cleared_ms,
    lon: row.lon,
    lat: row.lat,
  };
}
