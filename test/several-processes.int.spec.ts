import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import {
  type TestDatabase,
  type TestMosquitto,
  type TestRedis,
  eventually,
  startMosquitto,
  startRedis,
  testDatabase,
} from '@app/testing';
import { freePort } from '../tools/bench/own-platform';
import { ADMIN_PASSWORD } from './harness/platform';
import { Caller } from './harness/caller';
import { makeMunicipality, makeSensor } from './harness/nation';
import { type SpawnedProcess, spawnRole } from './harness/spawned';

const run = promisify(execFile);

/** Real: api, ingest (two of them) and worker as processes of their own, PostgreSQL, Redis, Mosquitto with dynamic security, mosquitto_pub. */
describe('api, ingest and worker as separate processes', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let broker: TestMosquitto;
  let processes: Record<'api' | 'worker' | 'ingest' | 'ingest2', SpawnedProcess>;
  let admin: Caller;
  let ingest2Environment: Record<string, string>;
  let workerEnvironment: Record<string, string>;

  beforeAll(async () => {
    [database, redis, broker] = await Promise.all([testDatabase(), startRedis(), startMosquitto()]);
    const common = {
      PORT: '0',
      HOST: '127.0.0.1',
      TCP_PORT: '0',
      COAP_PORT: '0',
      COAPS_PORT: '0',
      LOG_LEVEL: 'warn',
      HYDRANT_SECRET_KEY: Buffer.alloc(32, 'several processes').toString('base64'),
      HYDRANT_DATA_DIR: `/tmp/hydrant-${database.name}`,
      DATABASE_URL: database.appUrl,
      REDIS_URL: redis.url,
      MQTT_URL: broker.url,
      RATE_LIMIT_PER_MINUTE: '10000',
    };
    const api = await spawnRole('api', { ...common, HYDRANT_ADMIN_PASSWORD: ADMIN_PASSWORD });
    // Each has a port of its own, and with it a name of its own at the broker, also after a restart.
    const ingest = async () => ({ ...common, PORT: String(await freePort()), DATABASE_INGEST_URL: database.ingestUrl });
    ingest2Environment = await ingest();
    workerEnvironment = { ...common, DATABASE_OWNER_URL: database.ownerUrl };
    const [worker, first, second] = await Promise.all([
      spawnRole('worker', workerEnvironment),
      spawnRole('ingest', await ingest()),
      spawnRole('ingest', ingest2Environment),
    ]);
    processes = { api, worker, ingest: first, ingest2: second };
    admin = await Caller.signIn(api.url, 'admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(Object.values(processes ?? {}).map((each) => each.stop()));
    await Promise.all([redis?.stop(), broker?.stop(), database?.drop()]);
  });

  const publish = (deviceId: string, token: string, body: object, topic = `wm/v1/${deviceId}/up`) =>
    run(
      'mosquitto_pub',
      `-h 127.0.0.1 -p ${broker.port} -V 5 -q 1 -i ${deviceId} -u ${deviceId} -P ${token} -t ${topic} -m`
        .split(' ')
        .concat(JSON.stringify(body)),
    );

  it('lets a device in at the broker, stores what it sends, and raises an alarm', async () => {
    const { id: municipalityId } = await makeMunicipality(admin);
    const { sensor, deviceId, token } = await makeSensor(admin, municipalityId, 'P-1', {
      thresholds: { low: 200, high: 600 },
    });
    await eventually(() => publish(deviceId, token, { sensor_id: 'P-1', value: 3.1, unit: 'bar' }), 20_000);
    await eventually(() => publish(deviceId, token, { sensor_id: 'P-1', value: 7.4, unit: 'bar' }));
    await eventually(async () => {
      const { body } = await admin.get<{ data: { sensorId: string; state: string }[] }>(
        '/alerts?open=true&kind=threshold',
      );
      expect(body.data).toEqual([expect.objectContaining({ sensorId: sensor.id, state: 'active_unacked' })]);
    }, 20_000);
  });

  it('shuts a device out of the broker when its credentials are revoked, and keeps it to its own topics', async () => {
    const { id: municipalityId } = await makeMunicipality(admin);
    const one = await makeSensor(admin, municipalityId, 'P-2');
    const other = await makeSensor(admin, municipalityId, 'P-3');
    await eventually(() => publish(one.deviceId, one.token, { sensor_id: 'P-2', value: 3, unit: 'bar' }), 20_000);
    await publish(
      one.deviceId,
      one.token,
      { sensor_id: 'P-3', value: 9, unit: 'bar' },
      `wm/v1/${other.deviceId}/up`,
    ).catch(() => undefined);
    expect((await admin.post(`/devices/${one.deviceId}/revoke-credentials`)).status).toBeLessThan(300);
    await eventually(
      () =>
        expect(publish(one.deviceId, one.token, { sensor_id: 'P-2', value: 3, unit: 'bar' })).rejects.toThrow(
          /refused|Not authori[sz]ed/i,
        ),
      20_000,
    );
    const { body } = await admin.get<{ latest: unknown }>(`/sensors/${other.sensor.id}`);
    expect(body.latest).toBeNull();
  });

  it('loses nothing, stores nothing twice and judges right while one of two ingest processes is killed and comes back', async () => {
    const { id: municipalityId } = await makeMunicipality(admin);
    const limits = { thresholds: { high: 600 } };
    const { sensor, deviceId, token } = await makeSensor(admin, municipalityId, 'P-5', limits);
    const count = 300;
    const from = Math.floor(Date.now() / 1_000) * 1_000 - 400_000;
    const before = { sensor_id: 'P-5', value: 3, unit: 'bar', timestamp: new Date(from - 10_000).toISOString() };
    await eventually(() => publish(deviceId, token, before), 20_000);
    // Too high from the 250th on: one alarm, whoever judges.
    const valueOf = (n: number): number => (n < 250 ? 3 + n / 1_000 : 7 + n / 1_000);
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
      clientId: deviceId,
      username: deviceId,
      password: token,
    });
    const sent: Promise<unknown>[] = [];
    for (let n = 0; n < count; n += 1) {
      const timestamp = new Date(from + n * 1_000).toISOString();
      const body = JSON.stringify({ sensor_id: 'P-5', value: valueOf(n), unit: 'bar', timestamp });
      sent.push(client.publishAsync(`wm/v1/${deviceId}/up`, body, { qos: 1 }));
      if (n === 100) await processes.ingest2.stop('SIGKILL');
      if (n === 200) processes.ingest2 = await spawnRole('ingest', ingest2Environment);
    }
    await Promise.all(sent);
    await client.endAsync();
    const span = `from=${new Date(from).toISOString()}&to=${new Date(from + count * 1_000).toISOString()}&points=1000`;
    await eventually(async () => {
      const { body } = await admin.get<{ times: string[]; mean: number[] }>(`/sensors/${sensor.id}/readings?${span}`);
      expect(body.times).toHaveLength(count);
      expect(body.mean.map((kPa) => Math.round(kPa * 10))).toEqual(
        Array.from({ length: count }, (_, n) => Math.round(valueOf(n) * 1_000)),
      );
    }, 40_000);
    const ledger = await eventually(async () => {
      const { body } = await admin.get<{ totals: Record<string, number> }>(`/devices/${deviceId}/ledger`);
      expect((body.totals['stored'] ?? 0) + (body.totals['late'] ?? 0)).toBeGreaterThanOrEqual(count + 1);
      return body.totals;
    }, 20_000);
    expect(ledger).toMatchObject({ conflict: 0, quarantined: 0, refused: 0 });
    await eventually(async () => {
      const { body } = await admin.get<{ data: { state: string }[] }>(`/alerts?sensorId=${sensor.id}&kind=threshold`);
      expect(body.data).toHaveLength(1);
    }, 20_000);
  }, 120_000);

  it('raises and ends each alarm once while an ingest process and a worker are killed and another worker takes over', async () => {
    const { id: municipalityId } = await makeMunicipality(admin);
    const codes = Array.from({ length: 8 }, (_, n) => `W-${n}`);
    const made = [];
    for (const code of codes) {
      made.push(await makeSensor(admin, municipalityId, code, { deviceId: null, thresholds: { high: 600 } }));
    }
    const [{ deviceId, token }] = made as [(typeof made)[number]];
    const steps = 240;
    const from = Math.floor(Date.now() / 1_000) * 1_000 - (steps + 60) * 1_000;
    // Each is too high for a stretch of its own: alarms begin and end before, while and after the work moves.
    const isHigh = (sensor: number, step: number): boolean => step >= 20 + sensor * 15 && step < 80 + sensor * 15;
    const messageOf = (step: number): object[] =>
      codes.map((code, sensor) => ({
        sensor_id: code,
        value: (isHigh(sensor, step) ? 7 : 3) + ((step * 7 + sensor) % 10) / 100,
        unit: 'bar',
        timestamp: new Date(from + step * 1_000).toISOString(),
      }));
    await eventually(() => publish(deviceId, token, messageOf(0)), 20_000);
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
      clientId: deviceId,
      username: deviceId,
      password: token,
    });
    const other = await spawnRole('worker', workerEnvironment);
    for (let step = 1; step < steps; step += 1) {
      await client.publishAsync(`wm/v1/${deviceId}/up`, JSON.stringify(messageOf(step)), { qos: 1 });
      if (step === 60) await processes.ingest2.stop('SIGKILL');
      if (step === 90) await processes.worker.stop('SIGKILL');
      if (step === 120) processes.ingest2 = await spawnRole('ingest', ingest2Environment);
    }
    processes.worker = other;
    await client.endAsync();
    await eventually(async () => {
      const { body } = await admin.get<{ totals: Record<string, number> }>(`/devices/${deviceId}/ledger`);
      const { stored = 0, late = 0, ...others } = body.totals;
      expect(stored + late).toBe(steps * codes.length);
      expect(others).toMatchObject({ conflict: 0, quarantined: 0, refused: 0 });
    }, 40_000);
    for (const { sensor } of made) {
      const path = `/alerts?sensorId=${sensor.id}&kind=threshold`;
      const alert = await eventually(async () => {
        const { body } = await admin.get<{
          data: { id: string }[];
        }>(path);
        expect(body.data).toEqual([expect.objectContaining({ state: 'cleared_unacked' })]);
        return body.data[0];
      }, 40_000);
      const { body } = await admin.get<{ data: unknown[] }>(`/alerts/${alert?.id}/transitions`);
      expect(body.data).toHaveLength(2);
    }
  }, 180_000);

  // The broker keeps the share of a process that is gone, as its session outlives it.
  it('goes on when one of two ingest processes is killed, and stores its share when it is back', async () => {
    const { id: municipalityId } = await makeMunicipality(admin);
    const { sensor, deviceId, token } = await makeSensor(admin, municipalityId, 'P-4');
    await eventually(() => publish(deviceId, token, { sensor_id: 'P-4', value: 3, unit: 'bar' }), 20_000);
    await processes.ingest2.stop('SIGKILL');
    const from = Date.now() - 60_000;
    for (let index = 0; index < 20; index += 1) {
      const timestamp = new Date(from + index * 1_000).toISOString();
      await publish(deviceId, token, { sensor_id: 'P-4', value: 3 + index / 100, unit: 'bar', timestamp });
    }
    processes.ingest2 = await spawnRole('ingest', ingest2Environment);
    const span = `from=${new Date(from).toISOString()}&to=${new Date(from + 20_000).toISOString()}`;
    await eventually(async () => {
      const { body } = await admin.get<{ times: string[] }>(`/sensors/${sensor.id}/readings?${span}`);
      expect(body.times).toHaveLength(20);
    }, 25_000);
  }, 120_000);

  it('says how each process is', async () => {
    for (const { url } of [processes.api, processes.ingest, processes.worker]) {
      const { status, body } = await new Caller(url, null).get<{ dependencies: Record<string, { status: string }> }>(
        '//health/ready',
      );
      expect(status).toBe(200);
      expect(body.dependencies).toMatchObject({ database: { status: 'up' }, redis: { status: 'up' } });
    }
  });
});
