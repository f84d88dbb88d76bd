import type { z } from 'zod';

/** What a running job is given beside its payload. */
export interface JobContext {
  /** Id of this job; the same for all its attempts, so it can serve as an idempotency key. */
  id: string;
  /** First attempt is 1. */
  attempt: number;
  /** Aborted when the process shuts down. */
  signal: AbortSignal;
}

/**
 * One kind of background work. `run` must bear being repeated: a crash after its effect and before its mark is
 * followed by another attempt.
 */
export interface JobDefinition<Payload = unknown> {
  /** Stable dotted name, `domain.verb`. */
  name: string;
  /** One sentence for the operations screen. */
  description: string;
  /** Schema of the payload; jobs that run on a schedule get `{}`. */
  payload: z.ZodType<Payload>;
  /** Runs without being asked: every so many milliseconds, or by a cron pattern in UTC. */
  schedule?: { everyMs: number } | { cron: string };
  /** Outbox topics that start this job, with their payload. */
  topics?: readonly string[];
  /** Attempts before the job counts as failed; default 3. Waits between them double from one second on. */
  attempts?: number;
  /** @returns a short, JSON-able account of what was done, kept with the finished job */
  run(payload: Payload, context: JobContext): Promise<unknown>;
}
