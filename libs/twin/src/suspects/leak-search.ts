import { UnitOfWork } from '@app/database';
import { Injectable } from '@nestjs/common';
import type { MeteredArea } from '../core/metered-areas';
import type { AreaResult, TwinMemory } from '../core/run-slots';
import { sigma } from '../core/robust-scale';
import type { MeasuredSlot, ModelLink } from '../core/twin-types';
import { areaName } from '../run/area-name';
import { zoneOf } from '../run/run-store';
import type { LinkRow } from '../store/link-rows';
import type { TwinNetwork, TwinRecord } from '../store/twin-record';
import { CalculationFailed, inThread } from '../thread/twin-threads';
import { type FoundLoss, endSuspects, storeSuspect } from './suspect-store';

const SEARCH_LIMIT_MS = 120_000;
/** An open suspicion is renewed so often, minutes: it gets better with more moments. */
const RENEW_MIN = 55;
/** A loss that has grown or shrunk by more than this share is searched anew at once. */
const SIZE_CHANGE = 0.3;
/** Half of a two-sided 90 % interval of a normal distribution. */
const Z90 = 1.645;
/** Balances of neighbouring moments share most of their error: so few of many count. */
const MOST_INDEPENDENT = 8;
/** Flow meters are right to about this share of what they show. */
const METER_SHARE = 0.02;
/** Two alarms that began within this are one loss, hours. */
const SAME_H = 2;

/** A twin with what was just calculated. */
export interface SearchGround {
  readonly twin: TwinRecord;
  readonly source: TwinNetwork;
  readonly rows: readonly LinkRow[];
  readonly links: readonly ModelLink[];
  readonly areas: readonly MeteredArea[];
  readonly memory: TwinMemory;
  readonly slots: readonly MeasuredSlot[];
}

/** Looks for leaks where areas lose water, and keeps the suspicions. */
@Injectable()
export class LeakSearch {
  constructor(private readonly units: UnitOfWork) {}

  /** After a run: searches areas with a surplus that were not searched lately, and ends suspicions whose surplus is gone. */
  async follow(ground: SearchGround, results: readonly AreaResult[], at: number, signal: AbortSignal): Promise<void> {
    const losing = results.filter(({ holds, surplusM3h }) => holds === 1 && (surplusM3h ?? 0) > 0);
    const { twin } = ground;
    const due = await this.units.run([twin.tenantId], async (work) => {
      await endSuspects(
        work,
        twin.id,
        losing.map(({ key }) => key),
        at,
      );
      const known = await work.sql<{
        area_key: string;
        recent: boolean;
        same: boolean;
        began: number;
        size: number | null;
      }>(
        `select area_key, state <> 'open' as same, updated_at > now() - ${RENEW_MIN} * interval '1 minute' as recent,
           (extract(epoch from began_at) * 1000)::float8 as began, (finding ->> 'sizeM3h')::float8 as size
         from leak_suspects where twin_id = ? and (state = 'open' or closed_at > now() - interval '60 days')`,
        [twin.id],
      );
      return losing.filter(({ key, since, surplusM3h }) =>
        known.every(
          (suspect) =>
            suspect.area_key !== key ||
            !(suspect.same
              ? Math.abs(suspect.began - (since ?? 0)) < SAME_H * 3_600_000
              : suspect.recent && isSameSize(suspect.size, surplusM3h ?? 0)),
        ),
      );
    });
    for (const { key, since, surplusM3h, expectedM3h } of due) {
      const loss = await this.search(
        ground,
        {
          origin: 'twin',
          areaKey: key,
          beganMs: since ?? at,
          lossM3h: surplusM3h ?? 0,
          expectedM3h: expectedM3h ?? 0,
        },
        signal,
      );
      if (loss !== null)
        await this.units.run([twin.tenantId], (work) => storeSuspect(work, twin, ground.source.assets, loss));
    }
  }

  /**
   * Searches one area.
   * @returns null when there is no such area, or no pipe in it
   * @throws {CalculationFailed} when the model cannot be calculated within its time
   */
  async search(
    { source, rows, links, areas, memory, slots }: SearchGround,
    wanted: { origin: FoundLoss['origin']; areaKey: string; beganMs: number; lossM3h: number; expectedM3h: number },
    signal?: AbortSignal,
  ): Promise<FoundLoss | null> {
    const area = areas.find(({ key }) => key === wanted.areaKey);
    if (area === undefined || area.pipeIds.length === 0) return null;
    const { areaKey, lossM3h, beganMs, origin } = wanted;
    const within = slots.filter(({ at }) => at >= beganMs);
    const place = await inThread(
      'localise',
      { network: source.network, links, slots: within.length > 0 ? within : slots.slice(-1), memory, areaKey, lossM3h },
      SEARCH_LIMIT_MS,
      signal,
    ).catch((error: unknown) => {
      // The loss is known all the same.
      if (error instanceof CalculationFailed) return null;
      throw error;
    });
    const spread = memory.areas[areaKey];
    const unit = area.demandNodeIds.length > 0 ? Math.max(wanted.expectedM3h, 1) : 1;
    const independent = Math.min(MOST_INDEPENDENT, Math.max(1, within.length / 2));
    const scatter = (spread === undefined ? 0 : sigma(spread.rest) * unit) / Math.sqrt(independent);
    const deviation = Math.hypot(scatter, METER_SHARE * (Math.max(0, wanted.expectedM3h) + lossM3h));
    const zone = zoneOf(area, rows);
    return {
      origin,
      areaKey,
      areaName: areaName(area, rows, source),
      zoneId: zone?.zoneId ?? null,
      zoneName: zone?.zoneName ?? null,
      beganMs,
      sizeM3h: lossM3h,
      sizeLowM3h: Math.max(0, lossM3h - Z90 * deviation),
      sizeHighM3h: lossM3h + Z90 * deviation,
      place,
    };
  }
}

function isSameSize(known: number | null, present: number): boolean {
  return known !== null && Math.abs(known - present) <= SIZE_CHANGE * Math.max(known, present);
}
