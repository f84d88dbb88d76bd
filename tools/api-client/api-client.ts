import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SCHEMA_FILE, generateSchema } from './generate';

/** `npm run api-client` writes the types of the API; with `--check` it only compares and fails when they differ. */
async function main(): Promise<void> {
  const fresh = await generateSchema();
  if (!process.argv.includes('--check')) {
    mkdirSync(path.dirname(SCHEMA_FILE), { recursive: true });
    writeFileSync(SCHEMA_FILE, fresh);
    process.stdout.write(`Written: ${SCHEMA_FILE}\n`);
    process.exit(0);
  }
  if (readFileSync(SCHEMA_FILE, 'utf8') === fresh) process.exit(0);
  process.stderr.write(`${SCHEMA_FILE} is not what the API says: run npm run api-client and commit it\n`);
  process.exit(1);
}

void main();
