import { rmSync } from 'node:fs';

interface TestCluster {
  cluster: { stop(options?: { hurry?: boolean }): Promise<void> };
  dataDir: string;
}

/** Stops what the global setup started and removes its files. */
export default async function globalTeardown(): Promise<void> {
  const started = (globalThis as { hydrantTestCluster?: TestCluster }).hydrantTestCluster;
  if (started === undefined) return;
  await started.cluster.stop({ hurry: true });
  rmSync(started.dataDir, { recursive: true, force: true });
}
