import { SETTINGS, type Settings } from '@app/config';
import { HealthRegistry } from '@app/observability';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import {
  type JobBackend,
  type JobQueue,
  type JobWorker,
  type RunningJob,
  jobDefaults,
  openJobBackend,
} from './job-backend';
import type { JobDefinition } from './job';
import { JobRegistry } from './job-registry';
import { OutboxRelay } from './outbox-relay';

const runs = new Counter({
  name: 'hydrant_job_runs_total',
  help: 'Job attempts by outcome',
  labelNames: ['job', 'outcome'],
});
const seconds = new Histogram({
  name: 'hydrant_job_duration_seconds',
  help: 'Time that job attempts took',
  labelNames: ['job'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300],
});

/** Runs jobs in this process: opens the workers, plans the schedules, feeds the queue from the outbox. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(JobRunner.name);
  private readonly stopping = new AbortController();
  private backend: JobBackend | undefined;
  private workers: JobWorker[] = [];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly registry: JobRegistry,
    private readonly relay: OutboxRelay,
    @Optional() health?: HealthRegistry,
  ) {
    health?.add({
      name: 'jobs',
      critical: false,
      check: () => ({ status: this.isRunning() ? 'up' : 'down', details: { store: this.backend?.store } }),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const onError = (error: Error) => this.log.warn(`Job store: ${error.message}`);
    const backend = openJobBackend(this.settings, onError);
    this.backend = backend;
    const upkeep = backend.queue('upkeep');
    const tasks = backend.queue('tasks');
    await this.plan(upkeep);
    this.workers = [
      backend.worker('upkeep', 2, (job) => this.run(job), onError),
      backend.worker('tasks', 4, (job) => this.run(job), onError),
    ];
    this.relay.start(tasks);
  }

  /** True while both workers take jobs. */
  isRunning(): boolean {
    return this.workers.length > 0 && this.workers.every((worker) => worker.isRunning());
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.relay.stop();
    await Promise.all(this.workers.map((worker) => worker.close()));
    await this.backend?.close();
  }

  /** Schedules of jobs that exist no more are taken down, so that a renamed job does not fail for ever. */
  private async plan(upkeep: JobQueue): Promise<void> {
    const scheduled = this.registry.all().filter(({ schedule }) => schedule !== undefined);
    const names = new Set(scheduled.map(({ name }) => name));
    for (const { key } of await upkeep.getJobSchedulers()) if (!names.has(key)) await upkeep.removeJobScheduler(key);
    for (const definition of scheduled) {
      const { schedule } = definition;
      const repeat =
        schedule !== undefined && 'cron' in schedule
          ? { pattern: schedule.cron, tz: 'UTC' }
          : { every: schedule?.everyMs ?? 0 };
      await upkeep.upsertJobScheduler(definition.name, repeat, {
        name: definition.name,
        data: { payload: {}, description: definition.description },
        opts: { ...jobDefaults, attempts: definition.attempts ?? 3, removeOnComplete: { count: 200, age: 86_400 } },
      });
    }
  }

  private async run(job: RunningJob): Promise<unknown> {
    const definition = this.registry.find(job.name);
    if (definition === undefined) throw new Error(`No job is named ${job.name}`);
    const stopTimer = seconds.startTimer({ job: job.name });
    try {
      const result = await this.attempt(definition, job);
      runs.inc({ job: job.name, outcome: 'done' });
      return result ?? null;
    } catch (error) {
      runs.inc({ job: job.name, outcome: 'failed' });
      this.log.error(`Job ${job.name} failed in attempt ${job.attemptsMade + 1}: ${String(error)}`);
      throw error;
    } finally {
      stopTimer();
    }
  }

  private attempt(definition: JobDefinition, job: RunningJob): Promise<unknown> {
    const payload = definition.payload.parse(job.data.payload);
    return definition.run(payload, { id: job.id ?? '', attempt: job.attemptsMade + 1, signal: this.stopping.signal });
  }
}
