import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { systemClock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { type ZoneRecord, readZones } from '../setup/zone-record';
import { RUN_NIGHTS } from './job-names';
import { LeakAlarm } from './leak-alarm';
import { NightRunner, newestNight } from './night-runner';
import { StepWatch } from './step-watch';

const NIGHTS_EVERY_MS = 300_000;
const STEPS_EVERY_MS = 900_000;
/** Nights that were incomplete are looked at again so often. */
const INCOMPLETE_EVERY = '1 hour';

/** Background work on balances. Part of the worker process. */
@Injectable()
export class BalanceJobs {
  private readonly log = new Logger(BalanceJobs.name);

  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly nights: NightRunner,
    private readonly steps: StepWatch,
    private readonly alarm: LeakAlarm,
  ) {
    const date = z.iso.date();
    registry.register({
      name: RUN_NIGHTS,
      description: 'Works out nights of one zone.',
      payload: z.object({ tenantId: z.int(), zoneId: z.uuid(), from: date.optional(), to: date.optional() }),
      run: ({ tenantId, zoneId, from, to }, { signal }) =>
        from === undefined || to === undefined
          ? nights.catchUp(tenantId, zoneId, systemClock.now(), signal)
          : nights.run(tenantId, zoneId, from, to, systemClock.now(), signal),
    });
    registry.register({
      name: 'balance.nights',
      description: 'Works out the night flow of zones whose night has ended, and finds leaks in it.',
      payload: z.object({}),
      schedule: { everyMs: NIGHTS_EVERY_MS },
      run: (_payload, { signal }) => this.runDue(systemClock.now(), signal),
    });
    registry.register({
      name: 'balance.steps',
      description: 'Compares the inflow of zones with its usual course by day.',
      payload: z.object({}),
      schedule: { everyMs: STEPS_EVERY_MS },
      run: (_payload, { signal }) => this.lookAtSteps(systemClock.now(), signal),
    });
  }

  /** Zones whose newest night is not worked out, or may have become complete; alarms of zones that are gone clear. @param now - Unix ms */
  async runDue(now: number, signal?: AbortSignal): Promise<{ zones: number; changed: number }> {
    const due = await this.units.run(this.tree.all(), async (work) => {
      await this.alarm.release(work, now);
      const open = await work.sql<{ zone_id: string }>(
        `select distinct s.zone_id from zone_balance_setups s join zone_nights n using (tenant_id, zone_id)
         where n.fault = 'incomplete' and n.night >= s.nights_to - 1 and s.checked_at < now() - interval '${INCOMPLETE_EVERY}'`,
      );
      const late = new Set(open.map(({ zone_id: zoneId }) => zoneId));
      const zones = await readZones(work, 's.zone_id is not null', []);
      return zones.filter((zone) => isDue(zone, now) || late.has(zone.zoneId));
    });
    return this.each(due, signal, async ({ tenantId, zoneId }) => {
      return (await this.nights.catchUp(tenantId, zoneId, now, signal)).changed;
    });
  }

  async lookAtSteps(now: number, signal?: AbortSignal): Promise<{ zones: number; changed: number }> {
    const zones = await this.units.run(this.tree.all(), (work) => readZones(work, 's.nights_to is not null', []));
    return this.each(zones, signal, async ({ tenantId, zoneId }) =>
      Number(await this.steps.look(tenantId, zoneId, now)),
    );
  }

  /** One zone after the other; a zone that fails does not hold up the others. */
  private async each(
    zones: readonly ZoneRecord[],
    signal: AbortSignal | undefined,
    run: (zone: ZoneRecord) => Promise<number>,
  ): Promise<{ zones: number; changed: number }> {
    let changed = 0;
    let done = 0;
    for (const zone of zones) {
      if (signal?.aborted === true) break;
      try {
        changed += await run(zone);
        done += 1;
      } catch (error) {
        this.log.error(`Balance of zone ${zone.zoneId} failed: ${String(error)}`);
      }
    }
    return { zones: done, changed };
  }
}

function isDue(zone: ZoneRecord, now: number): boolean {
  if (zone.settings === null || !zone.settings.measurements.some(({ role }) => role === 'inlet')) return false;
  return zone.nightsTo === null || zone.nightsTo < newestNight(zone, zone.settings, now);
}
