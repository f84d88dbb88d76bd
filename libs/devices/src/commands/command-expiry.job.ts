import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** Orders whose time is up will not be carried out any more. */
@Injectable()
export class CommandExpiryJob {
  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tenants: TenantTree,
  ) {
    registry.register({
      name: 'devices.command-expiry',
      description: 'Marks orders to devices whose time is up.',
      payload: z.object({}),
      schedule: { everyMs: 60_000 },
      run: () => this.run(),
    });
  }

  async run(): Promise<{ expired: number }> {
    return this.units.run(this.tenants.all(), async ({ sql }) => {
      const rows = await sql(
        `update device_commands set state = 'expired', settled_at = now()
         where expires_at < now() and state in ('proposed', 'queued', 'sent') returning 1`,
      );
      return { expired: rows.length };
    });
  }
}
