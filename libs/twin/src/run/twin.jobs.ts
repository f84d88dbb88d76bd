import { AlertConditions } from '@app/alerts';
import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork } from '@app/database';
import { JobRegistry, Outbox } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { clearOrphans } from './run-store';
import { TwinRunner } from './twin-runner';

const RUN_TWINS = 'twin.run';
/**
 * A twin is due when a moment has passed since its last one, or when it has never run. Each moment is asked for once; one whose
 * worker has gone is asked for again after five minutes, a twin that waits for its sensors each 40 seconds. Takes the moment twice.
 */
const DUE = `state = 'active' and exists (select 1 from municipalities m where m.tenant_id = twins.tenant_id)
  and (last_slot is null or last_slot < to_timestamp(?)) and (lease_until is null or lease_until < now())
  and (asked_at is null or asked_slot is distinct from to_timestamp(?)
    or asked_at < now() - case when last_slot is null then interval '40 seconds' else interval '5 minutes' end)`;

const WATCH_MS = 20_000;

/** Background work of twins. Part of the worker process. */
@Injectable()
export class TwinJobs {
  private isRunning = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    registry: JobRegistry,
    private readonly runner: TwinRunner,
    private readonly alerts: AlertConditions,
    private readonly units: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly tree: TenantTree,
  ) {
    registry.register({
      name: RUN_TWINS,
      description: 'Calculates the hydraulic twins that are due, one after the other.',
      payload: z.object({}),
      run: async (_payload, { signal }) => ({ twins: await this.runDue(signal) }),
    });
    registry.register({
      name: 'twin.watch',
      description: 'Looks for hydraulic twins that are due.',
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

  private async ask(): Promise<boolean> {
    if (this.isRunning) return false;
    return this.units.run(this.tree.all(), async (work) => {
      await clearOrphans(work, this.alerts, Date.now());
      const slot = this.runner.currentSlot() / 1000;
      const rows = await work.sql(`select 1 from twins where ${DUE} limit 1`, [slot, slot]);
      if (rows.length > 0) await this.outbox.enqueue(work, this.tree.nation().id, RUN_TWINS, {});
      return rows.length > 0;
    });
  }

  /** Twins are calculated one at a time in a process, so that a start with many of them leaves it free for other work. */
  private async runDue(signal: AbortSignal): Promise<number> {
    if (this.isRunning) return 0;
    this.isRunning = true;
    let done = 0;
    try {
      for (let next = await this.claim(); next !== undefined; next = await this.claim()) {
        signal.throwIfAborted();
        await this.runner.run(next.tenant_id, next.id, signal);
        done += 1;
      }
      return done;
    } finally {
      this.isRunning = false;
    }
  }

  private async claim(): Promise<{ tenant_id: number; id: string } | undefined> {
    const slot = this.runner.currentSlot() / 1000;
    const [row] = await this.units.run(this.tree.all(), (work) =>
      work.sql<{ tenant_id: number; id: string }>(
        `update twins set asked_slot = to_timestamp(?), asked_at = now()
         where (tenant_id, id) = (select tenant_id, id from twins where ${DUE} order by last_slot desc nulls last limit 1
           for update skip locked)
         returning tenant_id, id`,
        [slot, slot, slot],
      ),
    );
    return row;
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
