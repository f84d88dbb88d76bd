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
const BATCH = 500;

/** Ends shelvings whose time is over; what is still active then asks for attention again. */
@Injectable()
export class ShelfKeeper implements OnModuleInit {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'alerts.unshelve',
      description: 'Brings shelved alarms back into sight when their time is over.',
      payload: z.strictObject({}),
      schedule: { everyMs: EVERY_MS },
      run: async () => ({ unshelved: await this.expire(systemClock.now()) }),
    });
  }

  /**
   * @param now - Unix ms
   * @returns number of alarms brought back
   */
  async expire(now: number): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.units.run(this.tree.all(), async (work) => {
        const rows = await work.sql<AlertRow>(
          `select * from alerts where shelved_until <= ? order by raised_at, id limit ${BATCH} for update skip locked`,
          [new Date(now).toISOString()],
        );
        const changes = new AlertChanges();
        for (const record of rows.map(recordFromRow)) {
          const outcome = reduce(record.occurrence, { type: 'shelf-expired', at: now });
          if (outcome.ok) changes.step(record, outcome.next, outcome.transition);
        }
        await changes.write(work);
        return rows.length;
      });
      total += count;
      if (count < BATCH) return total;
    }
  }
}
