import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@app/testing';
import { uuidv7 } from '@app/kernel';
import { type GatewayApp, gatewayApp } from '../libs/plugins/test/gateway-app';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../libs/telemetry/test/ingest-harness';
import {
  DEV_EUI,
  SECRET,
  chirpstackAck,
  chirpstackJoin,
  chirpstackStatus,
  chirpstackTxAck,
  chirpstackUp,
  thingsStackDown,
  thingsStackUp,
} from '../plugins/gateway-lorawan/test/events';
import { frameOf, keys } from '../plugins/gateway-lorawan/test/frames';

jest.setTimeout(60_000);
const run = promisify(execFile);

const source = `function decodeUplink(input) {
  if (input.bytes.length < 2) throw new Error('too short');
  return { data: { level: (input.bytes[0] << 8 | input.bytes[1]) / 100, battery: input.bytes[2] } };
}
function encodeDownlink(input) { return { bytes: [input.data.minutes], fPort: 3 }; }`;
const fields = [
  { path: 'level', role: 'reading', channel: 'level', unit: 'm' },
  { path: 'battery', role: 'battery', channel: null, unit: null },
];

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
const reachable = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

/** Real: plugin host, HTTP server, Mosquitto, PostgreSQL, sandbox; curl and mosquitto_pub as network servers. */
describe('LoRaWAN networks', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let mosquitto: ChildProcess;
  let brokerPort: number;
  let listener: ChildProcess;
  let heard = '';
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-lorawan-'));
  let tenant: number;
  let device: SeededDevice;
  let sensor: SeededSensor;
  let codec: string;
  let chirpstack: string;
  let things: string;
  let frames: string;
  let server: Server;
  const pushed: { url: string | undefined; authorization: string | undefined; body: string }[] = [];

  beforeAll(async () => {
    brokerPort = await freePort();
    writeFileSync(path.join(folder, 'broker.conf'), `listener ${brokerPort} 127.0.0.1\nallow_anonymous true\n`);
    mosquitto = spawn('mosquitto', ['-c', path.join(folder, 'broker.conf')], { stdio: 'ignore' });
    await eventually(() => reachable(brokerPort));
    listener = spawn('stdbuf', [
      '-oL',
      'mosquitto_sub',
      ...broker(),
      '-d',
      '-t',
      'application/+/device/+/command/down',
    ]);
    listener.stdout?.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    await eventually(() => expect(heard).toContain('Subscribed'));
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        pushed.push({ url: request.url, authorization: request.headers.authorization, body });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    harness = await IngestHarness.open();
    tenant = await harness.tenant();
    codec = uuidv7();
    await harness.sql(
      `insert into codecs (tenant_id, id, name, description, kind, status, source, fields, test_vectors)
       values ($1, $2, 'Level meter', '', 'ttn', 'active', $3, $4, '[]')`,
      [tenant, codec, source, JSON.stringify(fields)],
    );
    ({ device, sensor } = await meter(DEV_EUI));
    gateway = await gatewayApp(harness, { PLUGIN_FETCH_ALLOW: '127.0.0.1', COAP_PORT: '0' });
    const add = async (name: string, config: Record<string, unknown>) =>
      (await gateway.host.addInstance({ plugin: 'gateway-lorawan', name, config, secrets: { secret: SECRET } })).id;
    chirpstack = await add('ChirpStack', { network: 'chirpstack', mqttUrl: `mqtt://127.0.0.1:${brokerPort}` });
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    things = await add('Things', { network: 'things-stack', apiUrl, apiKey: 'NNSXS.KEY', webhookId: 'hydrant' });
    frames = await add('Frames', { network: 'frames' });
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
    listener.kill();
    mosquitto.kill();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const meter = async (eui: string) => {
    const made = await harness.device(tenant, 'lorawan', codec);
    await harness.identity(made, 'eui', eui);
    const hung = await harness.sensor(tenant, `L-${eui}`, { deviceId: made.id, channel: 'level', quantity: 'level' });
    return { device: made, sensor: hung };
  };
  /** Posts as a network server would, with curl. */
  const post = async (instance: string, event: unknown, query = '?event=up', secret = SECRET) => {
    const url = `${gateway.httpUrl}/api/v1/hooks/${instance}${query}`;
    const args = [
      '-s',
      '-w',
      '\n%{http_code}',
      '-H',
      'Content-Type: application/json',
      '-H',
      `X-Hydrant-Secret: ${secret}`,
    ];
    const { stdout } = await run('curl', [...args, '-d', JSON.stringify(event), url]);
    const [body = '', status = ''] = stdout.split('\n');
    return { status: Number(status), body: JSON.parse(body) as Record<string, unknown> };
  };
  const broker = () => ['-h', '127.0.0.1', '-p', String(brokerPort), '-q', '1'];
  const publish = (event: string, body: unknown, eui = DEV_EUI) =>
    run('mosquitto_pub', [
      ...broker(),
      '-t',
      `application/ca739e26/device/${eui}/event/${event}`,
      '-m',
      JSON.stringify(body),
    ]);
  const readings = ({ number }: SeededSensor) =>
    harness.sql<{ value: number; time: Date }>('select value, time from readings where sensor_id = $1 order by time', [
      number,
    ]);
  const stateOf = async ({ id }: SeededDevice) =>
    (
      await harness.sql<{ online: boolean; battery_percent: number; signal_dbm: number }>(
        'select online, battery_percent, signal_dbm from devices where id = $1',
        [id],
      )
    )[0];
  const order = async ({ id, tenantId }: SeededDevice, payload: object) => {
    const command = uuidv7();
    await harness.sql(
      `insert into device_commands (tenant_id, id, device_id, protocol, name, payload, state, created_by, created_by_name, expires_at)
       values ($1, $2, $3, 'lorawan', 'downlink', $4, 'queued', 'somebody', 'Somebody', now() + interval '1 hour')`,
      [tenantId, command, id, JSON.stringify(payload)],
    );
    await harness.sql(`select pg_notify('device_commands', '')`);
    return command;
  };
  const orderState = async (id: string) =>
    (
      await harness.sql<{ state: string; detail: string }>('select state, detail from device_commands where id = $1', [
        id,
      ])
    )[0];

  it('stores an uplink of ChirpStack once, at the time a gateway heard it, with what it tells of the device', async () => {
    const event = chirpstackUp({ payload: '00fa4d', id: uuidv7(), time: new Date(Date.now() - 60_000).toISOString() });
    expect(await post(chirpstack, event)).toMatchObject({ status: 200, body: { stored: 1, quarantined: 0 } });
    expect(await post(chirpstack, event)).toMatchObject({ status: 200 });
    expect(await readings(sensor)).toEqual([{ value: 2.5, time: new Date(event.time) }]);
    await eventually(async () => {
      expect(await stateOf(device)).toEqual({ online: true, battery_percent: 77, signal_dbm: -88 });
    });
    await post(chirpstack, chirpstackStatus, '?event=status');
    await eventually(async () => expect(await stateOf(device)).toMatchObject({ battery_percent: 75.5 }));
    expect(await post(chirpstack, chirpstackJoin, '?event=join')).toMatchObject({ status: 200 });
  });

  it('lets nobody in without the secret, and tells of unknown devices without a fault', async () => {
    expect(await post(chirpstack, chirpstackUp(), '?event=up', 'wrong')).toMatchObject({ status: 401 });
    const stranger = chirpstackUp({ devEui: 'ffffffffffffffff', id: uuidv7() });
    expect(await post(chirpstack, stranger)).toEqual({ status: 200, body: { refused: 'unknown-device' } });
    expect(await post(chirpstack, chirpstackUp(), '?event=nothing')).toMatchObject({ status: 400 });
    expect(await post(chirpstack, [1])).toMatchObject({ status: 400 });
    expect(await post(uuidv7(), chirpstackUp())).toMatchObject({ status: 404 });
  });

  it('keeps what a codec cannot read, whole and with its error, and reads it after the codec was put right', async () => {
    const event = chirpstackUp({ payload: '07', id: uuidv7() });
    expect(await post(chirpstack, event)).toMatchObject({ status: 200, body: { stored: 0, quarantined: 1 } });
    const [kept] = await harness.sql<{ id: string; detail: string; raw: Buffer }>(
      `select id, detail, raw from quarantine where device_id = $1 order by received_at desc limit 1`,
      [device.id],
    );
    expect(kept?.detail).toContain('Codec "Level meter": Error: too short (line 2)');
    expect(JSON.parse(kept?.raw.toString() ?? '')).toEqual(event);
    const itemNow = async () =>
      (
        await harness.sql<{ status: string; detail: string }>('select status, detail from quarantine where id = $1', [
          kept?.id,
        ])
      )[0];
    const replay = async () => {
      await harness.sql(`update quarantine set status = 'replaying', taken_until = null where id = $1`, [kept?.id]);
      await harness.sql(`select pg_notify('quarantine', '')`);
    };
    await replay();
    await eventually(async () => expect(await itemNow()).toMatchObject({ status: 'kept', detail: kept?.detail }));
    const better = source.replace("throw new Error('too short')", 'return { data: { level: input.bytes[0] } }');
    await harness.sql('update codecs set source = $2, version = version + 1 where id = $1', [codec, better]);
    await eventually(async () => {
      if ((await itemNow())?.status === 'kept') await replay();
      expect(await itemNow()).toMatchObject({ status: 'replayed' });
    });
    const [first] = await readings(sensor);
    expect(first).toEqual({ value: 7, time: new Date('2026-11-20T09:34:15.775Z') });
  });

  it('takes events from the broker of ChirpStack, and acknowledges them once they are stored', async () => {
    const other = await meter('aa00000000000001');
    const at = new Date(Date.now() - 30_000).toISOString();
    await publish(
      'up',
      chirpstackUp({ payload: '0064', devEui: 'AA00000000000001', id: uuidv7(), time: at }),
      'aa00000000000001',
    );
    await eventually(async () => expect(await readings(other.sensor)).toEqual([{ value: 1, time: new Date(at) }]));
    await publish('up', chirpstackUp({ payload: '0065', devEui: DEV_EUI, id: uuidv7() }), 'aa00000000000001');
    await publish('up', 'nonsense', 'aa00000000000001');
    await publish(
      'up',
      chirpstackUp({ payload: '0066', devEui: 'aa00000000000001', id: uuidv7() }),
      'aa00000000000001',
    );
    await eventually(async () =>
      expect(new Set((await readings(other.sensor)).map(({ value }) => value))).toEqual(new Set([1, 1.02])),
    );
  });

  it('sends orders through the broker and follows them', async () => {
    const { device: valve } = await meter('aa00000000000002');
    const up = chirpstackUp({ payload: '0064', devEui: 'aa00000000000002', id: uuidv7() });
    await post(chirpstack, up);
    const { deviceInfo } = up;
    const topic = `application/${deviceInfo.applicationId}/device/aa00000000000002/command/down`;
    const id = await order(valve, { data: { minutes: 15 } });
    await eventually(() => expect(heard).toContain(id));
    const sent = JSON.parse(
      heard.split('\n').find((line) => line.startsWith('{') && line.includes(id)) ?? '',
    ) as object;
    expect(heard).toContain(topic);
    expect(sent).toEqual({ id, devEui: 'aa00000000000002', confirmed: true, fPort: 3, data: 'Dw==' });
    await eventually(async () => expect(await orderState(id)).toMatchObject({ state: 'sent' }));
    await post(chirpstack, chirpstackTxAck(id), '?event=txack');
    await eventually(async () => expect(await orderState(id)).toMatchObject({ detail: 'Sent by a gateway' }));
    await post(chirpstack, chirpstackAck(id, true), '?event=ack');
    await eventually(async () => expect(await orderState(id)).toMatchObject({ state: 'acknowledged' }));
    const wrong = await order(valve, { fPort: 0, hex: '00' });
    await eventually(async () => expect(await orderState(wrong)).toMatchObject({ state: 'failed' }));
  });

  it('takes messages of The Things Stack, and pushes orders to it', async () => {
    const at = new Date(Date.now() - 20_000).toISOString();
    const event = thingsStackUp({ payload: '012c', time: at, receivedAt: at });
    expect(await post(things, event, '/uplink')).toMatchObject({ status: 200, body: { stored: 1 } });
    expect((await readings(sensor)).at(-1)).toEqual({ value: 3, time: new Date(at) });
    expect(await post(things, { ...event, simulated: true }, '/uplink')).toEqual({ status: 200, body: {} });
    await eventually(async () => expect(await stateOf(device)).toMatchObject({ signal_dbm: -95 }));
  });

  it('pushes orders to The Things Stack for devices that only it has heard', async () => {
    const { device: valve } = await meter('aa00000000000003');
    const event = thingsStackUp({ payload: '0064' });
    event.end_device_ids = { ...event.end_device_ids, dev_eui: 'AA00000000000003' };
    await post(things, event, '/uplink');
    const id = await order(valve, { fPort: 15, hex: 'beef', confirmed: false });
    await eventually(async () => expect(await orderState(id)).toMatchObject({ state: 'sent' }));
    expect(pushed.at(-1)).toMatchObject({
      url: '/api/v3/as/applications/meters/webhooks/hydrant/devices/tank-north/down/push',
      authorization: 'Bearer NNSXS.KEY',
    });
    expect(JSON.parse(pushed.at(-1)?.body ?? '')).toEqual({
      downlinks: [
        {
          f_port: 15,
          frm_payload: 'vu8=',
          confirmed: false,
          priority: 'NORMAL',
          correlation_ids: [`hydrant:order:${id}`],
        },
      ],
    });
    await post(things, thingsStackDown('downlink_ack', id), '/ack');
    await eventually(async () => expect(await orderState(id)).toMatchObject({ state: 'acknowledged' }));
  });

  it('proves and decrypts raw frames, whichever gateway forwards them, and takes none twice', async () => {
    const { device: raw, sensor: level } = await meter('aa00000000000004');
    await harness.identity(raw, 'lorawan', 'aa00000000000004', Buffer.from(JSON.stringify(keys)));
    const frame = (counter: number, payload: string, rssi: number) => ({
      phyPayload: frameOf(payload, counter).toString('base64'),
      rxInfo: [{ rssi, time: new Date(Date.now() - 60_000 + counter).toISOString() }],
    });
    const first = frame(5, '0064', -100);
    await eventually(async () => expect(await post(frames, first)).toMatchObject({ status: 200, body: { stored: 1 } }));
    expect(await post(frames, { ...first, rxInfo: [{ rssi: -80, time: new Date().toISOString() }] })).toMatchObject({
      status: 200,
    });
    expect(await post(frames, frame(4, '0065', -90))).toMatchObject({
      status: 400,
      body: { code: 'lorawan.old-counter' },
    });
    expect(await post(frames, frame(6, '0066', -90))).toMatchObject({ status: 200, body: { stored: 1 } });
    const forged = Buffer.from(frameOf('0067', 7));
    forged[forged.length - 1] = (forged[forged.length - 1] as number) ^ 1;
    expect(await post(frames, { phyPayload: forged.toString('base64') })).toMatchObject({
      status: 400,
      body: { code: 'lorawan.bad-mic' },
    });
    expect((await readings(level)).map(({ value }) => value)).toEqual([1, 1.02]);
  });

  it('finds what ChirpStack sent while nobody was there', async () => {
    const away = await meter('bb00000000000001');
    await harness.sql(
      `insert into plugin_instances (tenant_id, id, plugin, name, enabled, config)
       select id, $1, 'gateway-lorawan', 'Kept', true, $2 from tenants where kind = 'nation'`,
      [
        uuidv7(),
        JSON.stringify({ network: 'chirpstack', mqttUrl: `mqtt://127.0.0.1:${brokerPort}`, mqttPrefix: 'eu/' }),
      ],
    );
    const send = (value: string, counter: number) =>
      run('mosquitto_pub', [
        ...broker(),
        '-t',
        'eu/application/x/device/bb00000000000001/event/up',
        '-m',
        JSON.stringify(
          chirpstackUp({
            payload: value,
            fCnt: counter,
            id: uuidv7(),
            devEui: 'bb00000000000001',
            time: new Date(Date.now() - 60_000 + counter).toISOString(),
          }),
        ),
      ]);
    const values = async () => (await readings(away.sensor)).map(({ value }) => value);
    await eventually(async () => {
      const reports = Object.entries(await gateway.host.health());
      expect(reports.find(([name]) => name.endsWith(' Kept'))?.[1]).toMatchObject({ status: 'up' });
    });
    await gateway.app.close();
    for (let i = 1; i <= 20; i += 1) await send(`00${(i + 100).toString(16)}`, i);
    expect(await values()).toEqual([]);
    gateway = await gatewayApp(harness, { COAP_PORT: '0' });
    await eventually(async () => expect(await values()).toHaveLength(20));
    expect(await values()).toEqual(Array.from({ length: 20 }, (_, i) => (i + 101) / 100));
  });
});
