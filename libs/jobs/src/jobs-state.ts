import { SETTINGS, type Settings } from '@app/config';
import type { JobKind, JobQueueState, JobsState } from '@app/contracts';
import { type QueueName, queueNames } from '@app/database';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type JobBackend, type JobQueue, type QueuedJob, openJobBackend } from './job-backend';

type FinishedJob = NonNullable<Awaited<ReturnType<JobQueue['getJobs']>>[number]>;

/** Looks into the queues for the operations screen. Opens its connections at the first question. */
@Injectable()
export class JobsStateReader implements OnApplicationShutdown {
  private readonly log = new Logger(JobsStateReader.name);
  private backend: JobBackend | undefined;
  private queues: Record<QueueName, JobQueue> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async read(): Promise<JobsState> {
    const { backend, queues } = this.open();
    const states: JobQueueState[] = [];
    const finished = new Map<string, FinishedJob>();
    for (const name of queueNames) {
      const counts = await queues[name].getJobCounts('waiting', 'active', 'delayed', 'failed');
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      states.push({ name, waiting, active, delayed, failed });
      for (const job of await queues[name].getJobs(['completed', 'failed'], 0, 400)) {
        const known = finished.get(job.name);
        if ((known?.finishedOn ?? 0) < (job.finishedOn ?? 0)) finished.set(job.name, job);
      }
    }
    const jobs = (await queues.upkeep.getJobSchedulers()).map((plan) => describe(plan, finished.get(plan.key)));
    const asked = [...finished.values()]
      .filter(({ name }) => !jobs.some((job) => job.name === name))
      .map((last) => describe({ key: last.name }, last));
    jobs.push(...asked);
    jobs.sort((a, b) => a.name.localeCompare(b.name));
    return { store: backend.store, queues: states, jobs };
  }

  /** Whether a job of this name runs on a schedule, in whatever process. */
  async isScheduled(name: string): Promise<boolean> {
    return (await this.open().queues.upkeep.getJobSchedulers()).some(({ key }) => key === name);
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

interface Plan {
  key: string;
  /** Unix ms of the next run. */
  next?: number;
  every?: number | string;
  pattern?: string;
  template?: { data?: QueuedJob };
}

function describe({ key, next, every, pattern, template }: Plan, last: FinishedJob | undefined): JobKind {
  return {
    name: key,
    description: template?.data?.description ?? '',
    schedule: pattern ?? (every === undefined ? null : `every ${Number(every) / 1_000} s`),
    nextRunAt: next === undefined ? null : new Date(next).toISOString(),
    lastRun: last === undefined ? null : lastRun(last),
  };
}

function lastRun({ finishedOn, processedOn, failedReason, returnvalue }: FinishedJob): JobKind['lastRun'] {
  if (finishedOn === undefined) return null;
  const failed = failedReason !== undefined && failedReason !== null && failedReason !== '';
  return {
    finishedAt: new Date(finishedOn).toISOString(),
    outcome: failed ? 'failed' : 'done',
    milliseconds: Math.max(0, finishedOn - (processedOn ?? finishedOn)),
    result: failed ? null : ((returnvalue as unknown) ?? null),
    error: failed ? failedReason : null,
  };
}
