import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { uuidv7 } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MaintenanceRunner } from './maintenance-runner';
import { endDeadRuns, insertRun } from './run-store';

/** Job that carries out one run; POST /maintenance/runs asks for it. */
export const RUN_MAINTENANCE = 'maintenance.run';

/** Background work of maintenance. Part of the worker process. */
@Injectable()
export class MaintenanceJobs {
  constructor(
    registry: JobRegistry,
    private readonly runner: MaintenanceRunner,
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {
    registry.register({
      name: RUN_MAINTENANCE,
      description: 'Judges pipes, pumps and sensors anew.',
      payload: z.object({ tenantId: z.int(), id: z.uuid() }),
      run: ({ tenantId, id }, { signal }) => this.runner.run(tenantId, id, signal),
    });
    registry.register({
      name: 'maintenance.nightly',
      description: 'Judges pipes, pumps and sensors of the whole nation each night.',
      payload: z.object({}),
      schedule: { cron: '20 2 * * *' },
      run: (_, { signal }) => this.nightly(signal),
    });
  }

  private async nightly(signal: AbortSignal): Promise<unknown> {
    const nation = this.tree.nation().id;
    const id = uuidv7();
    await this.units.run(this.tree.all(), async (work) => {
      await endDeadRuns(work);
      await insertRun(work, nation, id, null);
    });
    return this.runner.run(nation, id, signal);
  }
}
