import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** How long a request may be repeated with its key, hours. */
export const KEPT_HOURS = 48;

/** Forgets Idempotency-Keys that nobody will repeat any more. */
@Injectable()
export class IdempotencyUpkeepJob {
  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tenants: TenantTree,
  ) {
    registry.register({
      name: 'http.idempotency-keys',
      description: `Forgets idempotency keys older than ${KEPT_HOURS} hours.`,
      payload: z.object({}),
      schedule: { everyMs: 3_600_000 },
      run: () => this.run(),
    });
  }

  async run(): Promise<{ forgotten: number }> {
    return this.units.run(this.tenants.all(), async ({ sql }) => {
      const rows = await sql(
        `delete from idempotency_keys where created_at < now() - make_interval(hours => ?) returning 1`,
        [KEPT_HOURS],
      );
      return { forgotten: rows.length };
    });
  }
}
