import { ConfigModule } from '@app/config';
import { ControlModule, ControlTopics } from '@app/control';
import { DatabaseModule } from '@app/database';
import { createHttpApplication } from '@app/http';
import { JobsModule } from '@app/jobs';
import { testSettings } from '@app/testing';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PluginHost } from '../src/host/plugin-host';
import { PluginHostModule } from '../src/plugins.module';
import type { IngestHarness } from '../../telemetry/test/ingest-harness';

/** The ingest process in small: the HTTP server and all gateways, on the database of a harness. Real: all of it. */
export interface GatewayApp {
  app: NestFastifyApplication;
  httpUrl: string;
  /** Of the embedded broker; 0 with an outside one */
  mqttPort: number;
  host: PluginHost;
}

export async function gatewayApp(harness: IngestHarness, overrides: Record<string, string> = {}): Promise<GatewayApp> {
  const settings = testSettings(harness.database, overrides);
  @Module({
    imports: [
      ConfigModule.forRoot(settings),
      DatabaseModule.forRoot({ entities: [] }),
      JobsModule,
      PluginHostModule,
      ControlModule,
    ],
  })
  class IngestProcess {}
  const app = await createHttpApplication(IngestProcess, settings, { portal: null });
  await app.listen(0, '127.0.0.1');
  app.get(ControlTopics).connect(app);
  const host = app.get(PluginHost);
  const health = await host.health();
  return {
    app,
    host,
    httpUrl: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    mqttPort: Number(health['gateway-mqtt']?.details?.['port'] ?? 0),
  };
}
