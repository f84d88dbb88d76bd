import { DatabaseEvents, UnitOfWork } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';
import type { JobQueue } from './job-backend';
import { JobRegistry } from './job-registry';
import { JOB_TOPIC } from './outbox';

const BATCH = 500;
const POLL_MS = 2_000;

interface OutboxRow {
  id: string;
  topic: string;
  payload: object;
}

/**
 * Moves committed outbox rows into the queue `tasks`, oldest first. A row is marked after the queue has taken it; a
 * crash in between offers it again under the same job id, which the queue then knows already.
 */
@Injectable()
export class OutboxRelay {
  private readonly log = new Logger(OutboxRelay.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: DatabaseEvents,
    private readonly tenants: TenantTree,
    private readonly registry: JobRegistry,
  ) {}

  start(queue: JobQueue): void {
    const wake = () => void this.wake(queue);
    this.stopListening = this.events.listen('outbox', wake);
    this.timer = setInterval(wake, POLL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopListening?.();
    await this.running;
  }

  private async wake(queue: JobQueue): Promise<void> {
    if (this.running !== undefined) {
      this.again = true;
      return;
    }
    this.running = this.drain(queue);
    await this.running;
    this.running = undefined;
    if (this.again) {
      this.again = false;
      await this.wake(queue);
    }
  }

  private async drain(queue: JobQueue): Promise<void> {
    try {
      while ((await this.moveSome(queue)) === BATCH);
    } catch (error) {
      this.log.error(`Outbox not moved, trying again in ${POLL_MS} ms: ${String(error)}`);
    }
  }

  private moveSome(queue: JobQueue): Promise<number> {
    return this.unitOfWork.run(this.tenants.all(), async (work) => {
      const rows = await work.sql<OutboxRow>(
        `select id, topic, payload from outbox where sent_at is null order by id limit ${BATCH} for update skip locked`,
      );
      if (rows.length === 0) return 0;
      const jobs = rows.flatMap(({ id, topic, payload }) =>
        this.jobsOf(topic).map((name) => ({ name, data: { payload }, opts: { jobId: `outbox-${id}-${name}` } })),
      );
      if (jobs.length > 0) await queue.addBulk(jobs);
      await work.sql(`update outbox set sent_at = now() where id = any (string_to_array(?, ',')::bigint[])`, [
        rows.map(({ id }) => id).join(','),
      ]);
      return rows.length;
    });
  }

  private jobsOf(topic: string): string[] {
    return topic.startsWith(JOB_TOPIC) ? [topic.slice(JOB_TOPIC.length)] : this.registry.subscribers(topic);
  }
}
