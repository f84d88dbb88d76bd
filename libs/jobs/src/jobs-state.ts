import { SETTINGS, type Settings } from '@app/config';
import type { JobKind, JobQueueState, JobsState } from '@app/contracts';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobDefinition } from './job';
import { type JobBackend, type JobQueue, type QueueName, openJobBackend, queueNames } from './job-backend';
import { JobRegistry } from './job-registry';

type FinishedJob = NonNullable<Awaited<ReturnType<JobQueue['getJobs']>>[number]>;

/** Looks into the queues for the operations screen. Opens its connections at the first question. */
@Injectable()
export class JobsStateReader implements OnApplicationShutdown {
  private readonly log = new Logger(JobsStateReader.name);
  private backend: JobBackend | undefined;
  private queues: Record<QueueName, JobQueue> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly registry: JobRegistry,
  ) {}

  async read(): Promise<JobsState> {
    const { backend, queues } = this.open();
    const states: JobQueueState[] = [];
    const finished = new Map<string, FinishedJob>();
    const nextRuns = new Map<string, number>();
    for (const name of queueNames) {
      const counts = await queues[name].getJobCounts('waiting', 'active', 'delayed', 'failed');
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      states.push({ name, waiting, active, delayed, failed });
      for (const job of await queues[name].getJobs(['completed', 'failed'], 0, 400)) {
        const known = finished.get(job.name);
        if ((known?.finishedOn ?? 0) < (job.finishedOn ?? 0)) finished.set(job.name, job);
      }
    }
    for (const { key, next } of await queues.upkeep.getJobSchedulers()) if (next !== undefined) nextRuns.set(key, next);
    const jobs = this.registry.all().map((definition) => describe(definition, finished.get(definition.name), nextRuns.get(definition.name)));
    return { store: backend.store, queues: states, jobs };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backend?.close();
  }

  private open(): { backend: JobBackend; queues: Record<QueueName, JobQueue> } {
    this.backend ??= openJobBackend(this.settings, (error) => this.log.warn(`Job store: ${error.message}`));
    this.queues ??= { upkeep: this.backend.queue('upkeep'), tasks: this.backend.queue('tasks') };
    return { backend: this.backend, queues: this.queues };
  }
}

function describe({ name, description, schedule }: JobDefinition, last: FinishedJob | undefined, next: number | undefined): JobKind {
  const finishedOn = last?.finishedOn;
  return {
    name,
    description,
    schedule: schedule === undefined ? null : 'cron' in schedule ? schedule.cron : `every ${schedule.everyMs / 1_000} s`,
    nextRunAt: next === undefined ? null : new Date(next).toISOString(),
    lastRun:
      last === undefined || finishedOn === undefined
        ? null
        : {
            finishedAt: new Date(finishedOn).toISOString(),
            outcome: last.failedReason === undefined || last.failedReason === null || last.failedReason === '' ? 'done' : 'failed',
            milliseconds: Math.max(0, finishedOn - (last.processedOn ?? finishedOn)),
            result: (last.returnvalue as unknown) ?? null,
            error: last.failedReason ?? null,
          },
  };
}
