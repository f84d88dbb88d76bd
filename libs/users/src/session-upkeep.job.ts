import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** How long an ended session is kept, days: where a user has signed in from lately decides whose guesses slow them down. */
const KEPT_DAYS = 30;

/** Forgets sessions, with their refresh tokens, that ended long ago. What happened in them stays in the audit trail. */
@Injectable()
export class SessionUpkeepJob {
  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {
    registry.register({
      name: 'access.sessions',
      description: `Forgets sessions that ended ${KEPT_DAYS} days ago or earlier.`,
      payload: z.object({}),
      schedule: { everyMs: 6 * 3_600_000 },
      run: () => this.run(),
    });
  }

  async run(): Promise<{ forgotten: number }> {
    return this.units.run(this.tree.all(), async (work) => {
      const rows = await work.sql(
        `delete from sessions where expires_at < now() - make_interval(days => ?) returning 1`,
        [KEPT_DAYS],
      );
      return { forgotten: rows.length };
    });
  }
}
