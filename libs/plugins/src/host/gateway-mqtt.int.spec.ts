import { execFile } from 'node:child_process';
import { connect as connectTcp } from 'node:net';
import { eventually } from '@app/testing';
import { type MqttClient, connectAsync } from 'mqtt';
import { type GatewayApp, gatewayApp } from '../../test/gateway-app';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

/** Real: embedded broker, plugin host, PostgreSQL, mosquitto_pub and mqtt.js as devices. */
describe('telemetry over MQTT, embedded broker', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;
  let other: SeededDevice;
  let sensor: SeededSensor;
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    other = await harness.device(tenant);
    sensor = await harness.sensor(tenant, 'SENSOR_001');
    gateway = await gatewayApp(harness);
  });
  afterAll(async () => {
    for (const client of clients) await client.endAsync(true);
    await gateway.app.close();
    await harness.close();
  });

  /** Runs mosquitto_pub beside the broker, which lives in this process. */
  const publish = (
    topic: string,
    message: string,
    options: { id?: string; token?: string; clientId?: string } = {},
  ) => {
    const { id = device.id, token = device.token, clientId = id } = options;
    const address = ['-h', '127.0.0.1', '-p', String(gateway.mqttPort), '-i', clientId, '-u', id, '-P', token];
    return new Promise<{ status: number; stderr: string }>((resolve) => {
      execFile(
        'mosquitto_pub',
        [...address, '-q', '1', '-t', topic, '-m', message],
        { timeout: 10_000 },
        (error, _out, stderr) => resolve({ status: error === null ? 0 : 1, stderr }),
      );
    });
  };
  const connect = async (who: SeededDevice, options: object = {}) => {
    const client = await connectAsync(`mqtt://127.0.0.1:${gateway.mqttPort}`, {
      clientId: who.id,
      username: who.id,
      password: who.token,
      reconnectPeriod: 0,
      ...options,
    });
    clients.push(client);
    client.on('error', () => undefined);
    return client;
  };
  const up = (who: SeededDevice) => `wm/v1/${who.id}/up`;
  const reading = (value: number, timestamp = new Date(Date.now() - 1_000).toISOString()) =>
    JSON.stringify({ sensor_id: 'SENSOR_001', value, unit: 'kPa', timestamp });
  const values = async () =>
    (await harness.sql<{ value: number }>('select value from readings where sensor_id = $1', [sensor.number])).map(
      (row) => row.value,
    );
  const reasons = async (who: SeededDevice) =>
    (
      await harness.sql<{ reason: string }>('select reason from quarantine where device_id = $1 order by id', [who.id])
    ).map((row) => row.reason);

  it('stores what mosquitto_pub sends before it acknowledges', async () => {
    const result = await publish(up(device), reading(11));
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(await values()).toContain(11);
  });

  it.each([
    ['a wrong token', { token: 'wrong' }],
    ['another client id', { clientId: 'somebody' }],
    ['an unknown device', { id: '0198c0de-0000-7000-8000-000000000000' }],
  ])('refuses %s', async (_name, options) => {
    const result = await publish(up(device), reading(12), options);
    expect(result.status).not.toBe(0);
    expect(result.stderr).toMatch(/not authori[sz]ed|bad user name|refused/i);
  });

  it('acknowledges and keeps aside what it cannot store', async () => {
    const client = await connect(device);
    await client.publishAsync(up(device), '{"sensor_id"', { qos: 1 });
    await client.publishAsync(up(device), Buffer.alloc(300_000, 32), { qos: 1 });
    await client.publishAsync(up(device), JSON.stringify({ sensor_id: 'NOBODY', value: 1, unit: 'kPa' }), { qos: 1 });
    expect(await reasons(device)).toEqual(['unreadable', 'oversized', 'unknown_sensor']);
    const [kept] = await harness.sql<{ size: number }>(
      `select length(raw) as size from quarantine where reason = 'oversized'`,
    );
    expect(kept?.size).toBe(262_144);
    await client.endAsync();
  });

  it('lets a device publish for itself only, and passes nothing on', async () => {
    const victim = await connect(other);
    const heard: string[] = [];
    victim.on('message', (topic) => heard.push(topic));
    await victim.subscribeAsync(`wm/v1/${other.id}/down`, { qos: 1 });
    const client = await connect(device);
    await client.publishAsync(up(other), reading(13), { qos: 1 });
    await client.publishAsync(`wm/v1/${other.id}/down`, '{}', { qos: 1 });
    await client.publishAsync('$SYS/broker/x', '[]', { qos: 1 });
    expect((await reasons(device)).slice(-3)).toEqual(['topic_forbidden', 'topic_forbidden', 'topic_forbidden']);
    expect(await reasons(other)).toEqual([]);
    expect(await values()).not.toContain(13);
    expect(heard).toEqual([]);
    await client.endAsync();
    await victim.endAsync();
  });

  it('lets a device subscribe to its own answers only', async () => {
    const client = await connect(device);
    const granted = async (topic: string) => {
      const [grant] = await client.subscribeAsync(topic, { qos: 1 }).catch(() => [{ qos: 128 }]);
      return grant?.qos === 128 ? 'refused' : 'granted';
    };
    expect(await granted(`wm/v1/${device.id}/down`)).toBe('granted');
    for (const topic of ['#', 'wm/v1/+/up', up(device), `wm/v1/${other.id}/down`, '$SYS/#', '$share/x/wm/v1/+/up']) {
      expect([topic, await granted(topic)]).toEqual([topic, 'refused']);
    }
    await client.endAsync();
  });

  it('throws a revoked device off within five seconds', async () => {
    const third = await harness.device(device.tenantId);
    const client = await connect(third);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    const began = Date.now();
    await harness.sql('update device_credentials set revoked_at = now() where device_id = $1', [third.id]);
    await closed;
    expect(Date.now() - began).toBeLessThan(5_000);
    await expect(connect(third)).rejects.toThrow(/refused|closed|authori/i);
  });

  it('notes whether a device is there: on connecting, by its status, and by its will', async () => {
    const state = async () => {
      const [row] = await harness.sql<{ online: boolean; battery_percent: number; last_seen_at: Date }>(
        'select online, battery_percent, last_seen_at from devices where id = $1',
        [other.id],
      );
      return row;
    };
    const client = await connect(other, {
      will: { topic: `wm/v1/${other.id}/status`, payload: 'offline', qos: 1, retain: true },
    });
    await client.publishAsync(`wm/v1/${other.id}/status`, JSON.stringify({ online: true, battery_percent: 71 }), {
      qos: 1,
    });
    await eventually(async () =>
      expect(await state()).toMatchObject({ online: true, battery_percent: 71, last_seen_at: expect.any(Date) }),
    );
    client.stream.destroy();
    await eventually(async () => expect(await state()).toMatchObject({ online: false, battery_percent: 71 }));
  });

  it('ends a connection that announces a packet of many megabytes, before it has come', async () => {
    const client = await connect(device);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    // PUBLISH with a remaining length of 200 MB.
    client.stream.write(Buffer.from([0x32, 0x80, 0x84, 0xaf, 0x5f]));
    await closed;
    expect((await publish(up(device), reading(14))).status).toBe(0);
  });

  it('survives garbage on its port', async () => {
    for (let n = 0; n < 200; n += 1) {
      await new Promise<void>((resolve) => {
        const socket = connectTcp(gateway.mqttPort, '127.0.0.1', () => {
          socket.end(Buffer.from(Array.from({ length: 40 }, (_, i) => (n * 131 + i * 17) % 256)));
        });
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
      });
    }
    expect((await publish(up(device), reading(15))).status).toBe(0);
    expect(await values()).toContain(15);
  });

  it('keeps pace with many devices at once', async () => {
    const devices: SeededDevice[] = [];
    for (let n = 0; n < 20; n += 1) devices.push(await harness.device(device.tenantId));
    const start = Date.now() - 800_000;
    await Promise.all(
      devices.map(async (who, d) => {
        const client = await connect(who);
        await Promise.all(
          Array.from({ length: 50 }, (_, n) =>
            client.publishAsync(
              up(who),
              reading(1_000 + d * 50 + n, new Date(start + (d * 50 + n) * 500).toISOString()),
              { qos: 1 },
            ),
          ),
        );
        await client.endAsync();
      }),
    );
    expect((await values()).filter((value) => value >= 1_000).length).toBe(1_000);
  });
});
