import { eventually } from '@app/testing';
import { type GatewayApp, gatewayApp } from '../libs/plugins/test/gateway-app';
import { IngestHarness, type SeededDevice } from '../libs/telemetry/test/ingest-harness';
import { Lwm2mDevice } from '../plugins/gateway-coap/test/lwm2m-device';

jest.setTimeout(60_000);

const ENDPOINT = 'urn:imei:490154203237518';

/** Real: plugin host, gateway plugin, PostgreSQL, and a device made of libcoap's server and client. */
describe('readings of a LwM2M device', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;
  let field: Lwm2mDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant, 'lwm2m');
    await harness.identity(device, 'endpoint', ENDPOINT);
    const channel = { deviceId: device.id, channel: '/3303/0/5700', channelUnit: '[degF]' };
    await harness.sensor(tenant, 'WATER_TEMPERATURE', { quantity: 'temperature', ...channel });
    gateway = await gatewayApp(harness, { LWM2M_WITHOUT_DTLS: 'true' });
    field = await Lwm2mDevice.open(Number((await gateway.host.health())['gateway-coap']?.details?.['port']));
  });
  afterAll(async () => {
    field.close();
    await gateway.app.close();
    await harness.close();
  });

  const stored = async () => {
    const rows = await harness.sql<{ value: number }>('select value from readings order by time');
    return rows.map(({ value }) => Math.round(value * 10) / 10);
  };

  it('are stored by channel and its unit: what it registers with, and each change', async () => {
    const links = ['-m', 'post', '-t', '40', '-e', '</3/0>,</3303/0>'];
    expect(await field.request(`/rd?ep=${ENDPOINT}&lt=300&b=UQ`, ...links)).toMatch(/c:2\.01/);
    await eventually(async () => expect(await stored()).toEqual([-6.4]));
    await field.set('/3303/0/5700', '212');
    await eventually(async () => expect(await stored()).toEqual([-6.4, 100]));
  });

  it('end when the name no longer belongs to the device', async () => {
    await harness.sql(`update device_credentials set revoked_at = now() where name = $1`, [ENDPOINT]);
    await eventually(async () => {
      const { details } = (await gateway.host.health())['gateway-coap'] ?? {};
      expect(details).toMatchObject({ lwm2mDevices: 0 });
    });
    await field.set('/3303/0/5700', '100');
    expect(await field.request(`/rd?ep=${ENDPOINT}`, '-m', 'post', '-e', '</3303/0>')).toMatch(/c:4\.03/);
    expect(await stored()).toEqual([-6.4, 100]);
  });
});
