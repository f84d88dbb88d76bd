// @ts-check
/** Runs the database in a container where no PostgreSQL is installed. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture, run } from './commands.mjs';
import { DatabaseStartError } from './postgres.mjs';
import { serverSettings } from './pg-settings.mjs';
import { connectionUrls, loadState } from './pg-state.mjs';
import { findFreePort, waitUntil } from './processes.mjs';

/** PostgreSQL with PostGIS; the same image as in docker-compose.yml. */
export const DATABASE_IMAGE = 'postgis/postgis:17-3.5';

/** @returns {Promise<boolean>} whether a Docker engine answers */
export async function dockerAnswers() {
  return (await capture('docker', ['info', '--format', '{{.ServerVersion}}'])).code === 0;
}

/**
 * Arguments of `docker run` for the database of a data folder.
 * @param {{ name: string, base: string, port: number }} options
 * @returns {string[]}
 */
export function containerArgs({ name, base, port }) {
  // Logs go to Docker, and the image listens inside its own network.
  const skip = new Set(['listen_addresses', 'logging_collector', 'log_directory', 'log_filename', 'lc_messages']);
  const settings = Object.entries(serverSettings()).filter(([key]) => !skip.has(key));
  return [
    'run',
    '--detach',
    '--name',
    name,
    '--shm-size',
    '512m',
    '--stop-signal',
    'SIGINT',
    '--publish',
    `127.0.0.1:${port}:5432`,
    '--volume',
    `${path.join(base, 'data')}:/var/lib/postgresql/data`,
    '--volume',
    `${path.join(base, 'secret')}:/run/hydrant:ro`,
    '--env',
    'POSTGRES_PASSWORD_FILE=/run/hydrant/password',
    '--env',
    'PGDATA=/var/lib/postgresql/data/cluster',
    DATABASE_IMAGE,
    'postgres',
    ...settings.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

/**
 * Starts the container of a data folder, making it at the first call.
 * @param {string} dataDir
 * @returns {Promise<Pick<import('./postgres.mjs').Cluster, 'superuserUrl' | 'urls' | 'exited' | 'stop'>>}
 * @throws {DatabaseStartError}
 */
export async function startContainer(dataDir) {
  const base = path.join(dataDir, 'postgres-docker');
  const name = `hydrant-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  mkdirSync(path.join(base, 'data'), { recursive: true });
  mkdirSync(path.join(base, 'secret'), { recursive: true });
  const state = await loadState(dataDir, findFreePort);
  const password = path.join(base, 'secret/password');
  writeFileSync(password, `${state.passwords.superuser}\n`, { mode: 0o600 });
  try {
    const known = (await capture('docker', ['container', 'inspect', name])).code === 0;
    await run('docker', known ? ['start', name] : containerArgs({ name, base, port: state.port }));
    const ask = ['exec', name, 'pg_isready', '--quiet', '--host', '127.0.0.1'];
    if (!(await waitUntil(async () => (await capture('docker', ask)).code === 0, 180_000, 500))) {
      const { output } = await capture('docker', ['logs', '--tail', '20', name]);
      throw new DatabaseStartError(`The database container ${name} does not become ready:\n${output}`);
    }
  } finally {
    // Read by the image at its first start only.
    rmSync(password, { force: true });
  }
  return {
    ...connectionUrls(state),
    exited: capture('docker', ['wait', name]).then(() => undefined),
    async stop({ hurry = false } = {}) {
      await capture('docker', ['stop', '--time', hurry ? '3' : '30', name]);
    },
  };
}
