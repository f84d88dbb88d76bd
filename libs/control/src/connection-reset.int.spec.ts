import { gatewayApp } from '../../plugins/test/gateway-app';
import { IngestHarness } from '../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

/** Real: PostgreSQL, the process with its embedded broker. */
it('shows nobody as connected when the broker of the process starts, but those of other protocols as they were', async () => {
  const harness = await IngestHarness.open();
  const tenant = await harness.tenant();
  const mqtt = await harness.device(tenant, 'mqtt');
  const http = await harness.device(tenant, 'http');
  await harness.sql('update devices set online = true');
  const { app } = await gatewayApp(harness, { COAP_PORT: '0', COAPS_PORT: '0', TCP_PORT: '0' });
  const rows = await harness.sql<{ id: string; online: boolean }>('select id, online from devices');
  expect(new Map(rows.map(({ id, online }) => [id, online]))).toEqual(
    new Map([
      [mqtt.id, false],
      [http.id, true],
    ]),
  );
  await app.close();
  await harness.close();
});
