import { UnitOfWork } from '@app/database';
import { JobRegistry, Outbox } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ImportFiles } from '../import-files';
import { ImportRunner } from './import-runner';

/** Job that carries on one import; `start` asks for it. */
export const RUN_IMPORT = 'imports.run';

const WATCH_MS = 5_000;
/** Files that nobody started, or went on with, are kept so long. */
const UNUSED_DAYS = 7;

/** Background work of imports. Part of the worker process. */
@Injectable()
export class ImportsJobs {
  constructor(
    registry: JobRegistry,
    runner: ImportRunner,
    private readonly units: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly tree: TenantTree,
    private readonly files: ImportFiles,
  ) {
    registry.register({
      name: RUN_IMPORT,
      description: 'Stores the readings of a file.',
      payload: z.object({ tenantId: z.int(), id: z.uuid() }),
      run: async ({ tenantId, id }, { signal }) => ({ result: await runner.run(tenantId, id, signal) }),
    });
    registry.register({
      name: 'imports.watch',
      description: 'Takes up imports whose worker has gone.',
      payload: z.object({}),
      schedule: { everyMs: WATCH_MS },
      run: async () => ({ resumed: await this.resume() }),
    });
    registry.register({
      name: 'imports.cleanup',
      description: `Removes files that were sent ${UNUSED_DAYS} days ago and never imported.`,
      payload: z.object({}),
      schedule: { cron: '47 3 * * *' },
      run: async () => ({ removed: await this.removeUnused() }),
    });
  }

  /** A worker that was killed leaves a lease behind that ends; whoever watches then asks for another run. */
  private async resume(): Promise<number> {
    return this.units.run(this.tree.all(), async (work) => {
      const rows = await work.sql<{ tenant_id: number; id: string }>(
        `select tenant_id, id from imports where state in ('queued', 'running')
         and coalesce(lease_until, updated_at + interval '5 seconds') < now()`,
      );
      for (const { tenant_id: tenantId, id } of rows) {
        await this.outbox.enqueue(work, tenantId, RUN_IMPORT, { tenantId, id });
      }
      return rows.length;
    });
  }

  private async removeUnused(): Promise<number> {
    const old = `updated_at < now() - ${UNUSED_DAYS} * interval '1 day'`;
    const { gone, idle } = await this.units.run(this.tree.all(), async (work) => ({
      gone: await work.sql<{ id: string }>(
        `delete from imports where state in ('uploading', 'uploaded', 'mapped') and ${old} returning id`,
      ),
      idle: await work.sql<{ id: string }>(`select id from imports where state in ('failed', 'cancelled') and ${old}`),
    }));
    for (const { id } of gone) await this.files.remove(id);
    for (const { id } of idle) await this.files.removeContent(id);
    return gone.length;
  }
}
