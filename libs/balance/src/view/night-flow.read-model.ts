import type { Principal } from '@app/access';
import type { NightRange, ZoneLeak, ZoneLeakList, ZoneNight, ZoneNightList } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { invalidInput } from '@app/http';
import { type Clock, systemClock } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { addDays, daysBetween, localDay } from '../core';
import { LeakKeeper, leaksWithin } from '../run/leak-keeper';
import { type StoredLeak, readLeaks } from '../run/leak-store';
import type { StoredNight } from '../run/night-store';
import { newestNight } from '../run/night-runner';
import { type ZoneRecord, zoneFor } from '../setup/zone-record';

const DEFAULT_NIGHTS = 90;
/** Most nights in one answer. */
const MOST_NIGHTS = 1_100;
const HOUR_MS = 3_600_000;

/** Nights and leaks of a zone, for screens. */
@Injectable()
export class NightFlowReadModel {
  private readonly clock: Clock = systemClock;

  constructor(
    private readonly units: UnitOfWork,
    private readonly leaks: LeakKeeper,
  ) {}

  /** @throws {DomainError} not-found, forbidden, invalid when the range is turned round or too long */
  nights(principal: Principal, zoneId: string, range: NightRange): Promise<ZoneNightList> {
    return this.units.run(principal.tenants, async (work) => {
      const zone = await zoneFor(work, principal, zoneId, 'read');
      return { timeZone: zone.timeZone, ...(await this.judged(work, zone, range)) };
    });
  }

  /** Every leak that was found in a zone, newest first. @throws {DomainError} not-found, forbidden */
  allLeaks(principal: Principal, zoneId: string): Promise<ZoneLeakList> {
    return this.units.run(principal.tenants, async (work) => {
      const zone = await zoneFor(work, principal, zoneId, 'read');
      const leaks = await readLeaks(work, 'tenant_id = ? and zone_id = ?', [zone.tenantId, zoneId]);
      return { data: leaks.map((leak) => leakView(leak, this.clock.now())) };
    });
  }

  /** Nights as a table. @throws {DomainError} as {@link nights} */
  async csv(principal: Principal, zoneId: string, range: NightRange): Promise<string> {
    const { data } = await this.nights(principal, zoneId, range);
    const header = [
      'night,minimum_m3h,minimum_ci95,minimum_at,legitimate_m3h,net_m3h,net_ci95,daily_m3,daily_ci95,completeness',
      'fault,baseline_m3h,limit_m3h,flagged,revision',
    ].join(',');
    const lines = data.map((night) =>
      [
        night.night,
        night.minimum?.value,
        night.minimum?.ci95,
        night.minimumAt,
        night.legitimate.value,
        night.net?.value,
        night.net?.ci95,
        night.daily?.value,
        night.daily?.ci95,
        night.completeness,
        night.fault,
        night.baseline,
        night.limit,
        night.flagged,
        night.revision,
      ]
        .map((value) => value ?? '')
        .join(','),
    );
    return `${[header, ...lines].join('\n')}\n`;
  }

  private async judged(
    work: Work,
    zone: ZoneRecord,
    range: NightRange,
  ): Promise<Pick<ZoneNightList, 'data' | 'leaks'>> {
    if (zone.settings === null) return { data: [], leaks: [] };
    const now = this.clock.now();
    const to = range.to ?? newestNight(zone, zone.settings, now);
    const from = range.from ?? addDays(to, -DEFAULT_NIGHTS);
    if (from > to) throw invalidInput([{ pointer: '?from', detail: 'must not be later than to' }]);
    if (daysBetween(from, to) > MOST_NIGHTS) {
      throw invalidInput([{ pointer: '?from', detail: `asks for more than ${MOST_NIGHTS} nights` }]);
    }
    const { nights, judgements } = await this.leaks.judge(work, zone, zone.settings, to);
    const data = nights.flatMap((night, index) => {
      const judgement = judgements[index];
      return night.night < from || judgement === undefined ? [] : [nightView(night, judgement)];
    });
    const leaks = await leaksWithin(work, zone, localDay(from, zone.timeZone).from, localDay(to, zone.timeZone).to);
    return { data, leaks: leaks.map((leak) => leakView(leak, now)) };
  }
}

function nightView(
  night: StoredNight,
  judgement: { baseline: number | null; limit: number | null; flagged: boolean },
): ZoneNight {
  const { minimum, minimumAt, legitimate, net, dayFactor, daily, completeness, fault, revision, revisions } = night;
  const { baseline, limit, flagged } = judgement;
  return {
    night: night.night,
    minimum,
    minimumAt: minimumAt === null ? null : new Date(minimumAt).toISOString(),
    legitimate,
    net,
    dayFactor,
    daily,
    completeness,
    fault,
    baseline,
    limit,
    flagged,
    revision,
    revisions,
  };
}

/** A leak as the API shows it. @param now - Unix ms; up to then water of an open one is lost */
export function leakView(leak: StoredLeak, now: number): ZoneLeak {
  const hours = Math.max(0, (leak.endedAt ?? now) - leak.beganAt) / HOUR_MS;
  const time = (ms: number) => new Date(ms).toISOString();
  return {
    id: leak.id,
    zoneId: leak.zoneId,
    kind: leak.kind,
    beganAt: time(leak.beganAt),
    earliestAt: time(leak.earliestAt),
    confirmedAt: time(leak.confirmedAt),
    endedAt: leak.endedAt === null ? null : time(leak.endedAt),
    baseline: leak.baseline,
    limit: leak.limit,
    rate: leak.rate,
    lost: { value: leak.rate.value * hours, ci95: leak.rate.ci95 * hours },
  };
}
