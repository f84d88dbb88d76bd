import { randomUUID } from 'node:crypto';
import { AlertConditions } from '@app/alerts';
import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork, type Work } from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import { type Finding, findings } from '../core/findings';
import { type MeteredArea, meteredAreas } from '../core/metered-areas';
import type { MeasuredSlot, ModelLink } from '../core/twin-types';
import { placeSensors } from '../links/link-suggester';
import { type LinkRow, modelLinks, readLinks } from '../store/link-rows';
import { type TwinNetwork, type TwinRecord, elementKeys, readNetwork, readTwin } from '../store/twin-record';
import { CalculationFailed, inThread } from '../thread/twin-threads';
import { measuredSlots, withoutEmptyEnd } from './measured-slots';
import { LeakSearch } from '../suspects/leak-search';
import { areaPlace } from './area-name';
import { type RunOutcome, storeRun } from './run-store';
import { TwinLease } from './twin-lease';

/** Moments calculated and stored at once. */
const CHUNK = 384;
const RUN_LIMIT_MS = 180_000;
/** A moment is calculated so long after it, ms: readings take a while to come. */
const GRACE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Prepared {
  twin: TwinRecord;
  source: TwinNetwork;
  rows: LinkRow[];
  links: ModelLink[];
  areas: MeteredArea[];
  slots: MeasuredSlot[];
  /** The last of the slots is the present one. */
  reachesNow: boolean;
}

/** Calculates a twin up to the present: one worker at a time, and after a crash from where it was stored. */
@Injectable()
export class TwinRunner {
  private readonly owner = randomUUID();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly units: UnitOfWork,
    private readonly alerts: AlertConditions,
    private readonly search: LeakSearch,
  ) {}

  /** The newest moment that can be calculated, Unix ms. */
  currentSlot(now = Date.now()): number {
    return Math.floor((now - GRACE_MS) / this.stepMs) * this.stepMs;
  }

  /** @returns number of moments that were calculated; null when another worker has the twin */
  async run(tenantId: number, twinId: string, signal: AbortSignal): Promise<number | null> {
    const lease = new TwinLease(this.units, tenantId, twinId, this.owner);
    if (!(await lease.take())) return null;
    let done = 0;
    try {
      for (;;) {
        signal.throwIfAborted();
        const prepared = await this.units.run([tenantId], (work) => this.prepare(work, twinId));
        if (prepared === null || prepared.slots.length === 0) return done;
        await this.calculate(prepared, lease, signal);
        done += prepared.slots.length;
        if (prepared.reachesNow) return done;
      }
    } catch (error) {
      if (!(error instanceof CalculationFailed) || signal.aborted) throw error;
      await this.units.run([tenantId], (work) =>
        work.sql(`update twins set failure = ? where id = ?`, [error.message, twinId]),
      );
      return done;
    } finally {
      await lease.release();
    }
  }

  private async prepare(work: Work, twinId: string): Promise<Prepared | null> {
    const twin = await readTwin(work, twinId);
    if (twin === undefined || twin.state !== 'active') return null;
    const source = await readNetwork(work, twin);
    await placeSensors(work, twin, source);
    const rows = await readLinks(work, twin.id);
    const links = modelLinks(rows, elementKeys(source));
    const span = await this.span(work, twin, rows);
    if (span === null || links.length === 0) return { ...empty, twin, source, rows, links };
    const [municipality] = await work.sql<{ time_zone: string }>(
      `select time_zone from municipalities where tenant_id = ?`,
      [twin.tenantId],
    );
    const read = await measuredSlots(work, twin.tenantId, rows, municipality?.time_zone ?? 'UTC', span);
    const reachesNow = span.lastMs >= this.currentSlot();
    const slots = reachesNow ? withoutEmptyEnd(read) : read;
    return {
      twin,
      source,
      rows,
      links,
      areas: meteredAreas(source.network, links),
      slots,
      reachesNow,
    };
  }

  /**
   * The next moments. A twin that has never run begins when its sensors report again, with the days of readings that are
   * stored; one that stood still goes on after its last moment, or with those days.
   */
  private async span(work: Work, twin: TwinRecord, rows: readonly LinkRow[]) {
    const { stepMs } = this;
    const now = this.currentSlot();
    let firstMs = twin.lastSlot === null ? null : twin.lastSlot.getTime() + stepMs;
    const learnMs = now - this.settings.TWIN_LEARN_DAYS * DAY_MS;
    if (firstMs === null) {
      const numbers = `{${rows.map(({ sensorNumber }) => sensorNumber).join(',')}}`;
      const [known] = await work.sql<{ newest: number | null }>(
        `select (extract(epoch from max(time)) * 1000)::float8 as newest from sensor_latest
         where tenant_id = ? and sensor_id = any (?::int[])`,
        [twin.tenantId, numbers],
      );
      if (known?.newest === null || known === undefined || known.newest < now - 2 * stepMs) return null;
      const [oldest] = await work.sql<{ first: number | null }>(
        `select (extract(epoch from min(time)) * 1000)::float8 as first from readings
         where tenant_id = ? and sensor_id = any (?::int[]) and time > to_timestamp(?) and time <= to_timestamp(?)`,
        [twin.tenantId, numbers, learnMs / 1000, now / 1000],
      );
      firstMs = Math.ceil((oldest?.first ?? now) / stepMs) * stepMs;
    }
    firstMs = Math.max(firstMs, Math.ceil(learnMs / stepMs) * stepMs);
    if (firstMs > now) return null;
    return { firstMs, lastMs: Math.min(now, firstMs + (CHUNK - 1) * stepMs), stepMs };
  }

  private async calculate(prepared: Prepared, lease: TwinLease, signal: AbortSignal): Promise<void> {
    const { twin, source, rows, links, areas, slots, reachesNow } = prepared;
    const began = performance.now();
    const task = { network: source.network, links, slots, memory: twin.memory };
    const { results, memory } = await inThread('run', task, RUN_LIMIT_MS, signal);
    const durationMs = performance.now() - began;
    const last = results.at(-1);
    const found: Finding[] | null =
      !reachesNow || last === undefined
        ? null
        : findings(source.network, links, areas, last, (area) => areaPlace(area, rows, source));
    const outcome: RunOutcome = {
      results,
      memory,
      links: rows,
      areas,
      notes: source.notes,
      durationMs,
      findings: found,
    };
    const stored = await this.units.run([twin.tenantId], async (work) => {
      const current = await readTwin(work, twin.id);
      // Its places or its revision have changed meanwhile: the next run begins anew.
      if (current === undefined || current.version !== twin.version || !(await lease.holds(work))) return false;
      await storeRun(work, this.alerts, twin, outcome);
      return true;
    });
    if (!stored || found === null || last === undefined) return;
    await this.search.follow({ twin, source, rows, links, areas, memory, slots }, last.areas, last.at, signal);
  }

  private get stepMs(): number {
    return this.settings.TWIN_INTERVAL_MINUTES * 60_000;
  }
}

const empty = { areas: [], slots: [], reachesNow: true };
