import type { AlertCounts, Overview, OverviewMunicipality } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { Injectable } from '@nestjs/common';

interface MunicipalityRow {
  id: string;
  name: string;
  lon: number;
  lat: number;
  sensors_total: number;
  sensors_reporting: number;
  devices_total: number;
  devices_online: number;
  critical: number;
  high: number;
  medium: number;
  low: number;
  unacknowledged: number;
}

const priorities = ['critical', 'high', 'medium', 'low'] as const;

/** One pass over each table of the tenants in scope; row security keeps the rest out. */
const perMunicipality = `
  with sensing as (
    select s.tenant_id, count(*)::int as total,
      count(*) filter (where l.time > now() - make_interval(secs => 3 * s.interval_s))::int as reporting
    from sensors s left join sensor_latest l on l.tenant_id = s.tenant_id and l.sensor_id = s.number
    where s.status = 'active' group by 1
  ), dialling as (
    select tenant_id, count(*)::int as total, count(*) filter (where online)::int as online
    from devices where status = 'active' group by 1
  ), alarming as (
    select tenant_id,
      count(*) filter (where priority = 'critical')::int as critical, count(*) filter (where priority = 'high')::int as high,
      count(*) filter (where priority = 'medium')::int as medium, count(*) filter (where priority = 'low')::int as low,
      count(*) filter (where state in ('active_unacked', 'cleared_unacked'))::int as unacknowledged
    from alerts
    where state <> 'normal' and not historical and not suppressed and not out_of_service
      and not one_shot_shelved and (shelved_until is null or shelved_until < now())
    group by 1
  )
  select m.id, m.name, st_x(m.center) as lon, st_y(m.center) as lat,
    coalesce(s.total, 0) as sensors_total, coalesce(s.reporting, 0) as sensors_reporting,
    coalesce(d.total, 0) as devices_total, coalesce(d.online, 0) as devices_online,
    coalesce(a.critical, 0) as critical, coalesce(a.high, 0) as high, coalesce(a.medium, 0) as medium, coalesce(a.low, 0) as low,
    coalesce(a.unacknowledged, 0) as unacknowledged
  from municipalities m
    left join sensing s using (tenant_id) left join dialling d using (tenant_id) left join alarming a using (tenant_id)
  order by critical desc, high desc, medium desc, low desc, m.name`;

const alarmsByHour = `
  select h.hour, count(a.id)::int as count
  from generate_series(date_trunc('hour', now(), 'UTC') - interval '23 hours', date_trunc('hour', now(), 'UTC'), interval '1 hour') as h (hour)
    left join alerts a on a.raised_at >= h.hour and a.raised_at < h.hour + interval '1 hour' and not a.historical
  group by 1 order by 1`;

const readingsByMinute = `
  select t.minute, coalesce(sum(l.stored), 0)::int as count
  from generate_series(date_trunc('minute', now(), 'UTC') - interval '59 minutes', date_trunc('minute', now(), 'UTC'), interval '1 minute') as t (minute)
    left join device_ledger l on l.minute = t.minute
  group by 1 order by 1`;

/** The figures of the first screen. */
@Injectable()
export class OverviewReadModel {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param tenants - what the caller sees, or the part of it that was asked for */
  read(tenants: readonly number[]): Promise<Overview> {
    return this.unitOfWork.run(tenants, async (work) => {
      const rows = await work.sql<MunicipalityRow>(perMunicipality);
      const readingTrend = await trend(work, readingsByMinute, 'minute');
      const sum = (pick: (row: MunicipalityRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
      const whole = readingTrend.slice(-6, -1);
      return {
        figures: {
          sensorsTotal: sum((row) => row.sensors_total),
          sensorsReporting: sum((row) => row.sensors_reporting),
          alerts: {
            critical: sum((r) => r.critical),
            high: sum((r) => r.high),
            medium: sum((r) => r.medium),
            low: sum((r) => r.low),
          },
          unacknowledged: sum((row) => row.unacknowledged),
          devicesTotal: sum((row) => row.devices_total),
          devicesOnline: sum((row) => row.devices_online),
          readingsPerMinute: whole.reduce((total, { count }) => total + count, 0) / whole.length,
        },
        municipalities: rows.map(municipality),
        alarmTrend: await trend(work, alarmsByHour, 'hour'),
        readingTrend,
      };
    });
  }
}

function municipality(row: MunicipalityRow): OverviewMunicipality {
  const alerts: AlertCounts = { critical: row.critical, high: row.high, medium: row.medium, low: row.low };
  return {
    id: row.id,
    name: row.name,
    center: { lon: row.lon, lat: row.lat },
    sensorsTotal: row.sensors_total,
    sensorsReporting: row.sensors_reporting,
    alerts,
    worstPriority: priorities.find((priority) => alerts[priority] > 0) ?? null,
  };
}

async function trend<Unit extends 'hour' | 'minute'>(
  work: Work,
  query: string,
  unit: Unit,
): Promise<(Record<Unit, string> & { count: number })[]> {
  const rows = await work.sql<Record<string, string | Date> & { count: number }>(query);
  return rows.map(
    (row) =>
      ({ [unit]: new Date(row[unit] as string).toISOString(), count: row.count }) as Record<Unit, string> & {
        count: number;
      },
  );
}
