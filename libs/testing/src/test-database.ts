import { randomBytes } from 'node:crypto';
import { type Settings, readSettings } from '@app/config';
import { migrate } from '@app/database';
import { Client } from 'pg';
import { eventually } from './eventually';

/** Addresses of one fresh, migrated, empty database. */
export interface TestDatabase {
  name: string;
  appUrl: string;
  ownerUrl: string;
  ingestUrl: string;
  readonlyUrl: string;
  superuserUrl: string;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh copy of the migrated database on the cluster of the global setup. Drop it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = process.env['HYDRANT_TEST_SUPERUSER_URL'];
  const urls = JSON.parse(process.env['HYDRANT_TEST_URLS'] ?? 'null') as Record<
    'app' | 'owner' | 'ingest' | 'readonly',
    string
  > | null;
  if (admin === undefined || urls === null)
    throw new Error('testDatabase() works only in the integration project (*.int.spec.ts)');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: admin });
  await client.connect();
  try {
    // One worker at a time: the template can be neither migrated nor copied while somebody is connected to it.
    await client.query(`select pg_advisory_lock(hashtextextended('hydrant.test-template', 0))`);
    await migrateTemplate(urls.owner);
    await copyTemplate(client, name);
  } finally {
    await client.end();
  }
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    name,
    appUrl: on(urls.app),
    ownerUrl: on(urls.owner),
    ingestUrl: on(urls.ingest),
    readonlyUrl: on(urls.readonly),
    superuserUrl: on(admin),
    drop: () => administer(admin, `drop database if exists ${name} with (force)`),
  };
}

/** Settings of a process that runs on a test database; ports 0 take any free one. */
export function testSettings(database: TestDatabase, overrides: Record<string, string> = {}): Settings {
  return readSettings({
    PORT: '0',
    MQTT_PORT: '0',
    TCP_PORT: '0',
    COAP_PORT: '0',
    COAPS_PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    HYDRANT_SECRET_KEY: Buffer.alloc(32, 'test key ').toString('base64'),
    HYDRANT_ADMIN_PASSWORD: 'correct horse battery staple',
    HYDRANT_DATA_DIR: `/tmp/hydrant-${database.name}`,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_INGEST_URL: database.ingestUrl,
    RATE_LIMIT_PER_MINUTE: '100000',
    RATE_LIMIT_USER_PER_MINUTE: '1000000',
    RATE_LIMIT_DEVICE_PER_MINUTE: '1000000',
    ...overrides,
  });
}

/** Each worker checks once; the migrations of a template that is up to date do nothing. */
let templateReady: Promise<void> | undefined;
function migrateTemplate(ownerUrl: string): Promise<void> {
  templateReady ??= migrate(ownerUrl).then(() => undefined);
  return templateReady;
}

/** The server takes a moment to forget the migrating connection. */
async function copyTemplate(client: Client, name: string): Promise<void> {
  await eventually(() => client.query(`create database ${name} template hydrant owner hydrant_owner`));
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
