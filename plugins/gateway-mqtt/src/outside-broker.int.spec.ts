import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { type IPublishPacket, type MqttClient, connectAsync } from 'mqtt';
import gateway from './index';

jest.setTimeout(60_000);

const run = promisify(execFile);

const ORDER = '0198c0de-0000-7000-8000-0000000000c1';

/** Real: Mosquitto, its persistence and clients, Eclipse Paho and mqtt.js as devices. Not real: the host, which is the SDK's fake. */
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
    host = fakeHost(['devices', 'telemetry', 'broker', 'commands']);
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
        { type: 'ack', messages: [expect.objectContaining({ sha256, stored: 1 })] },
      ]),
    );
  });

  it('leaves out unknown devices, foreign topics and retained messages', async () => {
    await device.publishAsync('wm/v1/somebody/up', body(2), { qos: 1 });
    await device.publishAsync('wm/v1/a/b/up', body(2), { qos: 1 });
    await device.publishAsync(up(), body(3), { qos: 1 });
    await eventually(() => expect(received()).toEqual([3]));
  });

  it('leaves the status of devices to the platform', async () => {
    await device.publishAsync(`wm/v1/${host.device.deviceId}/status`, 'offline', { qos: 1 });
    await device.publishAsync(up(), body(4), { qos: 1 });
    await eventually(() => expect(received()).toEqual([4]));
    expect(host.reported).toEqual([]);
  });

  it('turns away what the broker had retained, and counts it', async () => {
    await device.publishAsync(up(), body(5), { qos: 1, retain: true });
    await eventually(() => expect(received()).toEqual([5]));
    await running.stop();
    // A shared subscription gets no retained messages; other brokers may send them all the same.
    const inside = running as unknown as { take(packet: object): Promise<void> };
    await inside.take({ topic: up(), payload: Buffer.from(body(5)), retain: true });
    expect(host.refusals).toContainEqual({
      deviceId: host.device.deviceId,
      protocol: 'mqtt',
      reason: 'retained',
      count: 1,
    });
    await device.publishAsync(up(), '', { qos: 1, retain: true });
    await startGateway();
    await eventually(() => expect(host.submitted).toHaveLength(2));
  });

  it('carries orders, with the time they hold, to devices that have a session', async () => {
    const { deviceId } = host.device;
    const order = { id: ORDER, deviceId, name: 'reboot', payload: { in: 5 }, expiresAt: Date.now() + 60_000 };
    await device.unsubscribeAsync(`wm/v1/${deviceId}/down`);
    host.queue(order);
    // Nobody has subscribed: the broker says so, and the order is not sent.
    const other = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'm5', protocolVersion: 5 });
    await other.publishAsync(up(), body(6), { qos: 1 });
    await eventually(() => expect(received()).toEqual([6]));
    expect(host.settled).toEqual([]);
    const heard: [{ type: string }, IPublishPacket][] = [];
    other.on('message', (_topic, payload, packet) => {
      const told = JSON.parse(payload.toString()) as { type: string };
      // Answers to what was sent before may come meanwhile.
      if (told.type !== 'ack') heard.push([told, packet]);
    });
    await other.subscribeAsync(`wm/v1/${deviceId}/down`, { qos: 1 });
    host.queue(order, { ...order, id: 'late', expiresAt: Date.now() - 1 });
    await eventually(() => expect(host.settled).toEqual([{ id: ORDER, progress: 'sent', detail: undefined }]));
    await eventually(() => expect(heard).toHaveLength(1));
    expect(heard[0]?.[0]).toMatchObject({ type: 'command', id: ORDER, name: 'reboot', payload: { in: 5 } });
    const { correlationData, responseTopic, messageExpiryInterval } = heard[0]?.[1].properties ?? {};
    expect([correlationData?.toString(), responseTopic]).toEqual([ORDER, `wm/v1/${deviceId}/status`]);
    expect(messageExpiryInterval).toBeLessThanOrEqual(60);
    await other.endAsync(true);
  });

  it('acknowledges each delivery once', async () => {
    const { stream } = (running as unknown as { client: MqttClient }).client;
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
    const acknowledged: number[] = [];
    stream.write = (bytes: Uint8Array | string, ...rest: unknown[]): boolean => {
      const packets = Buffer.from(bytes as Uint8Array);
      // Number of the message in each PUBACK.
      if (packets[0] === 0x40)
        for (let at = 0; at < packets.length; at += 4) acknowledged.push(packets.readUInt16BE(at + 2));
      return write(bytes, ...rest);
    };
    for (let n = 0; n < 10; n += 1) await device.publishAsync(up(), body(400 + n), { qos: 1 });
    await eventually(() => expect(received()).toHaveLength(10));
    await eventually(() => expect(acknowledged).toHaveLength(10));
    expect(new Set(acknowledged).size).toBe(10);
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

  it('tries again what could not be stored, and is not blocked by it', async () => {
    const store = host.onSubmit;
    const failed = new Set<number | undefined>();
    host.onSubmit = (message) => {
      failed.add(message.columns.values[0]);
      return Promise.reject(new Error('The database is gone'));
    };
    // As many as it handles at a time: were they left at the broker, no other would come.
    for (let n = 0; n < 5; n += 1) await device.publishAsync(up(), body(210 + n), { qos: 1 });
    await eventually(() => expect(failed.size).toBe(5));
    host.onSubmit = store;
    host.submitted.length = 0;
    await device.publishAsync(up(), body(215), { qos: 1 });
    await eventually(() => expect(new Set(received())).toEqual(new Set([210, 211, 212, 213, 214, 215])));
  });

  it('does not give up a session in which something is left that could not be stored', async () => {
    const url = `mqtt://127.0.0.1:${port}`;
    const config = { url, group: 'alone', leaveOnStop: true, clientId: 'alone-0' };
    await running.stop();
    const start = async () => {
      const one = gateway.create(gateway.config.parse(config), host.context);
      await one.start();
      return one;
    };
    const first = await start();
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new Error('The database is gone'));
    await device.publishAsync(up(), body(221), { qos: 1 });
    await eventually(() => expect(received()).toContain(221));
    await first.stop();
    host.onSubmit = store;
    host.submitted.length = 0;
    const second = await start();
    await eventually(() => expect(received()).toContain(221));
    await second.stop();
    await startGateway();
  });

  it('reads nothing further while it holds too much', async () => {
    const inside = running as unknown as { handle(packet: object, done: () => void, connection: object): void };
    const connection = { stream: { destroyed: false } };
    const store = host.onSubmit;
    let release: (() => void) | undefined;
    host.onSubmit = () => new Promise((_, reject) => (release = () => reject(new Error('Not today'))));
    const [small, large] = [jest.fn(), jest.fn()];
    inside.handle({ topic: up(), payload: Buffer.from(body(230)), qos: 0, retain: false }, small, connection);
    const full = { topic: up(), payload: Buffer.alloc(64 * 1_048_576), qos: 0, retain: false };
    inside.handle(full, large, connection);
    expect([small.mock.calls.length, large.mock.calls.length]).toEqual([1, 0]);
    await eventually(() => expect(release).toBeDefined());
    host.onSubmit = store;
    release?.();
    await eventually(() => expect(large).toHaveBeenCalledTimes(1));
  });

  it('leaves its share to the others when it stops, and nothing behind', async () => {
    const url = `mqtt://127.0.0.1:${port}`;
    const second = fakeHost(['devices', 'telemetry', 'broker', 'commands']);
    const config = { url, group: 'both', leaveOnStop: true };
    const [one, two] = [host, second].map((each, n) =>
      gateway.create(gateway.config.parse({ ...config, clientId: `both-${n}` }), each.context),
    ) as [Gateway, Gateway];
    await running.stop();
    await one.start();
    await two.start();
    const all = () => [...host.submitted, ...second.submitted].map(({ columns }) => columns.values[0] ?? 0);
    for (let n = 0; n < 20; n += 1) await device.publishAsync(up(), body(700 + n), { qos: 1 });
    await eventually(() => expect(new Set(all()).size).toBe(20));
    expect(Math.min(host.submitted.length, second.submitted.length)).toBeGreaterThan(0);
    await two.stop();
    for (let n = 20; n < 40; n += 1) await device.publishAsync(up(), body(700 + n), { qos: 1 });
    await eventually(() => expect(new Set(all()).size).toBe(40));
    await one.stop();
    await startGateway();
  });

  describe('with clients that are not ours', () => {
    const at = () => ['-h', '127.0.0.1', '-p', String(port)];
    it.each(['311', '5'])(
      'takes what mosquitto_pub sends in version %s, and mosquitto_sub hears the answer',
      async (version) => {
        const down = `wm/v1/${host.device.deviceId}/down`;
        // It ends by its time limit, with what it has heard until then.
        const listening = run('mosquitto_sub', [...at(), '-V', version, '-q', '1', '-t', down, '-W', '3']).catch(
          (error: { stdout: string }) => error,
        );
        const text = body(500 + Number(version));
        await eventually(async () => {
          host.submitted.length = 0;
          await run('mosquitto_pub', [...at(), '-V', version, '-q', '1', '-t', up(), '-m', text]);
          expect(received()).toEqual([500 + Number(version)]);
        });
        const sha256 = createHash('sha256').update(text).digest('hex');
        const heard = (await listening).stdout.trim().split('\n');
        const told = heard.map((each) => JSON.parse(each) as { type: string; messages: object[] });
        expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['ack']));
        expect(told.flatMap(({ messages }) => messages)).toContainEqual(expect.objectContaining({ sha256, stored: 1 }));
      },
    );

    it.each(['311', '5'])('takes what Eclipse Paho sends in version %s', async (version) => {
      const address = ['-c', `127.0.0.1:${port}`, '-V', version, '-i', `paho-${version}`, '-q', '1'];
      const value = 600 + Number(version);
      await run('paho_c_pub', [...address, '-t', up(), '-m', body(value)], { timeout: 20_000 });
      await eventually(() => expect(received()).toEqual([value]));
    });
  });

  it('trusts a broker that its own authority has signed, and no other', async () => {
    const secure = await freePort();
    const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
    const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    await openssl('req', '-x509', ...key, '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem');
    await openssl('req', ...key, '-subj', '/CN=localhost', '-keyout', 'broker.key', '-out', 'broker.csr');
    writeFileSync(path.join(folder, 'names'), 'subjectAltName=DNS:localhost');
    const sign = ['-req', '-in', 'broker.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    await openssl('x509', ...sign, '-days', '2', '-extfile', 'names', '-out', 'broker.pem');
    const file = (name: string) => path.join(folder, name);
    const lines = [`listener ${secure} 127.0.0.1`, 'allow_anonymous true', `certfile ${file('broker.pem')}`];
    writeFileSync(file('secure.conf'), [...lines, `keyfile ${file('broker.key')}`, 'user root', ''].join('\n'));
    const broker = spawn('mosquitto', ['-c', file('secure.conf')], { stdio: 'ignore' });
    const other = fakeHost(['devices', 'telemetry', 'broker', 'commands']);
    const url = `mqtts://localhost:${secure}`;
    const trusting = gateway.create(gateway.config.parse({ url, ca: file('ca.pem') }), other.context);
    try {
      await trusting.start();
      expect((await trusting.health()).status).toBe('up');
      const stranger = connectAsync(url, { reconnectPeriod: 0 }, false);
      await expect(stranger).rejects.toThrow(/certificate/);
    } finally {
      await trusting.stop();
      broker.kill('SIGKILL');
    }
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
