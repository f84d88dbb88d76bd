import { once } from 'node:events';
import { createServer } from 'node:net';
import { eventually } from '@app/testing';
import { connectAsync } from 'mqtt';
import { type GatewayApp, gatewayApp } from '../libs/plugins/test/gateway-app';
import { IngestHarness, type SeededDevice } from '../libs/telemetry/test/ingest-harness';
import { type PlainBroker, plainBroker } from '../plugins/gateway-sparkplug/test/plain-broker';

jest.setTimeout(90_000);

/** Real: Mosquitto without a memory of its own, the ingest process, PostgreSQL. */
describe('control topics and telemetry when the broker comes and goes', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let broker: PlainBroker;
  let device: SeededDevice;

  beforeAll(async () => {
    broker = await plainBroker();
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    await harness.sensor(tenant, 'P-1');
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
    await broker.stop();
  });

  const say = async (battery: number) => {
    const client = await connectAsync(broker.url, { reconnectPeriod: 0 });
    const reading = JSON.stringify({ sensor_id: 'P-1', value: battery, unit: 'kPa' });
    await client.publishAsync(`wm/v1/${device.id}/status`, JSON.stringify({ battery_percent: battery }), { qos: 1 });
    await client.publishAsync(`wm/v1/${device.id}/up`, reading, { qos: 1 });
    await client.endAsync();
  };
  const arrives = (battery: number) =>
    eventually(async () => {
      await say(battery);
      await eventually(async () => {
        const [row] = await harness.sql('select battery_percent from devices where id = $1', [device.id]);
        expect(row).toEqual({ battery_percent: battery });
        const [stored] = await harness.sql('select count(*)::int as count from readings where value = $1', [battery]);
        expect(stored).not.toEqual({ count: 0 });
      }, 2_000);
    }, 40_000);

  it('are heard again after it was away, also when it has forgotten the sessions', async () => {
    gateway = await gatewayApp(harness, { MQTT_URL: broker.url, COAP_PORT: '0', COAPS_PORT: '0' });
    await arrives(50);
    await broker.kill();
    await broker.start();
    await arrives(51);
  });

  it('begin when it comes, where it was away at the start of the process', async () => {
    await gateway.app.close();
    await broker.kill();
    // In its place somebody who lets everybody knock in vain.
    const closed = createServer((socket) => socket.destroy()).listen(broker.port, '127.0.0.1');
    const starting = gatewayApp(harness, { MQTT_URL: broker.url, COAP_PORT: '0', COAPS_PORT: '0' });
    await once(closed, 'connection');
    closed.close();
    await once(closed, 'close');
    await broker.start();
    gateway = await starting;
    await arrives(52);
  });
});
