import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { type MqttClient, connectAsync } from 'mqtt';
import gateway from './index';

jest.setTimeout(60_000);

/** Real: Mosquitto, its persistence, mqtt.js as device. Not real: the host, which is the SDK's fake. */
describe('telemetry over an outside broker', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-mosquitto-'));
  let port = 0;
  let mosquitto: ChildProcess;
  let host: FakeHost;
  let running: Gateway;
  let device: MqttClient;

  const startBroker = async () => {
    mosquitto = spawn('mosquitto', ['-c', path.join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
    await eventually(async () => {
      const probe = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, connectTimeout: 500 });
      await probe.endAsync();
    });
  };
  const startGateway = async () => {
    const url = `mqtt://127.0.0.1:${port}`;
    running = gateway.create(gateway.config.parse({ url, inFlight: 5 }), host.context);
    await running.start();
  };

  beforeAll(async () => {
    port = await freePort();
    const user = process.getuid?.() === 0 ? 'user root\n' : '';
    writeFileSync(
      path.join(folder, 'mosquitto.conf'),
      `${user}listener ${port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location ${folder}/\nmax_inflight_messages 1000\n`,
    );
    await startBroker();
    host = fakeHost(['devices', 'telemetry', 'broker']);
    await startGateway();
    device = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: host.device.deviceId });
  });
  afterAll(async () => {
    await device.endAsync(true);
    await running.stop();
    mosquitto.kill('SIGKILL');
  });
  beforeEach(() => {
    host.submitted.length = 0;
  });

  const up = () => `wm/v1/${host.device.deviceId}/up`;
  const body = (value: number) => JSON.stringify({ sensor_id: 'A', value, unit: 'bar' });
  const received = () => host.submitted.map(({ columns }) => columns.values[0]);

  it('hands in what devices publish, and tells the device by its own topic', async () => {
    const answers: string[] = [];
    device.on('message', (_topic, payload) => answers.push(payload.toString()));
    await device.subscribeAsync(`wm/v1/${host.device.deviceId}/down`, { qos: 1 });
    await device.publishAsync(up(), body(1), { qos: 1 });
    const sha256 = createHash('sha256').update(body(1)).digest('hex');
    await eventually(() =>
      expect(answers.map((text) => JSON.parse(text) as object)).toEqual([
        expect.objectContaining({ type: 'ack', sha256, stored: 1 }),
      ]),
    );
  });

  it('leaves out unknown devices, foreign topics and retained messages', async () => {
    await device.publishAsync('wm/v1/somebody/up', body(2), { qos: 1 });
    await device.publishAsync('wm/v1/a/b/up', body(2), { qos: 1 });
    await device.publishAsync(up(), body(3), { qos: 1 });
    await eventually(() => expect(received()).toEqual([3]));
  });

  it('notes the status of devices', async () => {
    await device.publishAsync(`wm/v1/${host.device.deviceId}/status`, 'offline', { qos: 1 });
    await eventually(() =>
      expect(host.reported).toContainEqual({ deviceId: host.device.deviceId, state: { online: false } }),
    );
  });

  it('takes no more than it can handle at a time, and gets the rest later', async () => {
    const store = host.onSubmit;
    const waiting: (() => void)[] = [];
    host.onSubmit = async (message) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return store(message);
    };
    for (let n = 0; n < 30; n += 1) await device.publishAsync(up(), body(100 + n), { qos: 1 });
    await eventually(() => expect(waiting).toHaveLength(5));
    await new Promise((resolve) => setImmediate(resolve));
    expect(host.submitted).toHaveLength(5);
    host.onSubmit = store;
    for (const go of waiting) go();
    await eventually(() => expect(received()).toEqual(Array.from({ length: 30 }, (_, n) => 100 + n)));
  });

  it('gets again what was not stored when it was stopped, and what came while it was away', async () => {
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new Error('The database is gone'));
    await device.publishAsync(up(), body(201), { qos: 1 });
    await eventually(() => expect(received()).toEqual([201]));
    await running.stop();
    await device.publishAsync(up(), body(202), { qos: 1 });
    host.onSubmit = store;
    host.submitted.length = 0;
    await startGateway();
    await eventually(() => expect(new Set(received())).toEqual(new Set([201, 202])));
  });

  it('says that the broker is away, and comes back by itself', async () => {
    mosquitto.kill('SIGTERM');
    await eventually(async () => expect((await running.health()).status).toBe('down'));
    await startBroker();
    await eventually(async () => expect((await running.health()).status).toBe('up'), 20_000);
    await eventually(() => expect(device.connected).toBe(true), 20_000);
    await device.publishAsync(up(), body(301), { qos: 1 });
    await eventually(() => expect(received()).toContain(301));
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
