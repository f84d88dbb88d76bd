import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import {
  type BalanceSettings,
  type NewWaterBalance,
  type ZoneWaterBalance,
  type ZoneWaterBalanceList,
  zoneWaterBalance,
} from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { invalidInput } from '@app/http';
import { systemClock, uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import {
  type Amount,
  type Given,
  type SlotSeries,
  type WaterBalanceInputs,
  LEAST_COMPLETENESS,
  SLOT_MS,
  amountOf,
  indicatorsOf,
  localDay,
  waterBalance,
} from '../core';
import { type MeasuredZone, measureZone } from '../read/zone-flows';
import { meanOf } from '../run/night-result';
import { type ZoneRecord, zoneFor } from '../setup/zone-record';

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;
const MOST_BALANCES = 200;
const KPA_PER_M = 9.80665;
const LITRES = 1e6;

interface Row {
  result: unknown;
}

/** Water balances of zones. One that was drawn up stays as it is: other readings or inputs make another one. */
@Injectable()
export class WaterBalanceService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
  ) {}

  /** Newest period first. @throws {DomainError} not-found, forbidden */
  list(principal: Principal, zoneId: string): Promise<ZoneWaterBalanceList> {
    return this.units.run(principal.tenants, async (work) => {
      const { tenantId } = await zoneFor(work, principal, zoneId, 'read');
      const rows = await work.sql<Row>(
        `select result from zone_balances where tenant_id = ? and zone_id = ?
         order by period_to desc, created_at desc limit ?`,
        [tenantId, zoneId, MOST_BALANCES],
      );
      return { data: rows.map(({ result }) => zoneWaterBalance.parse(result)) };
    });
  }

  /**
   * Draws a balance up and keeps it with what it was made from.
   * @throws {DomainError} not-found, forbidden, invalid when an input is neither given nor measured
   */
  create(principal: Principal, zoneId: string, draft: NewWaterBalance): Promise<ZoneWaterBalance> {
    return this.units.run(principal.tenants, async (work) => {
      const zone = await zoneFor(work, principal, zoneId, 'create');
      const balance = await this.drawUp(work, zone, draft, principal.name);
      await work.sql(
        `insert into zone_balances (tenant_id, id, zone_id, period_from, period_to, inputs, result, created_by)
         values (?, ?, ?, ?::date, ?::date, ?::jsonb, ?::jsonb, ?)`,
        [
          zone.tenantId,
          balance.id,
          zoneId,
          draft.from,
          draft.to,
          JSON.stringify(draft),
          JSON.stringify(balance),
          principal.name,
        ],
      );
      this.trail.record(work, {
        action: 'balance.draw-up',
        objectType: 'WaterBalance',
        objectId: balance.id,
        tenantId: zone.tenantId,
        after: { zoneId, inputs: draft, lines: balance.lines },
      });
      return balance;
    });
  }

  private async drawUp(
    work: Work,
    zone: ZoneRecord,
    draft: NewWaterBalance,
    createdBy: string,
  ): Promise<ZoneWaterBalance> {
    const span = { from: localDay(draft.from, zone.timeZone).from, to: localDay(draft.to, zone.timeZone).from };
    const days = (span.to - span.from) / DAY_MS;
    if (days > MOST_DAYS)
      throw invalidInput([{ pointer: '/from', detail: `the period is longer than ${MOST_DAYS} days` }]);
    if (span.to > systemClock.now()) throw invalidInput([{ pointer: '/to', detail: 'the period has not ended' }]);
    const { settings } = zone;
    const measured = settings === null ? null : await measureZone(work, zone, settings, span);
    const inputs = new MeasuredInputs(measured, settings, span);
    const given: WaterBalanceInputs = {
      ...draft,
      ownSources: inputs.orMeasured('ownSources', draft.ownSources, 'inlets'),
      exported: inputs.orMeasured('exported', draft.exported, 'outlets'),
      billedMetered: inputs.orMeasured('billedMetered', draft.billedMetered, 'metered'),
    };
    const balance = waterBalance(given);
    const pressureM = pressureOf(measured, settings);
    const facts = {
      ...(settings?.mainsKm != null && { mainsKm: settings.mainsKm }),
      ...(settings?.connections != null && { connections: settings.connections }),
      privatePipeKm: settings?.privatePipeKm ?? 0,
      ...(pressureM !== null && { pressureM }),
    };
    const indicators = indicatorsOf(balance, days, settings?.supplyHours ?? 24, facts, settings?.income ?? 'high');
    const { completeness } = inputs;
    return {
      id: uuidv7(),
      zoneId: zone.zoneId,
      from: draft.from,
      to: draft.to,
      days,
      createdAt: new Date(systemClock.now()).toISOString(),
      createdBy,
      note: draft.note,
      lines: balance.lines,
      measured: inputs.names,
      defaults: balance.defaults,
      faults: [
        ...balance.faults,
        ...(completeness !== null && completeness < LEAST_COMPLETENESS ? (['incomplete'] as const) : []),
      ],
      completeness,
      nonRevenuePercent: balance.nonRevenuePercent,
      nonRevenuePerDay: indicators.nonRevenuePerDay,
      realLosses: indicators.realLosses,
      apparentLossesPerConnection: indicators.apparentLosses,
      leakageIndex: indicators.leakage,
      basis: {
        setupVersion: zone.version,
        dataRevision: inputs.names.length === 0 ? '' : (measured?.fingerprint ?? ''),
        timeZoneData: process.versions['tz'] ?? '',
        pressureM,
        connections: settings?.connections ?? null,
        mainsKm: settings?.mainsKm ?? null,
      },
    };
  }
}

/** Inputs that are taken from sensors where they are not given, and what is to be known of them. */
class MeasuredInputs {
  readonly names: string[] = [];
  /** Least of the measured inputs; null: none. */
  completeness: number | null = null;

  constructor(
    private readonly zone: MeasuredZone | null,
    private readonly settings: BalanceSettings | null,
    private readonly span: { from: number; to: number },
  ) {}

  /** @throws {DomainError} invalid where it is neither given nor measured; without an outlet nothing is exported */
  orMeasured(name: string, given: Given | null, part: 'inlets' | 'outlets' | 'metered'): Given {
    if (given !== null) return given;
    const hasInlet = this.settings?.measurements.some(({ role }) => role === 'inlet') ?? false;
    const series = part === 'inlets' && !hasInlet ? null : (this.zone?.[part] ?? null);
    if (series === null) {
      if (part === 'outlets') return { volumeM3: 0, ciPercent: 0 };
      throw invalidInput([{ pointer: `/${name}`, detail: 'is needed: no sensor of the zone measures it' }]);
    }
    const { millilitres, completeness } = this.amount(series);
    this.names.push(name);
    this.completeness = Math.min(this.completeness ?? 1, completeness);
    return { volumeM3: millilitres / LITRES, ciPercent: this.settings?.meterPercent ?? 0 };
  }

  private amount(series: SlotSeries): Amount {
    const first = (this.span.from - series.from) / SLOT_MS;
    return amountOf(series, first, first + (this.span.to - this.span.from) / SLOT_MS);
  }
}

/** Average pressure, m of water: measured, or as the settings have it. */
function pressureOf(measured: MeasuredZone | null, settings: BalanceSettings | null): number | null {
  const pressure = measured?.pressure ?? null;
  const mean = pressure === null ? Number.NaN : meanOf(pressure.values);
  return Number.isNaN(mean) ? (settings?.pressureM ?? null) : mean / KPA_PER_M;
}
