import type { Settings } from '@app/config';
import { JOB_SCHEMA, type QueueName, queueNames } from '@app/database';
import {
  createPostgresBackend,
  createRedisBackend,
  type Job,
  type JobsOptions,
  type Queue,
  type Worker,
  withBackend,
} from 'bullmq';
import { Pool } from 'pg';

/** What travels in a queue. Scheduled jobs carry their description, so that every process can show it. */
export interface QueuedJob {
  payload: unknown;
  description?: string;
}

export type JobQueue = Pick<
  Queue<QueuedJob>,
  'addBulk' | 'upsertJobScheduler' | 'getJobSchedulers' | 'removeJobScheduler' | 'getJobCounts' | 'getJobs' | 'close'
>;
export type JobWorker = Pick<Worker<QueuedJob>, 'close' | 'isRunning'>;
export type RunningJob = Pick<Job<QueuedJob>, 'id' | 'name' | 'data' | 'attemptsMade'>;

/** The jobs library on one of its two stores. */
export interface JobBackend {
  store: 'postgresql' | 'redis';
  queue(name: QueueName): JobQueue;
  worker(
    name: QueueName,
    concurrency: number,
    run: (job: RunningJob) => Promise<unknown>,
    onError: (error: Error) => void,
  ): JobWorker;
  /** Closes connections that are shared by queues and workers; close those first. */
  close(): Promise<void>;
}

/** Finished jobs are kept for the operations screen, and so that an id cannot run a second time within that time. */
export const jobDefaults: JobsOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 14 * 86_400, count: 5_000 },
};

/** PostgreSQL unless `REDIS_URL` is set. */
export function openJobBackend(settings: Settings, onError: (error: Error) => void): JobBackend {
  return settings.REDIS_URL === undefined ? onPostgres(settings.DATABASE_URL, onError) : onRedis(settings.REDIS_URL);
}

function onPostgres(url: string, onError: (error: Error) => void): JobBackend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  // Every worker keeps one connection for its notifications; with fewer than workers + queues + 4 the start would hang.
  const pool = new Pool({
    connectionString: url,
    max: 2 * queueNames.length + 4,
    options: `-c search_path=${JOB_SCHEMA}`,
    application_name: 'hydrant-jobs',
  });
  pool.on('error', onError);
  const queues: { close(): Promise<void> }[] = [];
  return {
    store: 'postgresql',
    queue(name) {
      const queue = new Queue<QueuedJob>(name, { connection: pool, defaultJobOptions: jobDefaults });
      queue.on('error', onError);
      queues.push(queue);
      return queue as unknown as JobQueue;
    },
    worker(name, concurrency, run, onWorkerError) {
      const worker = new Worker<QueuedJob>(name, run, { connection: pool, concurrency });
      worker.on('error', onWorkerError);
      return worker as unknown as JobWorker;
    },
    async close() {
      for (const queue of queues) await queue.close();
      await pool.end();
    },
  };
}

function onRedis(url: string): JobBackend {
  const { Queue, Worker } = withBackend(createRedisBackend);
  const connection = { url, maxRetriesPerRequest: null };
  const queues: { close(): Promise<void> }[] = [];
  return {
    store: 'redis',
    queue(name) {
      const queue = new Queue<QueuedJob>(name, { connection, prefix: 'hydrant', defaultJobOptions: jobDefaults });
      queue.on('error', () => undefined);
      queues.push(queue);
      return queue as unknown as JobQueue;
    },
    worker(name, concurrency, run, onError) {
      const worker = new Worker<QueuedJob>(name, run, { connection, prefix: 'hydrant', concurrency });
      worker.on('error', onError);
      return worker as unknown as JobWorker;
    },
    async close() {
      for (const queue of queues) await queue.close();
    },
  };
}
