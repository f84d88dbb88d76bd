import { createHttpApplication } from '@app/http';
import { composeProcess } from '@app/process';
import { type TestDatabase, testSettings } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiRole } from '../../apps/api/src/api.role';

/** The API as the app composes it, on a real database, without listening. */
export async function wholeApi(
  database: TestDatabase,
  overrides: Record<string, string> = {},
): Promise<NestFastifyApplication> {
  const settings = testSettings(database, overrides);
  const app = await createHttpApplication(composeProcess([apiRole])(settings), settings, { portal: null });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
