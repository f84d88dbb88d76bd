import { migrate } from '@app/database';

/** Brings the schema up to date and ends; `DATABASE_OWNER_URL` names the database. For installations of several processes. */
async function main(): Promise<void> {
  const url = process.env['DATABASE_OWNER_URL'];
  if (url === undefined || url === '')
    throw new Error('DATABASE_OWNER_URL is missing: the address of the database as the owning role');
  const done = await migrate(url);
  process.stdout.write(done.length === 0 ? 'The schema is up to date.\n' : `Migrated: ${done.join(', ')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
