import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** Schema that holds the queues when they live in PostgreSQL. */
export const JOB_SCHEMA = 'bullmq';

/** Makes or updates the tables of the PostgreSQL job store, as the owning role, and lets the application role use them. */
export async function prepareJobStore(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, JOB_SCHEMA, { skipVersionCheck: true });
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
