import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { systemClock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { reduce } from './reducer';
import { AlertChanges } from './store/alert-changes';
import { recordFromRow, type AlertRow } from './store/alert-record';

const EVERY_MS = 5_000;

/** Alarms whose flag disagrees with the status of their sensor. */
const disagreeing = `select a.* from alerts a join sensors s on s.tenant_id = a.tenant_id and s.id = a.sensor_id
  where not a.historical
    and ((a.state <> 'normal' and not a.out_of_service and s.status = 'out_of_service') or (a.out_of_service and s.status = 'active'))
  order by a.raised_at, a.id for update of a skip locked`;

/** Takes the alarms of a sensor out of service with it, and brings them back with it. */
@Injectable()
export class ServiceKeeper implements OnModuleInit {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'alerts.service',
      description: 'Takes the alarms of sensors out of service with them, and brings them back.',
      payload: z.strictObject({}),
      schedule: { everyMs: EVERY_MS },
      run: async () => ({ changed: await this.follow(systemClock.now()) }),
    });
  }

  /**
   * @param now - Unix ms
   * @returns number of alarms changed
   */
  async follow(now: number): Promise<number> {
    return this.units.run(this.tree.all(), async (work) => {
      const rows = await work.sql<AlertRow>(disagreeing);
      const changes = new AlertChanges();
      for (const record of rows.map(recordFromRow)) {
        const out = record.occurrence.outOfService;
        const outcome = reduce(record.occurrence, {
          type: out ? 'return-to-service' : 'take-out-of-service',
          at: now,
          by: null,
          reason: out ? 'The sensor is in service again.' : 'The sensor is out of service.',
        });
        if (outcome.ok) changes.step(record, outcome.next, outcome.transition);
      }
      await changes.write(work);
      return rows.length;
    });
  }
}
