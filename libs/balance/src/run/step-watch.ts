import type { BalanceSettings } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import {
  type ComparedHour,
  SLOTS_PER_HOUR,
  SLOT_MS,
  addDays,
  cut,
  dayStep,
  localDate,
  localDay,
  median,
  robustSigma,
} from '../core';
import { measureZone } from '../read/zone-flows';
import { type ZoneRecord, lockZone } from '../setup/zone-record';
import { LeakAlarm } from './leak-alarm';
import { type StoredLeak, endLeaks, insertLeak, readLeaks, updateLeak } from './leak-store';
import { localHour, meanOf } from './night-result';
import { type StoredNight, readNights } from './night-store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days before that tell what is usual. */
const COMPARED_DAYS = 28;
/** Readings are waited for so long, ms. */
const PATIENCE_MS = 5 * 60_000;

/** Watches the inflow by day: a rise that is held for hours is a burst that need not wait for the night. */
@Injectable()
export class StepWatch {
  constructor(
    private readonly units: UnitOfWork,
    private readonly alarm: LeakAlarm,
  ) {}

  /** Looks at the newest hours of a zone. @param now - Unix ms @returns whether anything changed */
  look(tenantId: number, zoneId: string, now: number): Promise<boolean> {
    return this.units.run([tenantId], async (work) => {
      const zone = await lockZone(work, tenantId, zoneId, 'skip');
      const settings = zone?.settings;
      if (zone === null || settings == null) return false;
      if (!settings.alarm.enabled) return endLeaks(work, zone, now, ['step']);
      const hours = await this.newestHours(work, zone, settings, now);
      const { stepPercent: percent, stepHours, sigmas, leastRiseLps } = settings.alarm;
      const rule = { percent, sigmas, hours: stepHours, leastRise: leastRiseLps * 3.6 };
      const { verdict, rise } = dayStep(hours, rule);
      const open = await readLeaks(work, `tenant_id = ? and zone_id = ? and ended_at is null`, [tenantId, zoneId]);
      const step = open.find(({ kind }) => kind === 'step');
      if (verdict === 'usual' && step !== undefined) await updateLeak(work, tenantId, { ...step, endedAt: now });
      else if (verdict === 'high' && open.length === 0) {
        const leak = stepLeak(zoneId, hours.slice(-stepHours), rise, now);
        await insertLeak(work, tenantId, leak);
      } else return false;
      await this.alarm.settle(work, zone, settings, now);
      return true;
    });
  }

  /** The last whole hours up to now, by quarters, with the same local hours of days without leak. */
  private async newestHours(
    work: Work,
    zone: ZoneRecord,
    settings: BalanceSettings,
    now: number,
  ): Promise<ComparedHour[]> {
    const end = Math.floor((now - PATIENCE_MS) / SLOT_MS) * SLOT_MS;
    const count = settings.alarm.stepHours;
    const from = end - count * HOUR_MS;
    const { net } = await measureZone(work, zone, settings, { from, to: end });
    const days = await this.usualDays(work, zone, settings, now);
    return Array.from({ length: count }, (_, index) => {
      const begin = from + index * HOUR_MS;
      const { values } = cut(net, begin, begin + HOUR_MS);
      const known = values.filter((value) => !Number.isNaN(value)).length;
      const usual = days.flatMap(({ dayFlows }) => between(dayFlows, begin, zone.timeZone) ?? []);
      return { flow: known === SLOTS_PER_HOUR ? meanOf(values) : Number.NaN, usual };
    });
  }

  /** Days of the same kind (working day or weekend) on which nothing leaked. A rise from before `learnFrom` is what is usual now. */
  private async usualDays(
    work: Work,
    zone: ZoneRecord,
    { learnFrom }: BalanceSettings,
    now: number,
  ): Promise<StoredNight[]> {
    const today = localDate(now, zone.timeZone);
    const nights = await readNights(work, zone, addDays(today, -COMPARED_DAYS), today);
    const leaks = await readLeaks(
      work,
      `tenant_id = ? and zone_id = ? and coalesce(ended_at, now()) > to_timestamp(?)`,
      [zone.tenantId, zone.zoneId, (now - (COMPARED_DAYS + 1) * DAY_MS) / 1_000],
    );
    const learnt = learnFrom === null ? null : localDay(learnFrom, zone.timeZone).from;
    return nights.filter(
      ({ night, windowFrom }) =>
        (learnFrom === null || addDays(night, -1) >= learnFrom) &&
        isWeekend(addDays(night, -1)) === isWeekend(today) &&
        !leaks.some(
          ({ beganAt, endedAt }) =>
            (learnt === null || beganAt >= learnt) && beganAt < windowFrom && (endedAt ?? now) > windowFrom - DAY_MS,
        ),
    );
  }
}

/** Flow at a time of day between the means of hours, so that the comparison may begin at any quarter. */
function between(flows: readonly (number | null)[], begin: number, timeZone: string): number | null {
  const here = flows[localHour(begin, timeZone)] ?? null;
  const next = flows[localHour(begin + HOUR_MS, timeZone)] ?? null;
  const share = (begin % HOUR_MS) / HOUR_MS;
  if (share === 0) return here;
  return here === null || next === null ? null : here * (1 - share) + next * share;
}

function stepLeak(zoneId: string, hours: readonly ComparedHour[], rise: number, now: number): StoredLeak {
  const usual = hours.map((hour) => median(hour.usual));
  const baseline = median(usual);
  const sigma = median(hours.map((hour) => robustSigma(hour.usual)));
  const beganAt = Math.floor((now - PATIENCE_MS) / SLOT_MS) * SLOT_MS - hours.length * HOUR_MS;
  return {
    id: uuidv7(),
    zoneId,
    kind: 'step',
    beganAt,
    earliestAt: beganAt - HOUR_MS,
    confirmedAt: now,
    endedAt: null,
    baseline,
    limit: baseline + rise,
    rate: { value: rise, ci95: (1.96 * sigma * Math.sqrt(Math.PI / 2)) / Math.sqrt(hours.length) },
  };
}

function isWeekend(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}
