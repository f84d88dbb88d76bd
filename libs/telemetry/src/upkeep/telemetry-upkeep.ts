import { SETTINGS, type Settings } from '@app/config';
import { PartitionKeeper, UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { z } from 'zod';
import { TenantTree } from '@app/tenancy';
import { BatchLog } from '../log/batch-log';
import { LEDGER_KEPT_DAYS, pruneLedger } from './ledger-retention';

const DAY_MS = 86_400_000;
/** Partitions stand so many days ahead: that long may the job be down before readings have nowhere to go. */
const DAYS_AHEAD = 7;
/** The mark of a message is known for so long. */
const KEYS_KEPT_DAYS = 7;
const none = z.object({});

/** Keeps the tables of readings in shape: partitions made ahead, old ones dropped, the batch log and the ledgers short. */
@Injectable()
export class TelemetryUpkeep implements OnApplicationBootstrap {
  private readonly log = new Logger(TelemetryUpkeep.name);

  constructor(
    registry: JobRegistry,
    @Inject(SETTINGS) settings: Settings,
    @Inject(PartitionKeeper) private readonly partitions: PartitionKeeper | null,
    batchLog: BatchLog,
    private readonly work: UnitOfWork,
    private readonly tree: TenantTree,
  ) {
    registry.register({
      name: 'telemetry.prune-log',
      description: 'Removes stored batches that all readers of the log have passed.',
      payload: none,
      schedule: { everyMs: 60_000 },
      run: async () => ({ removed: await batchLog.prune() }),
    });
    registry.register({
      name: 'telemetry.prune-keys',
      description: `Forgets marks of messages after ${KEYS_KEPT_DAYS} days.`,
      payload: none,
      schedule: { everyMs: 3_600_000 },
      run: async () => ({ removed: await this.pruneKeys() }),
    });
    registry.register({
      name: 'telemetry.prune-ledger',
      description: `Removes ledgers of devices and settled messages of quarantine after ${LEDGER_KEPT_DAYS} days.`,
      payload: none,
      schedule: { cron: '41 3 * * *' },
      run: () => pruneLedger(this.work, this.tree.all()),
    });
    if (partitions === null) return;
    registry.register({
      name: 'telemetry.partitions',
      description: `Makes the daily tables of readings ${DAYS_AHEAD} days ahead.`,
      payload: none,
      schedule: { everyMs: 3_600_000 },
      run: () => this.makeAhead(partitions),
    });
    registry.register({
      name: 'telemetry.retention',
      description: `Drops readings older than ${settings.RETENTION_DAYS} days.`,
      payload: none,
      schedule: { cron: '17 3 * * *' },
      run: async () => ({ dropped: await partitions.dropBefore(Date.now() - settings.RETENTION_DAYS * DAY_MS) }),
    });
  }

  /** The first readings must not wait for the first run of the job. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.partitions !== null) await this.makeAhead(this.partitions);
    else this.log.warn('DATABASE_OWNER_URL is not set here: another process must keep the partitions of readings');
  }

  private pruneKeys(): Promise<number> {
    return this.work.run(this.tree.all(), async (work) => {
      const [row] = await work.sql<{ count: number }>(
        `with gone as (delete from message_keys where received_at < now() - ? * interval '1 day' returning 1)
         select count(*)::int as count from gone`,
        [KEYS_KEPT_DAYS],
      );
      return row?.count ?? 0;
    });
  }

  private async makeAhead(partitions: PartitionKeeper): Promise<{ until: string }> {
    const until = Date.now() + DAYS_AHEAD * DAY_MS;
    await partitions.ensure(Date.now() - 2 * DAY_MS, until);
    return { until: new Date(until).toISOString() };
  }
}
