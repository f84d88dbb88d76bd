import { eventually } from '@app/testing';
import { type GatewayApp, gatewayApp } from '../../../../plugins/test/gateway-app';
import { IngestHarness, type SeededDevice } from '../../../../telemetry/test/ingest-harness';
import { Random } from '../../generator/random';
import { type SimulatedProtocol, simulatedProtocols } from '../../operation/protocols';
import { DeviceSender } from '../device-sender';
import { FieldLink, type HabitMeasures } from './field-link';
import { habits } from './habits';
import { channelsOf, euiOf, phoneOf } from './link-device';
import { type LinkAddresses, openLink } from './open-link';

jest.setTimeout(120_000);

/** Everything all the time. */
const harsh: HabitMeasures = {
  burst: 0.2,
  burstMs: { least: 50, most: 300 },
  driftMs: 40_000,
  duplicate: 0.4,
  disorder: 0.5,
  half: 0.25,
};

/** Real: all gateways on the plugin host, the HTTP server, PostgreSQL. */
describe('virtual devices', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let tenant: number;
  let addresses: LinkAddresses;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    tenant = await harness.tenant();
    gateway = await gatewayApp(harness, { TCP_PORT: '0', COAP_PORT: '0', COAPS_PORT: '0' });
    const { host, httpUrl, mqttPort } = gateway;
    const hook = async (plugin: string, config: Record<string, unknown>) => {
      const secret = 'a-secret-of-24-characters';
      const { hookUrl } = await host.addInstance({ plugin, name: plugin, config, secrets: { secret } });
      return { url: httpUrl + new URL(hookUrl).pathname, secret };
    };
    const lorawan = await hook('gateway-lorawan', { network: 'chirpstack', decoder: 'network' });
    const sms = await hook('gateway-sms', { mode: 'json', messagesPerMinute: 6_000 });
    const health = await host.health();
    const port = (plugin: string) => Number(health[plugin]?.details?.['port']);
    addresses = {
      server: httpUrl,
      mqtt: `mqtt://127.0.0.1:${mqttPort}`,
      tcp: { host: '127.0.0.1', port: port('gateway-tcp') },
      coap: { host: '127.0.0.1', port: port('gateway-coap') },
      hooks: { lorawan, sms },
    };
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
  });

  const make = async (protocol: SimulatedProtocol, name: string) => {
    const device = await harness.device(tenant, protocol);
    if (protocol === 'lorawan') await harness.identity(device, 'eui', euiOf(device.id));
    if (protocol === 'sms') await harness.identity(device, 'phone', phoneOf(device.id));
    const codes = [`${name}-PRES`, `${name}-LEVEL`];
    const channels = channelsOf(codes);
    const [pressure, level] = codes as [string, string];
    const of = (code: string) => ({ deviceId: device.id, channel: channels.get(code) ?? '' });
    await harness.sensor(tenant, pressure, { ...of(pressure), channelUnit: 'kPa' });
    await harness.sensor(tenant, level, { ...of(level), quantity: 'level', channelUnit: 'm' });
    const link = openLink(protocol, addresses, { ...device, channels }, () => undefined);
    return { device, codes, link };
  };
  const stored = async (code: string) => {
    const sql = 'select r.value from readings r join sensors s on s.number = r.sensor_id where s.code = $1 order by 1';
    return (await harness.sql<{ value: number }>(sql, [code])).map(({ value }) => value);
  };
  const told = async (device: SeededDevice) => {
    const sql = 'select reason from quarantine where device_id = $1';
    return (await harness.sql<{ reason: string }>(sql, [device.id])).map(({ reason }) => reason);
  };
  /** Whole seconds, as text messages carry them; every value is another one. */
  const round = (codes: string[], index: number, startMs: number) =>
    codes.map((code, sensor) => ({
      code,
      unit: sensor === 0 ? 'kPa' : 'm',
      value: index + (sensor + 1) / 8,
      timeMs: startMs + index * 1_000,
    }));

  it.each(simulatedProtocols)('deliver over %s, and are told what was taken', async (protocol) => {
    const { codes, link, device } = await make(protocol, `PLAIN-${protocol}`);
    const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
    const readings = [0, 1, 2]
      .flatMap((index) => round(codes, index, startMs))
      .map(({ code, unit, value, timeMs }) => ({
        sensor_id: code,
        value,
        unit,
        timestamp: new Date(timeMs).toISOString(),
      }));
    const report = await link.send(readings, AbortSignal.timeout(20_000));
    expect(report).toEqual({ accepted: 6, rejected: 0, reasons: [] });
    expect(await Promise.all(codes.map(stored))).toEqual([
      [0.125, 1.125, 2.125],
      [0.25, 1.25, 2.25],
    ]);
    expect(await told(device)).toEqual([]);
    await link.close();
  });

  it.each(simulatedProtocols)('with all habits of the field, deliver over %s each reading once', async (protocol) => {
    const { codes, link, device } = await make(protocol, `FIELD-${protocol}`);
    const field = new FieldLink(link, habits, new Random(`field/${protocol}`), harsh);
    const problems: string[] = [];
    const ending = AbortSignal.timeout(100_000);
    const sender = new DeviceSender(field, ending, 8, (problem) => problems.push(problem));
    const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 300_000;
    const count = 60;
    for (let index = 0; index < count; index += 1) sender.add(round(codes, index, startMs));
    await sender.idle();
    expect(problems).toEqual([]);
    expect(sender.figures).toEqual({ acknowledged: count * 2, dropped: 0, waiting: 0 });
    const values = (sensor: number) => Array.from({ length: count }, (_, index) => index + (sensor + 1) / 8);
    await eventually(async () => expect(await Promise.all(codes.map(stored))).toEqual([values(0), values(1)]), 5_000);
    expect(await told(device)).toEqual([]);
    await field.close();
  });

  it('give up when they are not known any more', async () => {
    for (const protocol of ['tcp', 'coap', 'http'] as const) {
      const { link, device, codes } = await make(protocol, `GONE-${protocol}`);
      await harness.sql('update device_credentials set revoked_at = now() where device_id = $1', [device.id]);
      const readings = round(codes, 0, Date.now()).map(({ code, unit, value, timeMs }) => ({
        sensor_id: code,
        value,
        unit,
        timestamp: new Date(timeMs).toISOString(),
      }));
      await eventually(async () => {
        await expect(link.send(readings, AbortSignal.timeout(10_000))).rejects.toThrow(/refuses device/);
      }, 10_000);
      await link.close();
    }
  });

  it('send long bodies over CoAP in blocks', async () => {
    const { codes, link } = await make('coap', 'LONG-coap');
    const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 400_000;
    const readings = Array.from({ length: 300 }, (_, index) => round(codes.slice(0, 1), index, startMs))
      .flat()
      .map(({ code, unit, value, timeMs }) => ({
        sensor_id: code,
        value,
        unit,
        timestamp: new Date(timeMs).toISOString(),
      }));
    expect(await link.send(readings, AbortSignal.timeout(30_000))).toMatchObject({ accepted: 300, rejected: 0 });
    expect(await stored(codes[0] as string)).toHaveLength(300);
    await link.close();
  });
});
