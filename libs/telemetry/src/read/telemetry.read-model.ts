import { type Principal, allowed } from '@app/access';
import type { DeviceLedger, ReadingSeries } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { type Quantity, notFound } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { type Span, readSeries } from './reading-series';

interface SensorRow {
  tenant_id: number;
  number: number;
  quantity: Quantity;
}

type LedgerRow = Omit<DeviceLedger['data'][number], 'minute'> & { minute: Date | string };

/** Minutes that are listed; more are summed up. */
const LEDGER_ROWS = 10_000;
const outcomes = ['stored', 'duplicate', 'conflict', 'late', 'quarantined', 'refused'] as const;
const sums = outcomes.map((outcome) => `coalesce(sum(${outcome}), 0)::float8 as ${outcome}`).join(', ');

/** What was stored, for screens. */
@Injectable()
export class TelemetryReadModel {
  constructor(private readonly units: UnitOfWork) {}

  /** Readings of one sensor. @throws {DomainError} not-found when it is not visible */
  readings(principal: Principal, sensorId: string, span: Span, points: number): Promise<ReadingSeries> {
    return this.units.run(principal.tenants, async (work) => {
      const [row] = await work.sql<SensorRow>('select tenant_id, number, quantity from sensors where id = ?', [
        sensorId,
      ]);
      if (row === undefined || !allowed(principal, 'read', 'Reading', { tenantId: row.tenant_id, sensorId })) {
        throw notFound('sensor', sensorId);
      }
      const { tenant_id: tenantId, number, quantity } = row;
      return readSeries(work, { tenantId, number, quantity }, span, points);
    });
  }

  /** What came from one device: sums, and the newest minutes. @throws {DomainError} not-found when it is not visible */
  ledger(principal: Principal, deviceId: string, { from, to }: Span): Promise<DeviceLedger> {
    return this.units.run(principal.tenants, async (work) => {
      const [device] = await work.sql<{ tenant_id: number }>('select tenant_id from devices where id = ?', [deviceId]);
      if (device === undefined || !allowed(principal, 'read', 'Device', { tenantId: device.tenant_id, id: deviceId })) {
        throw notFound('device', deviceId);
      }
      const stretch = `from device_ledger
         where tenant_id = ? and device_id = ? and minute >= to_timestamp(?) and minute < to_timestamp(?)`;
      const given = [device.tenant_id, deviceId, from / 1_000, to / 1_000];
      const [totals] = await work.sql<DeviceLedger['totals']>(`select ${sums} ${stretch}`, given);
      const rows = await work.sql<LedgerRow>(
        `select minute, ${outcomes.join(', ')} ${stretch} order by minute desc limit ?`,
        [...given, LEDGER_ROWS],
      );
      return {
        totals: totals as DeviceLedger['totals'],
        data: rows.map(({ minute, ...counts }) => ({ minute: new Date(minute).toISOString(), ...counts })),
      };
    });
  }
}
