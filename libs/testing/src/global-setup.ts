import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCluster } from '../../../tools/launcher/postgres.mjs';
import { provision } from '../../../tools/launcher/provision.mjs';

/**
 * Starts one private PostgreSQL for all integration specs, with an empty database that the first spec file migrates.
 * It may forget what a crash of the machine would lose; specs about durability start a cluster of their own.
 */
export default async function globalSetup(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hydrant-test-'));
  chmodSync(dataDir, 0o755);
  const cluster = await startCluster({
    dataDir,
    settings: { fsync: 'off', max_connections: '300', shared_buffers: '256MB' },
  });
  (globalThis as { hydrantTestCluster?: unknown }).hydrantTestCluster = { cluster, dataDir };
  await provision(cluster.superuserUrl, cluster.urls);
  process.env['HYDRANT_TEST_SUPERUSER_URL'] = cluster.superuserUrl;
  process.env['HYDRANT_TEST_URLS'] = JSON.stringify(cluster.urls);
}
