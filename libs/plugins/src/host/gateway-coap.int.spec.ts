import { execFile } from 'node:child_process';
import { eventually } from '@app/testing';
import { IngestHarness, type SeededDevice } from '../../../telemetry/test/ingest-harness';
import { type GatewayApp, gatewayApp } from '../../test/gateway-app';

jest.setTimeout(60_000);

const KEY = 'a-key-of-32-bytes-0123456789abcd';

/** Real: plugin host, gateway plugin, PostgreSQL, and libcoap's clients as devices. */
describe('telemetry over CoAP', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;
  let port = 0;
  let securePort = 0;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant, 'coap');
    await harness.identity(device, 'psk', 'meter-1', Buffer.from(KEY));
    await harness.sensor(tenant, 'SENSOR_001');
    await harness.sensor(tenant, 'SENSOR_002', {
      quantity: 'temperature',
      deviceId: device.id,
      channel: '/3303/0/5700',
      channelUnit: 'Cel',
    });
    gateway = await gatewayApp(harness, { RETENTION_DAYS: '400' });
    const details = (await gateway.host.health())['gateway-coap']?.details;
    port = Number(details?.['port']);
    securePort = Number(details?.['securePort']);
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
  });

  const run = (program: string, ...args: string[]): Promise<string> =>
    new Promise((resolve) => {
      execFile(program, ['-v', '7', '-B', '10', '-m', 'post', ...args], { timeout: 20_000 }, (_error, stdout, stderr) =>
        resolve(stdout + stderr),
      ).stdin?.end();
    });
  const plain = () => `coap://127.0.0.1:${port}/s/${device.id}.${device.token}`;
  const secured = (scheme: string, variant = 'openssl', ...args: string[]) =>
    run(`coap-client-${variant}`, '-u', 'meter-1', '-k', KEY, ...args, `${scheme}://127.0.0.1:${securePort}/s`);
  const stored = () =>
    harness.sql<{ code: string; value: number; time: Date }>(
      'select code, value, time from readings r join sensors s on s.number = r.sensor_id order by time, code',
    );
  const seconds = (ago: number) => Math.floor(Date.now() / 1_000) - ago;

  it('stores, at their own times, what a device kept while it had no network', async () => {
    const bt = seconds(7_200);
    const pack = [{ bn: 'SENSOR_001', bu: 'bar', bt, v: 1.5 }, ...[1, 2, 3].map((n) => ({ t: n * 60, v: 1.5 + n }))];
    expect(await run('coap-client-notls', '-t', '110', '-e', JSON.stringify(pack), plain())).toMatch(/c:2\.04/);
    const rows = await stored();
    expect(rows.map(({ value }) => value)).toEqual([150, 250, 350, 450]);
    expect(rows.map(({ time }) => time.getTime() / 1_000 - bt)).toEqual([0, 60, 120, 180]);
  });

  it('finds the sensor by its channel and takes its unit, over DTLS and TLS', async () => {
    const now = seconds(0);
    const pack = (value: number) => JSON.stringify([{ n: '/3303/0/5700', t: now - value, v: value }]);
    expect(await secured('coaps', 'openssl', '-t', '110', '-e', pack(11))).toMatch(/c:2\.04/);
    expect(await secured('coaps', 'gnutls', '-t', '110', '-e', pack(12))).toMatch(/c:2\.04/);
    expect(await secured('coaps+tcp', 'openssl', '-t', '110', '-e', pack(13))).toMatch(/c:2\.04/);
    const rows = (await stored()).filter(({ code }) => code === 'SENSOR_002');
    expect(rows.map(({ value }) => value).sort((a, b) => a - b)).toEqual([11, 12, 13]);
  });

  it('keeps what it cannot store, with the reason, and says so', async () => {
    const pack = JSON.stringify([
      { n: 'NOBODY', u: 'bar', v: 1 },
      { n: 'SENSOR_001', vs: 'open' },
    ]);
    const seen = await run('coap-client-notls', '-t', '110', '-A', '50', '-e', pack, plain());
    expect(seen).toMatch(/c:2\.04/);
    expect(seen).toContain('"quarantined":2');
    await eventually(async () => {
      const rows = await harness.sql<{ reason: string; protocol: string }>('select reason, protocol from quarantine');
      expect(rows.map(({ reason }) => reason).sort()).toEqual(['bad_value', 'unknown_sensor']);
      expect(rows.every(({ protocol }) => protocol === 'coap')).toBe(true);
    });
  });

  it('lets a revoked key open nothing more', async () => {
    const before = (await stored()).length;
    await harness.sql(`update device_credentials set revoked_at = now() where name = 'meter-1'`);
    const body = JSON.stringify([{ n: 'SENSOR_001', u: 'bar', v: 9 }]);
    await eventually(async () => {
      expect(await secured('coaps', 'openssl', '-B', '2', '-t', '110', '-e', body)).not.toMatch(/c:2\.04/);
    }, 15_000);
    const after = (await stored()).length;
    expect(await secured('coaps+tcp', 'openssl', '-B', '2', '-t', '110', '-e', body)).not.toMatch(/c:2\.04/);
    expect((await stored()).length).toBe(after);
    expect(after - before).toBeLessThan(10);
  });
});
