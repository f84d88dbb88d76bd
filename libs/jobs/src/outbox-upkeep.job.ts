import { UnitOfWork } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { JobRegistry } from './job-registry';

/** Rows that have reached the queues are kept so long, for whoever looks into what happened. */
const KEPT_DAYS = 7;

/** Keeps the outbox short. What has not been sent is never touched. */
@Injectable()
export class OutboxUpkeep {
  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tenants: TenantTree,
  ) {
    registry.register({
      name: 'jobs.outbox',
      description: `Removes messages that reached the queues more than ${KEPT_DAYS} days ago.`,
      payload: z.object({}),
      schedule: { cron: '41 3 * * *' },
      run: () => this.run(),
    });
  }

  async run(): Promise<{ removed: number }> {
    return this.units.run(this.tenants.all(), async ({ sql }) => {
      const [row] = await sql<{ removed: number }>(
        `with gone as (delete from outbox where sent_at < now() - interval '${KEPT_DAYS} days' returning 1)
         select count(*)::int as removed from gone`,
      );
      return { removed: row?.removed ?? 0 };
    });
  }
}
