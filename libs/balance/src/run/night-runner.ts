import type { BalanceSettings } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import { addDays, daysBetween, lastEndedNight, localDate } from '../core';
import { measureZone } from '../read/zone-flows';
import { type ZoneRecord, lockZone } from '../setup/zone-record';
import { readSensors } from '../setup/zone-sensors';
import { LeakAlarm } from './leak-alarm';
import { LeakKeeper } from './leak-keeper';
import { endLeaks } from './leak-store';
import { nightHoursOf, spanOfNight, workOutNight } from './night-result';
import { readNights, storeNight } from './night-store';

/** Readings of the window are waited for so long after its end, ms. */
const PATIENCE_MS = 15 * 60_000;
/** Nights before the newest that are looked at again for late readings. */
const LOOKED_AT_AGAIN = 7;
/** Nights that are worked out in one transaction. */
const NIGHTS_AT_ONCE = 14;
/** Nights that a zone begins with. */
const FIRST_NIGHTS = 60;

/** What a run has done. */
export interface RunFigures {
  /** Nights that were looked at. */
  nights: number;
  /** Nights that are new or have changed. */
  changed: number;
}

/**
 * Works out the nights of zones. A part of the nights is one transaction, in which the zone is locked; what is stored is a
 * function of readings and settings, so that a run may be repeated, cut off and taken up again.
 */
@Injectable()
export class NightRunner {
  constructor(
    private readonly units: UnitOfWork,
    private readonly leaks: LeakKeeper,
    private readonly alarm: LeakAlarm,
  ) {}

  /**
   * Works out what is due: nights since the last run, and the last ones again for late readings.
   * @param now - Unix ms
   */
  async catchUp(tenantId: number, zoneId: string, now: number, signal?: AbortSignal): Promise<RunFigures> {
    const plan = await this.units.run([tenantId], async (work) => {
      const zone = await lockZone(work, tenantId, zoneId, 'skip');
      if (zone?.settings == null) return null;
      const newest = newestNight(zone, zone.settings, now);
      const first = await this.firstDue(work, zone, zone.settings, newest);
      return first === null ? null : { from: first, to: newest };
    });
    return plan === null ? { nights: 0, changed: 0 } : this.run(tenantId, zoneId, plan.from, plan.to, now, signal);
  }

  /** Works out nights, the first and the last inclusive; those that have not ended are left out. */
  async run(
    tenantId: number,
    zoneId: string,
    from: string,
    to: string,
    now: number,
    signal?: AbortSignal,
  ): Promise<RunFigures> {
    const figures = { nights: 0, changed: 0 };
    for (let first = from; first <= to; first = addDays(first, NIGHTS_AT_ONCE)) {
      signal?.throwIfAborted();
      const last = addDays(first, NIGHTS_AT_ONCE - 1);
      const part = await this.runPart(tenantId, zoneId, first, last < to ? last : to, to, now);
      if (part === null) break;
      figures.nights += part.nights;
      figures.changed += part.changed;
    }
    return figures;
  }

  private runPart(
    tenantId: number,
    zoneId: string,
    from: string,
    to: string,
    end: string,
    now: number,
  ): Promise<RunFigures | null> {
    return this.units.run([tenantId], async (work) => {
      const zone = await lockZone(work, tenantId, zoneId, 'wait');
      if (zone?.settings == null) return null;
      const { settings } = zone;
      if (!settings.measurements.some(({ role }) => role === 'inlet')) {
        await endLeaks(work, zone, now);
        await this.alarm.settle(work, zone, settings, now);
        return null;
      }
      const newest = newestNight(zone, settings, now);
      const last = to < newest ? to : newest;
      if (last < from) return null;
      const changed = await this.workOut(work, zone, settings, from, last);
      const reached = zone.nightsTo !== null && zone.nightsTo > last ? zone.nightsTo : last;
      await work.sql(
        `update zone_balance_setups set nights_to = ?::date, checked_at = now() where tenant_id = ? and zone_id = ?`,
        [reached, tenantId, zoneId],
      );
      // Half of the nights by one setup and half by another would look like a leak.
      if (last === end || last === newest) {
        await this.leaks.keep(work, zone, settings, reached);
        await this.alarm.settle(work, zone, settings, now);
      }
      return { nights: daysBetween(from, last) + 1, changed };
    });
  }

  private async workOut(
    work: Work,
    zone: ZoneRecord,
    settings: BalanceSettings,
    from: string,
    to: string,
  ): Promise<number> {
    const stored = new Map((await readNights(work, zone, from, to)).map((night) => [night.night, night]));
    let changed = 0;
    for (let night = from; night <= to; night = addDays(night, 1)) {
      const measured = await measureZone(work, zone, settings, spanOfNight(night, settings, zone.timeZone));
      const result = workOutNight(night, measured, settings, zone.timeZone);
      const fingerprint = `${zone.version}/${measured.fingerprint}`;
      if (await storeNight(work, zone, result, fingerprint, stored.get(night))) changed += 1;
    }
    return changed;
  }

  /** @returns null where there is nothing to do */
  private async firstDue(
    work: Work,
    zone: ZoneRecord,
    settings: BalanceSettings,
    newest: string,
  ): Promise<string | null> {
    if (zone.nightsTo !== null) {
      const again = addDays(newest, -LOOKED_AT_AGAIN);
      return zone.nightsTo < again ? addDays(zone.nightsTo, 1) : again;
    }
    const inlets = settings.measurements.filter(({ role }) => role === 'inlet').map(({ sensorId }) => sensorId);
    const begin = await firstReading(work, zone, inlets);
    if (begin === null) return null;
    const first = addDays(localDate(begin, zone.timeZone), 1);
    const earliest = addDays(newest, -FIRST_NIGHTS);
    const from = first < earliest ? earliest : first;
    return from <= newest ? from : null;
  }
}

/** Newest night whose readings may be expected to be there. */
export function newestNight({ timeZone }: ZoneRecord, settings: BalanceSettings, now: number): string {
  return lastEndedNight(now - PATIENCE_MS, nightHoursOf(settings), timeZone);
}

/** When the youngest of the inlets began to measure, Unix ms; null when one has no reading. */
async function firstReading(work: Work, { tenantId }: ZoneRecord, inlets: readonly string[]): Promise<number | null> {
  const sensors = await readSensors(work, tenantId, inlets);
  let youngest: number | null = null;
  for (const { number } of sensors.filter(({ id }) => inlets.includes(id))) {
    const [row] = await work.sql<{ first: number | null }>(
      `select (extract(epoch from min(time)) * 1000)::float8 as first from readings where tenant_id = ? and sensor_id = ?`,
      [tenantId, number],
    );
    if (row?.first == null) return null;
    youngest = Math.max(youngest ?? 0, row.first);
  }
  return youngest;
}
