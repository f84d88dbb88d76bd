import type { BalanceSettings } from '@app/contracts';
import type { Work } from '@app/database';
import { Injectable } from '@nestjs/common';
import { type LeakRule, type NightJudgement, type TrendNight, addDays, findLeaks } from '../core';
import type { ZoneRecord } from '../setup/zone-record';
import { SEARCHED_NIGHTS } from './job-names';
import { type StoredLeak, readLeaks, reconcileLeaks } from './leak-store';
import { type StoredNight, readNights } from './night-store';

/** Nights before an open leak that are needed for its baseline. */
const BEFORE_LEAK_NIGHTS = 60;
const DAY_MS = 86_400_000;

/** Flows are in m³/h, limits in the settings in L/s. */
export function ruleOf({ alarm, meterPercent }: BalanceSettings): LeakRule {
  const { sigmas, leastRiseLps, nights } = alarm;
  return { sigmas, leastRise: leastRiseLps * 3.6, nights, meterPercent };
}

/** Nights as the trend sees them: those that do not count, and those before `learnFrom`, have no flow. */
export function trendOf(nights: readonly StoredNight[], { learnFrom }: BalanceSettings): TrendNight[] {
  return nights.map(({ night, net, fault }) => ({
    night,
    flow: fault !== null || net === null || (learnFrom !== null && night < learnFrom) ? null : net.value,
  }));
}

/** Nights with what was expected of them. */
export interface JudgedNights {
  nights: StoredNight[];
  judgements: NightJudgement[];
}

/** Finds the leaks in the nights of a zone and stores them. */
@Injectable()
export class LeakKeeper {
  /** Judges the nights up to one, each by those before it. */
  async judge(work: Work, zone: ZoneRecord, settings: BalanceSettings, to: string): Promise<JudgedNights> {
    const { nights, found } = await this.search(work, zone, settings, to);
    return { nights, judgements: found.nights };
  }

  /** Brings the stored leaks to what the nights tell. @param to - newest night */
  async keep(work: Work, zone: ZoneRecord, settings: BalanceSettings, to: string): Promise<void> {
    const { nights, found } = await this.search(work, zone, settings, to);
    const [first] = nights;
    if (first === undefined) return;
    const places = new Map(nights.map(({ night }, index) => [night, index]));
    const timeOf = (night: string, edge: 'windowFrom' | 'windowTo') =>
      (nights[places.get(night) ?? 0] as StoredNight)[edge];
    // It may have begun as soon as the night before was over.
    const earliest = (night: string) => nights[(places.get(night) ?? 0) - 1]?.windowTo ?? timeOf(night, 'windowFrom');
    await reconcileLeaks(
      work,
      zone,
      'night',
      found.leaks.map((leak) => ({
        beganAt: timeOf(leak.start, 'windowFrom'),
        earliestAt: earliest(leak.earliestStart),
        confirmedAt: timeOf(leak.confirmed, 'windowTo'),
        endedAt: leak.end === null ? null : timeOf(leak.end, 'windowFrom'),
        baseline: leak.baseline,
        limit: leak.limit,
        rate: leak.rate,
      })),
      first.windowFrom,
    );
  }

  private async search(work: Work, zone: ZoneRecord, settings: BalanceSettings, to: string) {
    const from = await this.firstNight(work, zone, to);
    const nights = await readNights(work, zone, from, to);
    return { nights, found: findLeaks(trendOf(nights, settings), ruleOf(settings)) };
  }

  private async firstNight(work: Work, { tenantId, zoneId }: ZoneRecord, to: string): Promise<string> {
    const usual = addDays(to, -SEARCHED_NIGHTS);
    const open = await readLeaks(work, `tenant_id = ? and zone_id = ? and kind = 'night' and ended_at is null`, [
      tenantId,
      zoneId,
    ]);
    const oldest = open.at(-1)?.earliestAt;
    if (oldest === undefined) return usual;
    const before = new Date(oldest - BEFORE_LEAK_NIGHTS * DAY_MS).toISOString().slice(0, 10);
    return before < usual ? before : usual;
  }
}

/** Leaks of a zone that touch a stretch of time, newest first. */
export function leaksWithin(
  work: Work,
  { tenantId, zoneId }: Pick<ZoneRecord, 'tenantId' | 'zoneId'>,
  from: number,
  to: number,
): Promise<StoredLeak[]> {
  return readLeaks(
    work,
    `tenant_id = ? and zone_id = ? and began_at < to_timestamp(?) and coalesce(ended_at, now()) >= to_timestamp(?)`,
    [tenantId, zoneId, to / 1_000, from / 1_000],
  );
}
