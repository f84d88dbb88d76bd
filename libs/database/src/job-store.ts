import { createHash } from 'node:crypto';
import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** Schema that holds the queues when they live in PostgreSQL. */
export const JOB_SCHEMA = 'bullmq';

/** The two queues: work that runs by itself, and work that somebody or something asked for. */
export const queueNames = ['upkeep', 'tasks'] as const;
export type QueueName = (typeof queueNames)[number];

/** Makes or updates the tables of the PostgreSQL job store, as the owning role, and lets the application role use them. */
export async function prepareJobStore(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, JOB_SCHEMA, { skipVersionCheck: true });
    // The job store makes a sequence of ids at the first use of each queue; the application role may make nothing.
    for (const name of queueNames) {
      await client.query(
        `create sequence if not exists ${JOB_SCHEMA}.bullmq_jid_${createHash('md5').update(name).digest('hex')}`,
      );
    }
    for (const statement of [
      `grant usage on schema ${JOB_SCHEMA} to hydrant_app`,
      `grant select, insert, update, delete on all tables in schema ${JOB_SCHEMA} to hydrant_app`,
      `grant usage, select, update on all sequences in schema ${JOB_SCHEMA} to hydrant_app`,
      `grant execute on all functions in schema ${JOB_SCHEMA} to hydrant_app`,
    ]) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
