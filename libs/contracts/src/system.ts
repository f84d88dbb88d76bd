import { z } from 'zod';

export const JobKind = z
  .object({
    name: z.string(),
    description: z.string(),
    schedule: z
      .string()
      .nullable()
      .describe('`every N s` or a cron pattern in UTC; null for work that runs when asked'),
    nextRunAt: z.iso.datetime().nullable(),
    lastRun: z
      .object({
        finishedAt: z.iso.datetime(),
        outcome: z.enum(['done', 'failed']),
        milliseconds: z.number().min(0),
        result: z.unknown().describe('What the job says it did; null when it failed'),
        error: z.string().nullable(),
      })
      .nullable()
      .describe('Null when it has not run within the time that finished jobs are kept'),
  })
  .meta({ id: 'JobKind' });
export type JobKind = z.infer<typeof JobKind>;

export const JobQueueState = z
  .object({
    name: z.string(),
    waiting: z.int().min(0),
    active: z.int().min(0),
    delayed: z.int().min(0).describe('Planned for later, scheduled ones included'),
    failed: z.int().min(0),
  })
  .meta({ id: 'JobQueueState' });
export type JobQueueState = z.infer<typeof JobQueueState>;

export const JobsState = z
  .object({ store: z.enum(['postgresql', 'redis']), queues: z.array(JobQueueState), jobs: z.array(JobKind) })
  .meta({ id: 'JobsState', description: 'Background work: its queues, its kinds and how each last went' });
export type JobsState = z.infer<typeof JobsState>;

export const JobAccepted = z.object({ accepted: z.literal(true), job: z.string() }).meta({ id: 'JobAccepted' });
export type JobAccepted = z.infer<typeof JobAccepted>;
