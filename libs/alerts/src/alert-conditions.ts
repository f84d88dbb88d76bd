import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { alertMessage, storedFinding } from './alert-message';
import { alarmKey, type ConditionReport, type HoldingCondition } from './condition-report';
import { reduce, trip, type Occurrence } from './reducer';
import { AlertChanges } from './store/alert-changes';
import { recordFromRow, type AlertRecord, type AlertRow } from './store/alert-record';

interface SensorRow {
  tenant_id: number;
  number: number;
  id: string;
  quantity: string;
}

/** Occurrences that a new report can touch: those not at rest. */
const currentOccurrences = `select * from alerts
  where sensor_number = any (?::int[])
    and (state <> 'normal' or condition_active or shelved_until is not null or suppressed or out_of_service)
  order by raised_at, id for update`;

/** Turns what detection found into alarms: the only way an alarm is raised or cleared. */
@Injectable()
export class AlertConditions {
  /**
   * Raises, clears and records alarms in the caller's transaction, whose scope must hold all tenants concerned.
   * Reports come in the order of what happened. Repeating the newest report of a condition changes nothing: a
   * condition that holds already is not raised again, one that has ended is not cleared again. Reports about sensors
   * that are gone are left out.
   *
   * @returns number of reports that changed something
   */
  async apply(work: Work, reports: readonly ConditionReport[]): Promise<number> {
    if (reports.length === 0) return 0;
    const numbers = `{${[...new Set(reports.map((report) => report.sensorId))].join(',')}}`;
    const sensors = await work.sql<SensorRow>(
      `select tenant_id, number, id, quantity from sensors where number = any (?::int[])`,
      [numbers],
    );
    const known = new Map(sensors.map((sensor) => [`${sensor.tenant_id}/${sensor.number}`, sensor]));
    const rows = await work.sql<AlertRow>(currentOccurrences, [numbers]);
    const board = new Board(rows.map(recordFromRow));
    let effective = 0;
    for (const report of reports) {
      const sensor = known.get(`${report.tenantId}/${report.sensorId}`);
      if (sensor !== undefined && board.take(report, sensor)) effective++;
    }
    if (!board.changes.empty) await board.changes.write(work);
    return effective;
  }

  /** Live conditions of the tenants in scope that hold according to the alarms, also where the alarm is resolved. */
  async holding(work: Work): Promise<HoldingCondition[]> {
    const rows = await work.sql<{ tenant_id: number; sensor_number: number; kind: string; limit_name: string }>(
      `select tenant_id, sensor_number, kind, limit_name from alerts where condition_active and not historical`,
    );
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      sensorId: row.sensor_number,
      kind: row.kind as ConditionReport['kind'],
      limitName: row.limit_name,
    }));
  }
}

/** The newest occurrence of each alarm while reports are worked in. */
class Board {
  readonly changes = new AlertChanges();
  private readonly live = new Map<string, AlertRecord>();
  private readonly past = new Map<string, AlertRecord>();

  /** @param records - oldest first */
  constructor(records: readonly AlertRecord[]) {
    for (const record of records) (record.historical ? this.past : this.live).set(alarmKey(record), record);
  }

  take(report: ConditionReport, sensor: SensorRow): boolean {
    const key = alarmKey({ ...report, sensorNumber: report.sensorId });
    if (report.historical) return report.active ? this.recordPast(key, report, sensor) : this.endPast(key, report);
    return report.active ? this.raise(key, report, sensor) : this.clear(key, report);
  }

  private raise(key: string, report: ConditionReport, sensor: SensorRow): boolean {
    const before = this.live.get(key);
    const outcome = trip(before?.occurrence ?? null, {
      type: 'trip',
      at: report.time,
      value: report.value,
      limit: report.limit,
    });
    if (!outcome.ok) return false;
    if (before !== undefined && outcome.previous !== null) {
      this.changes.step(before, outcome.previous.next, outcome.previous.transition);
    }
    const record = newRecord(report, sensor, outcome.opened);
    this.changes.add(record);
    this.changes.step(record, outcome.opened, outcome.transition);
    this.live.set(key, record);
    return true;
  }

  private clear(key: string, report: ConditionReport): boolean {
    const record = this.live.get(key);
    if (record === undefined) return false;
    const outcome = reduce(record.occurrence, { type: 'clear', at: report.time, value: report.value });
    if (!outcome.ok) return false;
    this.changes.step(record, outcome.next, outcome.transition);
    return true;
  }

  /** History is closed from the start: it asks nobody for anything. */
  private recordPast(key: string, report: ConditionReport, sensor: SensorRow): boolean {
    if (this.past.get(key)?.occurrence.conditionActive === true) return false;
    const outcome = trip(null, { type: 'trip', at: report.time, value: report.value, limit: report.limit });
    if (!outcome.ok) return false;
    const closed: Occurrence = { ...outcome.opened, state: 'normal' };
    const record = newRecord(report, sensor, closed);
    this.changes.add(record);
    this.changes.step(record, closed, { ...outcome.transition, to: 'normal' });
    this.past.set(key, record);
    return true;
  }

  private endPast(key: string, report: ConditionReport): boolean {
    const record = this.past.get(key);
    if (record === undefined) return false;
    const outcome = reduce(record.occurrence, { type: 'clear', at: report.time, value: report.value });
    if (!outcome.ok) return false;
    this.changes.step(record, outcome.next, outcome.transition);
    return true;
  }
}

function newRecord(report: ConditionReport, sensor: SensorRow, occurrence: Occurrence): AlertRecord {
  return {
    tenantId: report.tenantId,
    id: uuidv7(),
    sensorId: sensor.id,
    sensorNumber: sensor.number,
    kind: report.kind,
    limitName: report.limitName,
    priority: report.priority,
    historical: report.historical,
    value: report.value,
    limit: report.limit,
    message: alertMessage(report, sensor.quantity),
    finding: storedFinding(report, sensor.quantity),
    lastSeq: 0,
    occurrence,
  };
}
