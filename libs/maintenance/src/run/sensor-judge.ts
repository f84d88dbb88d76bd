import { UnitOfWork, type Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import { assessSensor, median, sensorConsequence } from '../core';
import { type RiskRow, replaceRisks } from './risk-rows';

/** Days of readings that are looked at. */
export const SENSOR_DAYS = 30;
const DAY_MS = 86_400_000;

interface SensorRow {
  id: string;
  number: number;
  quantity: string;
  zone_id: string | null;
  device_id: string | null;
  interval_s: number;
  thresholds: Record<string, number | null>;
  created_at: Date | string;
  silent_s: number | null;
  ahead_s: number | null;
  signal_dbm: number | null;
}

interface DayRow {
  sensor_id: number;
  day: number;
  count: number;
  flagged: number;
  middle: number;
}

/** Judges sensors by what they and their devices sent in the last {@link SENSOR_DAYS} days. */
@Injectable()
export class SensorJudge {
  constructor(private readonly units: UnitOfWork) {}

  /** Notes what devices say of battery and signal today; one note a device and day. */
  async note(tenantId: number): Promise<void> {
    await this.units.run([tenantId], (work) =>
      work.sql(
        `insert into device_notes (tenant_id, device_id, day, battery_percent, signal_dbm)
         select tenant_id, id, current_date, battery_percent, signal_dbm from devices
         where tenant_id = ? and (battery_percent is not null or signal_dbm is not null)
         on conflict (tenant_id, device_id, day) do update set battery_percent = excluded.battery_percent,
           signal_dbm = excluded.signal_dbm`,
        [tenantId],
      ),
    );
  }

  /** Judges the sensors of a municipality. @returns how many */
  async judge(tenantId: number, runId: string, now: Date): Promise<number> {
    return this.units.run([tenantId], async (work) => {
      const sensors = await sensorsOf(work, tenantId);
      const today = Math.floor(now.getTime() / DAY_MS);
      const days = await daysOf(work, tenantId, today);
      const notes = await notesOf(work, tenantId);
      const ledger = await ledgerOf(work, tenantId);
      const series = new Map(sensors.map((sensor) => [sensor.id, mediansOf(days.get(sensor.number) ?? [], today)]));
      const alike = new Map<string, string[]>();
      for (const sensor of sensors) alike.set(kindOf(sensor), [...(alike.get(kindOf(sensor)) ?? []), sensor.id]);
      const rows = sensors.map((sensor): RiskRow => {
        const own = days.get(sensor.number) ?? [];
        const others = (alike.get(kindOf(sensor)) ?? []).filter((id) => id !== sensor.id && sensor.zone_id !== null);
        const traffic = ledger.get(sensor.device_id ?? '');
        const health = assessSensor({
          intervalS: sensor.interval_s,
          received: receivedOf(own, today, new Date(sensor.created_at), traffic?.first_day ?? null),
          flagged: own.reduce((sum, { flagged }) => sum + flagged, 0),
          medians: series.get(sensor.id) ?? [],
          neighbours: others.length < 2 ? null : middleOf(others.map((id) => series.get(id) ?? [])),
          silentS: sensor.silent_s,
          clockAheadS: sensor.ahead_s !== null && sensor.ahead_s > 0 ? sensor.ahead_s : null,
          battery: notes.get(sensor.device_id ?? '') ?? [],
          signalDbm: sensor.signal_dbm,
          refused: traffic?.refused ?? 0,
          messages: traffic?.messages ?? 0,
        });
        const watched = Object.values(sensor.thresholds).filter((limit) => limit !== null).length;
        return {
          id: sensor.id,
          likelihood: health.likelihood,
          consequence: sensorConsequence(sensor.quantity, watched, others.length > 0),
          probability: health.probability,
          remaining: health.remainingDays,
          perMetre: null,
          inspection: null,
          healthScore: health.healthScore,
          basis: 'measured',
          reasons: health.reasons,
          measures: health.measures,
        };
      });
      await replaceRisks(work, tenantId, 'sensor', runId, rows);
      return rows.length;
    });
  }
}

/** Sensors of one zone and quantity stand beside each other. */
function kindOf({ zone_id: zone, quantity }: SensorRow): string {
  return `${zone ?? ''}/${quantity}`;
}

function sensorsOf(work: Work, tenantId: number): Promise<SensorRow[]> {
  return work.sql<SensorRow>(
    `select s.id, s.number, s.quantity, s.zone_id, s.device_id, s.interval_s, s.thresholds, s.created_at,
       extract(epoch from now() - l.time)::float8 as silent_s,
       extract(epoch from l.time - l.received_at)::float8 as ahead_s, d.signal_dbm
     from sensors s left join sensor_latest l on l.tenant_id = s.tenant_id and l.sensor_id = s.number
       left join devices d on d.tenant_id = s.tenant_id and d.id = s.device_id
     where s.tenant_id = ? and s.status = 'active' order by s.id`,
    [tenantId],
  );
}

/** Whole days before today, by sensor number. */
async function daysOf(work: Work, tenantId: number, today: number): Promise<Map<number, DayRow[]>> {
  const rows = await work.sql<DayRow>(
    `select sensor_id, floor(extract(epoch from time) / 86400)::int as day, count(*)::int as count,
       count(*) filter (where quality > 0)::int as flagged,
       percentile_cont(0.5) within group (order by value)::float8 as middle
     from readings where tenant_id = ? and time >= to_timestamp(?) and time < to_timestamp(?) group by 1, 2`,
    [tenantId, (today - SENSOR_DAYS) * 86_400, today * 86_400],
  );
  const bySensor = new Map<number, DayRow[]>();
  for (const row of rows) bySensor.set(row.sensor_id, [...(bySensor.get(row.sensor_id) ?? []), row]);
  return bySensor;
}

async function notesOf(work: Work, tenantId: number): Promise<Map<string, { day: number; percent: number }[]>> {
  const rows = await work.sql<{ device_id: string; day: number; percent: number }>(
    `select device_id, (day - date '1970-01-01') as day, battery_percent as percent from device_notes
     where tenant_id = ? and battery_percent is not null and day > current_date - 365 order by day`,
    [tenantId],
  );
  const byDevice = new Map<string, { day: number; percent: number }[]>();
  for (const { device_id: device, day, percent } of rows)
    byDevice.set(device, [...(byDevice.get(device) ?? []), { day, percent }]);
  return byDevice;
}

interface LedgerRow {
  device_id: string;
  refused: number | null;
  messages: number | null;
  /** Day on which it first sent something that was of the present. */
  first_day: number | null;
}

async function ledgerOf(work: Work, tenantId: number): Promise<Map<string, LedgerRow>> {
  const rows = await work.sql<LedgerRow>(
    `select device_id, sum(conflict + quarantined) filter (where recent)::float8 as refused,
       sum(stored + duplicate + conflict + late + quarantined) filter (where recent)::float8 as messages,
       floor(extract(epoch from min(minute) filter (where stored > 0)) / 86400)::int as first_day
     from (select *, minute > now() - ? * interval '1 day' as recent from device_ledger where tenant_id = ?) l group by 1`,
    [SENSOR_DAYS, tenantId],
  );
  return new Map(rows.map((row) => [row.device_id, row]));
}

/**
 * Readings of each day on which it was to send: after that of its device's first message, so that history brought in later does not
 * count; where that is not known, since it was made or its first reading, whichever came first.
 */
function receivedOf(days: readonly DayRow[], today: number, createdAt: Date, firstDay: number | null): number[] {
  const made = Math.min(Math.floor(createdAt.getTime() / DAY_MS) + 1, ...days.map(({ day }) => day + 1));
  const from = Math.max(firstDay === null ? made : firstDay + 1, today - SENSOR_DAYS);
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  return Array.from({ length: Math.max(0, today - from) }, (_, index) => counts.get(from + index) ?? 0);
}

function mediansOf(days: readonly DayRow[], today: number): number[] {
  const byDay = new Map(days.map(({ day, middle }) => [day, middle]));
  return Array.from({ length: SENSOR_DAYS }, (_, index) => byDay.get(today - SENSOR_DAYS + index) ?? Number.NaN);
}

function middleOf(series: readonly (readonly number[])[]): number[] {
  return Array.from({ length: SENSOR_DAYS }, (_, day) => median(series.map((values) => values[day] ?? Number.NaN)));
}
