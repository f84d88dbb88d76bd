import type { AddressInfo } from 'node:net';
import { rmSync } from 'node:fs';
import type { Settings } from '@app/config';
import { createHttpApplication } from '@app/http';
import { composeProcess } from '@app/process';
import { PluginHost } from '@app/plugins';
import { type TestDatabase, testDatabase, testSettings } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiRole } from '../../apps/api/src/api.role';
import { ingestRole } from '../../apps/ingest/src/ingest.role';
import { workerRole } from '../../apps/worker/src/worker.role';
import { Caller } from './caller';

/** The whole platform in this process, on a database of its own, listening on free ports. */
export interface TestPlatform {
  app: NestFastifyApplication;
  database: TestDatabase;
  settings: Settings;
  /** `http://127.0.0.1:port` */
  url: string;
  /** Signed in as the first administrator. */
  admin: Caller;
  plugins: PluginHost;
  close(): Promise<void>;
}

export const ADMIN_PASSWORD = 'correct horse battery staple';

/**
 * Starts api, ingest and worker in one process. Real: PostgreSQL, HTTP, MQTT, jobs, detection; nothing is faked.
 * @param overrides - environment variables beside or instead of the test's
 */
export async function startPlatform(
  overrides: Record<string, string> = {},
  portal: string | null = null,
): Promise<TestPlatform> {
  const database = await testDatabase();
  const settings = testSettings(database, overrides);
  const roles = [apiRole, ingestRole, workerRole];
  const app = await createHttpApplication(composeProcess(roles)(settings), settings, { portal });
  await app.listen(0, '127.0.0.1');
  for (const { ready } of roles) ready?.(app);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    database,
    settings,
    url,
    admin: await Caller.signIn(url, 'admin', ADMIN_PASSWORD),
    plugins: app.get(PluginHost),
    async close() {
      await app.close();
      await database.drop();
      rmSync(settings.HYDRANT_DATA_DIR, { recursive: true, force: true });
    },
  };
}
