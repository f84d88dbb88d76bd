import { AlertConditions, type ConditionReport, type ReportedFinding } from '@app/alerts';
import type { BalanceSettings } from '@app/contracts';
import type { Work } from '@app/database';
import { canonicalUnits } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { ZoneRecord } from '../setup/zone-record';
import { readSensors } from '../setup/zone-sensors';
import { readLeaks } from './leak-store';

/** From this rate on a leak is a burst to be seen to at once, m³/h. */
const URGENT_M3H = 10;

/** Keeps the alarm of a zone: it holds on the first inlet as long as a leak of the zone lasts. */
@Injectable()
export class LeakAlarm {
  constructor(private readonly alerts: AlertConditions) {}

  /** Says how things stand. Repeating it changes nothing. @param now - Unix ms */
  async settle(work: Work, zone: ZoneRecord, settings: BalanceSettings, now: number): Promise<void> {
    const { tenantId, zoneId } = zone;
    const inlets = settings.measurements.filter(({ role }) => role === 'inlet').map(({ sensorId }) => sensorId);
    const sensors = await readSensors(work, tenantId, inlets);
    const number = sensors.find(({ id }) => id === inlets[0])?.number ?? null;
    const leaks = await readLeaks(work, 'tenant_id = ? and zone_id = ?', [tenantId, zoneId]);
    const [open] = settings.alarm.enabled ? leaks.filter(({ endedAt }) => endedAt === null) : [];
    const holder = open === undefined ? null : number;
    const reports: ConditionReport[] = [];
    const report = (sensorId: number): Omit<ConditionReport, 'active' | 'time' | 'value' | 'limit' | 'priority'> => {
      return { tenantId, sensorId, kind: 'leak', limitName: 'leak', historical: false };
    };
    const given = zone.alarmSensor;
    if (given !== null && given !== holder && !(await isHeldByAnother(work, zone, given))) {
      const ended = leaks[0]?.endedAt ?? now;
      reports.push({
        ...report(given),
        active: false,
        time: ended,
        value: null,
        limit: null,
        priority: 'medium',
      });
    }
    if (open !== undefined && number !== null) {
      const { rate, baseline, beganAt, kind } = open;
      reports.push({
        ...report(number),
        active: true,
        time: open.confirmedAt,
        value: baseline + rate.value,
        limit: open.limit,
        priority: rate.value >= URGENT_M3H ? 'high' : 'medium',
        finding: findingOf(zone, kind, rate, beganAt),
      });
    }
    await this.alerts.apply(work, reports);
    if (zone.alarmSensor === holder) return;
    await work.sql(`update zone_balance_setups set alarm_sensor = ? where tenant_id = ? and zone_id = ?`, [
      holder,
      tenantId,
      zoneId,
    ]);
  }

  /** Clears alarms whose zone was taken away. @param now - Unix ms @returns how many */
  async release(work: Work, now: number): Promise<number> {
    const alarms = (await this.alerts.holding(work)).filter(({ kind }) => kind === 'leak');
    if (alarms.length === 0) return 0;
    const holders = await work.sql<{ tenant_id: number; alarm_sensor: number }>(
      `select tenant_id, alarm_sensor from zone_balance_setups where alarm_sensor is not null`,
    );
    const held = new Set(holders.map((row) => `${row.tenant_id}/${row.alarm_sensor}`));
    const reports = alarms
      .filter(({ tenantId, sensorId }) => !held.has(`${tenantId}/${sensorId}`))
      .map((alarm): ConditionReport => {
        const { tenantId, sensorId, limitName } = alarm;
        return {
          tenantId,
          sensorId,
          kind: 'leak',
          limitName,
          historical: false,
          active: false,
          time: now,
          value: null,
          limit: null,
          priority: 'medium',
        };
      });
    return this.alerts.apply(work, reports);
  }
}

/** One meter may be the inlet of two zones: its alarm lasts as long as either leaks. */
async function isHeldByAnother(work: Work, { tenantId, zoneId }: ZoneRecord, sensor: number): Promise<boolean> {
  const [other] = await work.sql(
    `select 1 from zone_balance_setups where tenant_id = ? and alarm_sensor = ? and zone_id <> ? limit 1`,
    [tenantId, sensor, zoneId],
  );
  return other !== undefined;
}

function findingOf(
  { name, timeZone }: ZoneRecord,
  kind: 'night' | 'step',
  rate: { value: number; ci95: number },
  beganAt: number,
): ReportedFinding {
  const began = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    ...(kind === 'step' && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  }).format(beganAt);
  const size = `${rate.value.toFixed(1)} ± ${rate.ci95.toFixed(1)} m³/h`;
  const inM3h = (value: number) => ({ value, unit: canonicalUnits.flow });
  return {
    code: `leak.${kind}`,
    values: { rate: inM3h(rate.value), uncertainty: inM3h(rate.ci95) },
    names: [name],
    since: beganAt,
    text:
      kind === 'night'
        ? `${name} loses ${size} more at night since ${began}: probably a leak`
        : `${name} takes ${size} more than usual at this time since ${began}: probably a burst`,
  };
}
