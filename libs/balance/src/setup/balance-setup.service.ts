import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { BalanceSettings, BalanceSetup } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type IfMatchHeader, assertVersion, invalidInput } from '@app/http';
import { Outbox } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { addDays } from '../core';
import { LONGEST_INTERVAL_S } from '../read/slot-reader';
import { RUN_NIGHTS, SEARCHED_NIGHTS } from '../run/job-names';
import { suggestSettings } from './suggestion';
import { type ZoneRecord, zoneFor } from './zone-record';
import { type ZoneSensor, readSensors } from './zone-sensors';

const quantitiesOf: Record<BalanceSettings['measurements'][number]['role'], readonly string[]> = {
  inlet: ['flow', 'volume'],
  outlet: ['flow', 'volume'],
  consumer: ['flow', 'volume'],
  nightUser: ['flow', 'volume'],
  level: ['level'],
  pressure: ['pressure'],
};

/** Which sensors measure a zone, and what is assumed of it. */
@Injectable()
export class BalanceSetupService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly outbox: Outbox,
    private readonly tree: TenantTree,
  ) {}

  /** @throws {DomainError} not-found, forbidden */
  get(principal: Principal, zoneId: string): Promise<BalanceSetup> {
    return this.units.run(principal.tenants, async (work) =>
      this.view(work, await zoneFor(work, principal, zoneId, 'read')),
    );
  }

  /**
   * Sets a zone up; its nights are then worked out anew.
   * @param seen - version 0 for a zone that is not set up
   * @throws {DomainError} not-found, forbidden, precondition-failed, invalid when a sensor does not measure what it is named for
   */
  put(principal: Principal, zoneId: string, seen: IfMatchHeader, settings: BalanceSettings): Promise<BalanceSetup> {
    return this.units.run(principal.tenants, async (work) => {
      await zoneFor(work, principal, zoneId, 'update');
      await work.sql(`select pg_advisory_xact_lock(hashtextextended('balance-setup/' || ?, 0))`, [zoneId]);
      const before = await zoneFor(work, principal, zoneId, 'update');
      assertVersion(before.version, seen);
      await assertMeasurements(work, before.tenantId, settings);
      await work.sql(
        `insert into zone_balance_setups (tenant_id, zone_id, settings) values (?, ?, ?::jsonb)
         on conflict (tenant_id, zone_id) do update
           set settings = excluded.settings, version = zone_balance_setups.version + 1, updated_at = now()`,
        [before.tenantId, zoneId, JSON.stringify(settings)],
      );
      this.trail.record(work, {
        action: before.settings === null ? 'balance.set-up' : 'balance.change',
        objectType: 'Balance',
        objectId: zoneId,
        tenantId: before.tenantId,
        ...(before.settings !== null && { before: before.settings }),
        after: settings,
      });
      const renewed = await nightsToRenew(work, before);
      await this.outbox.enqueue(work, before.tenantId, RUN_NIGHTS, { tenantId: before.tenantId, zoneId, ...renewed });
      return this.view(work, await zoneFor(work, principal, zoneId, 'read'));
    });
  }

  private async view(work: Work, zone: ZoneRecord): Promise<BalanceSetup> {
    const named = zone.settings?.measurements.map(({ sensorId }) => sensorId) ?? [];
    const sensors = await readSensors(work, zone.tenantId, named, zone.zoneId);
    return {
      zoneId: zone.zoneId,
      municipalityId: this.tree.uidOf(zone.tenantId),
      timeZone: zone.timeZone,
      settings: zone.settings,
      suggestion: await suggestSettings(work, zone, sensors),
      sensors: sensors.map(({ id, code, name, quantity, zoneId, intervalS }) => {
        return { id, code, name, quantity, inZone: zoneId === zone.zoneId, intervalS };
      }),
      missing: missingOf(zone, sensors),
      nightsTo: zone.nightsTo,
      version: zone.version,
    };
  }
}

/**
 * All nights that are looked through for leaks: were some of them left as another setup had them, the change would look
 * like a leak.
 */
async function nightsToRenew(
  work: Work,
  { tenantId, zoneId, nightsTo }: ZoneRecord,
): Promise<{ from?: string; to?: string }> {
  if (nightsTo === null) return {};
  const [row] = await work.sql<{ first: string | null }>(
    `select to_char(min(night), 'YYYY-MM-DD') as first from zone_nights where tenant_id = ? and zone_id = ? and night >= ?::date`,
    [tenantId, zoneId, addDays(nightsTo, -SEARCHED_NIGHTS)],
  );
  return { from: row?.first ?? nightsTo, to: nightsTo };
}

function missingOf({ settings, nightsTo }: ZoneRecord, sensors: readonly ZoneSensor[]): BalanceSetup['missing'] {
  if (settings === null) return ['inlet'];
  const missing: BalanceSetup['missing'] = [];
  const byId = new Map(sensors.map((sensor) => [sensor.id, sensor]));
  const roles = new Set(settings.measurements.map(({ role }) => role));
  const inlets = settings.measurements.filter(({ role }) => role === 'inlet').map(({ sensorId }) => byId.get(sensorId));
  if (inlets.every((inlet) => inlet === undefined)) missing.push('inlet');
  if (inlets.some((inlet) => inlet?.quantity === 'flow' && inlet.intervalS > LONGEST_INTERVAL_S)) {
    missing.push('slowInlet');
  }
  if (settings.population === null && settings.fixedNightUse === 0) missing.push('population');
  if (settings.connections === null) missing.push('connections');
  if (settings.mainsKm === null) missing.push('mains');
  if (settings.pressureM === null && !roles.has('pressure')) missing.push('pressure');
  if (nightsTo === null) missing.push('nights');
  return missing;
}

async function assertMeasurements(work: Work, tenantId: number, { measurements }: BalanceSettings): Promise<void> {
  const sensors = await readSensors(
    work,
    tenantId,
    measurements.map(({ sensorId }) => sensorId),
  );
  const byId = new Map(sensors.map((sensor) => [sensor.id, sensor]));
  const faults = measurements.flatMap(({ sensorId, role }, index) => {
    const pointer = `/measurements/${index}/sensorId`;
    const sensor = byId.get(sensorId);
    if (sensor === undefined) return [{ pointer, detail: 'is no sensor of this municipality' }];
    const wanted = quantitiesOf[role];
    return wanted.includes(sensor.quantity) ? [] : [{ pointer, detail: `must measure ${wanted.join(' or ')}` }];
  });
  if (faults.length > 0) throw invalidInput(faults);
}
