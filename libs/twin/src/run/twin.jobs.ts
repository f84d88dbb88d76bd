import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork } from '@app/database';
import { JobRegistry, Outbox } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { TwinRunner } from './twin-runner';

/** Job that calculates one twin up to the present. */
export const RUN_TWIN = 'twin.run';

const WATCH_MS = 20_000;

/** Background work of twins. Part of the worker process. */
@Injectable()
export class TwinJobs {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    registry: JobRegistry,
    private readonly runner: TwinRunner,
    private readonly units: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly tree: TenantTree,
  ) {
    registry.register({
      name: RUN_TWIN,
      description: 'Calculates a hydraulic twin up to the present.',
      payload: z.object({ tenantId: z.int(), id: z.uuid() }),
      run: async ({ tenantId, id }, { signal }) => ({ moments: await runner.run(tenantId, id, signal) }),
    });
    registry.register({
      name: 'twin.watch',
      description: 'Asks for the calculation of twins that are due.',
      payload: z.object({}),
      schedule: { everyMs: WATCH_MS },
      run: async () => ({ asked: await this.ask() }),
    });
    registry.register({
      name: 'twin.prune',
      description: 'Takes away calculated values that are older than they are kept.',
      payload: z.object({}),
      schedule: { cron: '23 * * * *' },
      run: async () => ({ removed: await this.prune() }),
    });
  }

  /**
   * A twin is due when a moment has passed since its last one, or when it has never run. Each moment is asked for once; one
   * whose worker has gone is asked for again after five minutes, one that waits for its sensors each minute.
   */
  private async ask(): Promise<number> {
    const slot = this.runner.currentSlot() / 1000;
    return this.units.run(this.tree.all(), async (work) => {
      const rows = await work.sql<{ tenant_id: number; id: string }>(
        `update twins set asked_slot = to_timestamp(?), asked_at = now()
         where state = 'active' and (last_slot is null or last_slot < to_timestamp(?))
           and (lease_until is null or lease_until < now())
           and (asked_slot is distinct from to_timestamp(?)
             or asked_at < now() - case when last_slot is null then interval '40 seconds' else interval '5 minutes' end)
         returning tenant_id, id`,
        [slot, slot, slot],
      );
      for (const { tenant_id: tenantId, id } of rows)
        await this.outbox.enqueue(work, tenantId, RUN_TWIN, { tenantId, id });
      return rows.length;
    });
  }

  private prune(): Promise<number> {
    return this.units.run(this.tree.all(), async (work) => {
      let removed = 0;
      for (const table of ['twin_values', 'twin_runs']) {
        const rows = await work.sql<{ count: number }>(
          `with gone as (delete from ${table} where at < now() - ? * interval '1 day' returning 1)
           select count(*)::int as count from gone`,
          [this.settings.TWIN_KEEP_DAYS],
        );
        removed += rows[0]?.count ?? 0;
      }
      return removed;
    });
  }
}
