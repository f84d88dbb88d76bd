// @ts-check
/** Prepares an outside server: roles, database, extensions. Needs DATABASE_ADMIN_URL and the address of each role. */
import { provision } from './provision.mjs';

const { env } = process;
const names = [
  'DATABASE_ADMIN_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_URL',
  'DATABASE_INGEST_URL',
  'DATABASE_READONLY_URL',
];
const missing = names.filter((name) => !env[name]);
if (missing.length > 0) {
  process.stderr.write(`Missing: ${missing.join(', ')}\n`);
  process.exit(1);
}
const [admin, owner, app, ingest, readonly] = names.map((name) => String(env[name]));
const { bypassRls, leakproof } = await provision(admin, { owner, app, ingest, readonly });
process.stdout.write('Roles, database and extensions are there.\n');
if (!bypassRls) process.stdout.write('The ingest role is bound by row security (no superuser): readings are staged.\n');
if (!leakproof)
  process.stdout.write('Spatial functions are not leakproof (no superuser): spatial queries are slower.\n');
