import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { Lwm2mDevice } from '../test/lwm2m-device';
import gateway from './index';

jest.setTimeout(60_000);

const ENDPOINT = 'urn:imei:490154203237518';

/** Real: a device made of libcoap's server and client. Not real: the host, which is the SDK's fake. */
describe('a LwM2M device that others wrote', () => {
  let host: FakeHost;
  let running: Gateway;
  let device: Lwm2mDevice;
  let location = '';

  beforeAll(async () => {
    host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
    host.names.add(`endpoint ${ENDPOINT}`);
    const config = { host: '127.0.0.1', port: 0, securePort: 0, plainLwm2m: true };
    running = gateway.create(gateway.config.parse(config), host.context);
    await running.start();
    device = await Lwm2mDevice.open(Number((await running.health()).details?.['port']));
  });
  afterAll(async () => {
    device.close();
    await running.stop();
  });

  const register = (endpoint: string, links: string) =>
    device.request(`/rd?ep=${endpoint}&lt=300&lwm2m=1.1&b=UQ`, '-m', 'post', '-t', '40', '-e', links);
  const readings = () =>
    host.submitted.map(({ columns }) => [columns.sensors[0], columns.values[0]] as [string, number]);

  it('registers, and is observed: the first value is a reading', async () => {
    const answer = await register(ENDPOINT, '</1/0>,</3/0>,</3303/0>');
    expect(answer).toMatch(/c:2\.01/);
    location = /Location-Path:rd, Location-Path:([\w-]+)/.exec(answer)?.[1] ?? '';
    expect(location).not.toBe('');
    await eventually(() => expect(readings()).toEqual([['/3303/0/5700', 20.5]]));
    expect(host.submitted[0]).toMatchObject({ deviceId: host.device.deviceId, protocol: 'lwm2m', format: 'opaque' });
    expect(host.reported).toContainEqual({ deviceId: host.device.deviceId, state: { online: true } });
    expect((await running.health()).details).toMatchObject({ lwm2mDevices: 1 });
  });

  it('notifies of each change', async () => {
    await device.set('/3303/0/5700', '21.5');
    await eventually(() => expect(readings()).toContainEqual(['/3303/0/5700', 21.5]));
    await device.set('/3303/0/5700', '22.5');
    await eventually(() => expect(readings()).toContainEqual(['/3303/0/5700', 22.5]));
  });

  it('is kept as it came, so that it can be read again', async () => {
    const { raw, columns, receivedAt } = host.submitted[0] as NonNullable<(typeof host.submitted)[0]>;
    expect(await running.decode?.({ deviceId: host.device.deviceId, raw, receivedAt })).toEqual(columns);
  });

  it('says that it lives, and that it has more now', async () => {
    await device.set('/3323/0/5700', '350');
    expect(await device.request(`/rd/${location}`, '-m', 'post')).toMatch(/c:2\.04/);
    const links = ['-t', '40', '-e', '</3303/0>,</3323/0>'];
    expect(await device.request(`/rd/${location}?lt=600`, '-m', 'post', ...links)).toMatch(/c:2\.04/);
    await eventually(() => expect(readings()).toContainEqual(['/3323/0/5700', 350]));
  });

  it('is still known, and still notifies, after the gateway was started again', async () => {
    await running.stop();
    const port = device.gatewayPort;
    running = gateway.create(
      gateway.config.parse({ host: '127.0.0.1', port, securePort: 0, plainLwm2m: true }),
      host.context,
    );
    await running.start();
    await device.set('/3303/0/5700', '23.5');
    await eventually(() => expect(readings()).toContainEqual(['/3303/0/5700', 23.5]));
    expect(await device.request(`/rd/${location}`, '-m', 'post')).toMatch(/c:2\.04/);
  });

  it('is not known under another name, and not under another location', async () => {
    expect(await register('urn:imei:000000000000000', '</3303/0>')).toMatch(/c:4\.03/);
    expect(await device.request('/rd/nowhere', '-m', 'post')).toMatch(/c:4\.04/);
    expect(await register(ENDPOINT, 'no links')).toMatch(/c:4\.00/);
    expect(await device.request(`/rd?ep=${ENDPOINT}&lt=soon`, '-m', 'post', '-e', '</3/0>')).toMatch(/c:4\.00/);
  });

  it('registers with a list that does not fit into one datagram', async () => {
    const before = host.submitted.length;
    const links = Array.from({ length: 150 }, (_, n) => `</3200/${n}>`).join(',');
    const args = ['-m', 'post', '-t', '40', '-b', '256', '-e', `${links},</3303/0>`];
    const answer = await device.request(`/rd?ep=${ENDPOINT}&lt=300`, ...args);
    expect(answer).toMatch(/c:2\.01/);
    location = /Location-Path:rd, Location-Path:([\w-]+)/.exec(answer)?.[1] ?? '';
    await eventually(() => expect(host.submitted.length).toBeGreaterThan(before));
  });

  it('leaves', async () => {
    expect(await device.request(`/rd/${location}`, '-m', 'delete')).toMatch(/c:2\.02/);
    expect(await device.request(`/rd/${location}`, '-m', 'post')).toMatch(/c:4\.04/);
    expect(host.reported.at(-1)).toEqual({ deviceId: host.device.deviceId, state: { online: false } });
  });
});
