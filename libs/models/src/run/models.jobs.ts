import { ModelThreads } from '@app/detection';
import { UnitOfWork } from '@app/database';
import { JobRegistry, Outbox } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import { MEASURE_MODEL } from '../feedback.service';
import { TRAIN_MODEL } from '../training-requests';
import { LiveRunner } from './live-runner';
import { Measuring } from './measuring';
import { Retraining } from './retraining';
import { TrainingRunner } from './training-runner';

const WATCH_MS = 5_000;
const LIVE_MS = 60_000;
const one = z.object({ tenantId: z.int(), id: z.uuid() });

/** The background work of learned models. */
@Injectable()
export class ModelsJobs implements OnApplicationShutdown {
  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly outbox: Outbox,
    private readonly threads: ModelThreads,
    runner: TrainingRunner,
    live: LiveRunner,
    measuring: Measuring,
    retraining: Retraining,
  ) {
    registry.register({
      name: TRAIN_MODEL,
      description: 'Trains a version of a learned model.',
      payload: one,
      run: async ({ tenantId, id }) => ({ result: await runner.run(tenantId, id) }),
    });
    registry.register({
      name: MEASURE_MODEL,
      description: 'Measures learned models on what operators said of alarms.',
      payload: one,
      run: async ({ tenantId, id }) => ({ measured: await measuring.run(tenantId, id) }),
    });
    registry.register({
      name: 'models.watch',
      description: 'Takes up trainings that wait, or whose worker has gone.',
      payload: z.object({}),
      schedule: { everyMs: WATCH_MS },
      run: async () => ({ resumed: await this.resume() }),
    });
    registry.register({
      name: 'models.live',
      description: 'Lets learned models judge the readings that have come.',
      payload: z.object({}),
      schedule: { everyMs: LIVE_MS },
      run: (_payload, { signal }) => live.runAll(signal),
    });
    registry.register({
      name: 'models.retrain',
      description: 'Asks for new versions of models that are old or have drifted.',
      payload: z.object({}),
      schedule: { cron: '23 * * * *' },
      run: async () => retraining.run(),
    });
  }

  /** Threads do not outlive the process's work; what they did is done again. */
  async onApplicationShutdown(): Promise<void> {
    await this.threads.stop();
  }

  private async resume(): Promise<number> {
    return this.units.run(this.tree.all(), async (work) => {
      const rows = await work.sql<{ tenant_id: number; id: string }>(
        `select tenant_id, id from models where training in ('queued', 'running')
         and coalesce(lease_until, updated_at + interval '5 seconds') < now() limit 100`,
      );
      for (const { tenant_id: tenantId, id } of rows) {
        await this.outbox.enqueue(work, tenantId, TRAIN_MODEL, { tenantId, id });
      }
      return rows.length;
    });
  }
}
