import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** A device counts as offline when it has missed so many of its reporting intervals ... */
const MISSED_INTERVALS = 3;
/** ... and has been quiet for at least this long, s. */
const LEAST_QUIET_S = 300;

/** Finds devices without a connection of their own (HTTP and the like) that have gone quiet, and shows them as offline. */
@Injectable()
export class PresenceJob {
  constructor(
    registry: JobRegistry,
    private readonly units: UnitOfWork,
    private readonly tenants: TenantTree,
  ) {
    registry.register({
      name: 'devices.presence',
      description: 'Shows devices that have gone quiet as offline.',
      payload: z.object({}),
      schedule: { everyMs: 30_000 },
      run: () => this.run(),
    });
  }

  /** Devices on MQTT are left out: the broker knows whether they are connected. */
  async run(): Promise<{ offline: number }> {
    return this.units.run(this.tenants.all(), async ({ sql }) => {
      const rows = await sql(
        `update devices d set online = false
         where d.online and d.protocol <> 'mqtt' and d.last_seen_at < now() - make_interval(secs => greatest(${LEAST_QUIET_S},
           ${MISSED_INTERVALS} * (select min(s.interval_s) from sensors s where s.tenant_id = d.tenant_id and s.device_id = d.id)))
         returning 1`,
      );
      return { offline: rows.length };
    });
  }
}
