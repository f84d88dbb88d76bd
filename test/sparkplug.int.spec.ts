import { eventually } from '@app/testing';
import { newClient } from 'sparkplug-client';
import { type GatewayApp, gatewayApp } from '../libs/plugins/test/gateway-app';
import { IngestHarness, type SeededDevice } from '../libs/telemetry/test/ingest-harness';
import { type PlainBroker, plainBroker } from '../plugins/gateway-sparkplug/test/plain-broker';

jest.setTimeout(60_000);

/** Real: Mosquitto, plugin host, gateway, PostgreSQL, and Eclipse Tahu's sparkplug-client as edge node. */
describe('Sparkplug B on the real host', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let broker: PlainBroker;
  let node: SeededDevice;
  let pump: SeededDevice;
  let edge: ReturnType<typeof newClient>;

  beforeAll(async () => {
    broker = await plainBroker();
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    node = await harness.device(tenant, 'sparkplug');
    pump = await harness.device(tenant, 'sparkplug');
    await harness.identity(node, 'sparkplug', 'plant/edge');
    await harness.identity(pump, 'sparkplug', 'plant/edge/pump');
    await harness.sensor(tenant, 'L-1', { quantity: 'level', deviceId: node.id, channel: 'Tank/Level' });
    await harness.sensor(tenant, 'F-1', {
      quantity: 'flow',
      deviceId: pump.id,
      channel: 'Flow',
      channelUnit: 'L/s',
    });
    gateway = await gatewayApp(harness, { COAP_PORT: '0', COAPS_PORT: '0' });
    await gateway.host.addInstance({
      plugin: 'gateway-sparkplug',
      name: 'plant',
      config: { url: broker.url, rebirthIntervalS: 1 },
    });
    edge = newClient({
      serverUrl: broker.url,
      username: '',
      password: '',
      groupId: 'plant',
      edgeNode: 'edge',
      clientId: 'e1',
    });
    edge.on('birth', () => {
      edge.publishNodeBirth({
        timestamp: Date.now(),
        metrics: [
          {
            name: 'Tank/Level',
            type: 'Double',
            value: 3,
            properties: { engUnit: { type: 'String', value: 'ft' } },
          },
        ],
      });
      edge.publishDeviceBirth('pump', { timestamp: Date.now(), metrics: [{ name: 'Flow', type: 'Float', value: 2 }] });
    });
  });
  afterAll(async () => {
    edge.stop();
    await gateway.app.close();
    await harness.close();
    await broker.stop();
  });

  const values = async (code: string) =>
    (
      await harness.sql<{ value: number }>(
        'select r.value from readings r join sensors s on s.number = r.sensor_id where s.code = $1 order by r.time',
        [code],
      )
    ).map(({ value }) => Math.round(value * 10_000) / 10_000);
  const online = async ({ id }: SeededDevice) =>
    (await harness.sql<{ online: boolean }>('select online from devices where id = $1', [id]))[0]?.online;

  it('stores births and data in the units that the birth or the channel names', async () => {
    await eventually(async () => expect(await values('L-1')).toEqual([0.9144]));
    await eventually(async () => expect(await values('F-1')).toEqual([7.2]));
    const timestamp = Date.now();
    edge.publishNodeData({ timestamp, metrics: [{ name: 'Tank/Level', type: 'Double', value: 10, timestamp }] });
    await eventually(async () => expect(await values('L-1')).toEqual([0.9144, 3.048]));
    await eventually(async () => expect([await online(node), await online(pump)]).toEqual([true, true]));
  });

  it('keeps aside what nobody has registered, in a form that can be read once more', async () => {
    edge.publishNodeBirth({ timestamp: Date.now(), metrics: [{ name: 'Spare', type: 'Int32', value: -7 }] });
    await eventually(async () => {
      const kept = await harness.sql<{ reason: string }>('select reason from quarantine where device_id = $1', [
        node.id,
      ]);
      expect(kept).toEqual([{ reason: 'unknown_sensor' }]);
    });
  });

  it('carries an approved order to the device', async () => {
    edge.emit('birth');
    const orders: unknown[] = [];
    edge.on('dcmd', (device, payload) =>
      orders.push([device, payload.metrics?.map(({ name, value }) => [name, value])]),
    );
    await harness.sql(
      `insert into device_commands (tenant_id, device_id, id, protocol, name, payload, state, created_by, created_by_name, expires_at)
       values ($1, $2, gen_random_uuid(), 'sparkplug', 'write', '{"metrics":{"Flow":4.5}}', 'queued', 'x', 'X', now() + interval '1 hour')`,
      [pump.tenantId, pump.id],
    );
    await harness.sql(`select pg_notify('device_commands', '')`);
    await eventually(() => expect(orders).toEqual([['pump', [['Flow', 4.5]]]]));
    await eventually(async () =>
      expect(await harness.sql('select state from device_commands where device_id = $1', [pump.id])).toEqual([
        { state: 'sent' },
      ]),
    );
  });

  it('hears of the end of the node', async () => {
    (edge as unknown as { client: { stream: { destroy(): void } } }).client.stream.destroy();
    await eventually(async () => expect([await online(node), await online(pump)]).toEqual([false, false]));
  });
});
