import { type Socket, connect as connectTcp } from 'node:net';
import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { type IClientOptions, type MqttClient, connectAsync } from 'mqtt';
import { connectPacket, malformed, number, packet, text } from '../test/malformed';
import gateway from './index';

jest.setTimeout(60_000);

const BODY = '{"sensor_id":"A","value":1,"unit":"bar"}';

/** Real: the broker, mqtt.js and bare sockets as devices. Not real: the host, which is the SDK's fake. */
describe('the embedded broker', () => {
  let host: FakeHost;
  let running: Gateway;
  let port = 0;
  let clients: MqttClient[] = [];
  let heardAt: (number | null)[] = [];

  const start = async (config: object = {}) => {
    host = fakeHost(['devices', 'telemetry', 'broker', 'commands']);
    heardAt = [];
    const control = {
      username: 'hydrant-control',
      password: 'p'.repeat(43),
      listening: (at: number | null) => void heardAt.push(at),
    };
    Object.defineProperty(host.context, 'broker', { value: { instance: 'test', control } });
    running = gateway.create(gateway.config.parse({ host: '127.0.0.1', port: 0, ...config }), host.context);
    await running.start();
    port = Number((await running.health()).details?.['port']);
  };
  beforeEach(() => start());
  afterEach(async () => {
    for (const client of clients) await client.endAsync(true);
    clients = [];
    await running.stop();
  });

  const connect = async (options: IClientOptions = {}) => {
    const { deviceId, token } = host.device;
    const who = { clientId: deviceId, username: deviceId, password: token };
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { ...who, reconnectPeriod: 0, ...options });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };
  const control = (options: IClientOptions = {}) =>
    connect({ clientId: 'hydrant-control', username: 'hydrant-control', password: 'p'.repeat(43), ...options });
  const topic = (channel: string) => `wm/v1/${host.device.deviceId}/${channel}`;
  const until = async (met: () => boolean) => {
    for (const deadline = Date.now() + 10_000; !met();) {
      if (Date.now() > deadline) throw new Error('It did not come to that');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  /** Sends bytes as they are. @returns the socket, and how it ended */
  const raw = (bytes: Buffer): { socket: Socket; ended: Promise<void> } => {
    const socket = connectTcp(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(bytes);
    socket.resume();
    return { socket, ended: new Promise((resolve) => socket.once('close', () => resolve())) };
  };

  it('tells the platform where it listens, and when it no longer does', async () => {
    expect(heardAt).toEqual([port]);
    await running.stop();
    expect(heardAt).toEqual([port, null]);
  });

  it('lets the platform hear what devices say of themselves, and nothing else', async () => {
    const platform = await control();
    const heard: string[] = [];
    platform.on('message', (from, payload) => heard.push(`${from} ${payload.toString()}`));
    await platform.subscribeAsync('wm/v1/+/status', { qos: 1 });
    for (const other of ['wm/v1/+/up', '#', 'wm/v1/hydrant-control/down']) {
      await expect(platform.subscribeAsync(other, { qos: 1 })).rejects.toThrow(/unspecified|subscribe/i);
    }
    const device = await connect();
    await device.publishAsync(topic('status'), 'online', { qos: 1 });
    await device.publishAsync(topic('status'), 'x'.repeat(5_000), { qos: 1 });
    await device.publishAsync(topic('up'), BODY, { qos: 1 });
    await device.publishAsync(topic('status'), 'offline', { qos: 1 });
    await until(() => heard.length === 2);
    expect(heard).toEqual([`${topic('status')} online`, `${topic('status')} offline`]);
    expect(host.refusals).toMatchObject([{ deviceId: host.device.deviceId, reason: 'status-too-large' }]);
    expect(host.reported.map(({ deviceId }) => deviceId)).not.toContain('hydrant-control');
  });

  it('knows the platform by its secret only', async () => {
    await expect(control({ password: 'q'.repeat(43) })).rejects.toThrow(/refused|authori|bad user/i);
    await expect(control({ clientId: host.device.deviceId })).rejects.toThrow(/refused|authori|bad user/i);
  });

  it('takes no will of a connection for the end of a device that is back already', async () => {
    const platform = await control();
    const heard: string[] = [];
    platform.on('message', (_topic, payload) => heard.push(payload.toString()));
    await platform.subscribeAsync('wm/v1/+/status', { qos: 1 });
    const will = { topic: topic('status'), payload: Buffer.from('offline'), qos: 1 } as const;
    await connect({ will });
    const second = await connect({ will });
    await second.publishAsync(topic('status'), 'online', { qos: 1 });
    await until(() => heard.length > 0);
    expect(heard).toEqual(['online']);
    expect(host.reported.at(-1)).toEqual({ deviceId: host.device.deviceId, state: { online: true } });
    second.stream.destroy();
    await until(() => heard.length === 2);
    expect(heard[1]).toBe('offline');
    await until(() => host.reported.at(-1)?.state.online === false);
  });

  it('carries orders to a device that listens', async () => {
    const order = { deviceId: host.device.deviceId, name: 'reboot', payload: {}, expiresAt: Date.now() + 60_000 };
    host.queue({ ...order, id: 'c1' });
    const device = await connect();
    const heard: { id: string }[] = [];
    device.on('message', (_topic, payload) => heard.push(JSON.parse(payload.toString()) as { id: string }));
    await device.publishAsync(topic('up'), BODY, { qos: 1 });
    expect(host.settled).toEqual([]);
    await device.subscribeAsync(topic('down'), { qos: 1 });
    await until(() => heard.length === 1);
    host.queue({ ...order, id: 'c2' });
    await until(() => heard.length === 2);
    expect(heard.map(({ id }) => id)).toEqual(['c1', 'c2']);
    await until(() => host.settled.length === 2);
  });

  it('looks for orders once at a time, however often a device subscribes', async () => {
    let open = 0;
    let most = 0;
    const take = host.context.commands.take.bind(host.context.commands);
    host.context.commands.take = async (...given) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return take(...given);
    };
    const device = await connect();
    await Promise.all(Array.from({ length: 200 }, () => device.subscribeAsync(topic('down'), { qos: 1 })));
    const order = { deviceId: host.device.deviceId, name: 'reboot', payload: {}, expiresAt: Date.now() + 60_000 };
    host.queue({ ...order, id: 'c1' });
    await until(() => host.settled.length === 1);
    expect(most).toBe(1);
  });

  it('keeps nothing of a QoS 2 message that is committed', async () => {
    interface Store {
      incomingStorePacket(client: object, packet: { payload: Buffer }): Promise<unknown>;
    }
    const { persistence } = (running as unknown as { broker: { persistence: Store } }).broker;
    const store = persistence.incomingStorePacket.bind(persistence);
    const kept: number[] = [];
    persistence.incomingStorePacket = (client, stored) => {
      kept.push(stored.payload.length);
      return store(client, stored);
    };
    const device = await connect();
    await device.publishAsync(topic('up'), BODY, { qos: 2 });
    await device.publishAsync('wm/v1/other/up', BODY, { qos: 2 });
    await device.publishAsync(topic('status'), 'online', { qos: 2 });
    expect(kept).toEqual([0, 0, 'online'.length]);
    expect(host.submitted).toHaveLength(2);
    expect(host.submitted[0]?.raw.length).toBe(BODY.length);
  });

  it('slows down a device that sends too fast, and no other', async () => {
    await running.stop();
    await start({ messagesPerMinute: 60 });
    const device = await connect();
    const began = Date.now();
    await Promise.all(Array.from({ length: 61 }, () => device.publishAsync(topic('up'), BODY, { qos: 1 })));
    expect(Date.now() - began).toBeGreaterThan(800);
    expect(host.submitted).toHaveLength(61);
  });

  it('ends connections that begin QoS 2 without end, or send too much at once', async () => {
    await running.stop();
    await start({ maxHalfDone: 5 });
    const halves = Array.from({ length: 6 }, (_, n) =>
      packet(0x34, text(topic('up')), number(n + 1), Buffer.from(BODY)),
    );
    const { ended } = raw(Buffer.concat([connectPacket(host.device), ...halves]));
    await ended;
    const { socket, ended: over } = raw(connectPacket(host.device));
    await until(() => host.reported.filter(({ state }) => state.online === true).length === 2);
    socket.write(Buffer.from([0x32, 0x80, 0x84, 0xaf, 0x5f]));
    await over;
    expect(host.refusals).toMatchObject([{ deviceId: host.device.deviceId, reason: 'packet-too-large' }]);
  });

  it('survives 2,000 malformed connections, and takes the next good message', async () => {
    let seed = 20_261_121;
    const rng = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    for (let n = 0; n < 2_000; n += 50) {
      await Promise.all(
        Array.from({ length: 50 }, async () => {
          const { socket, ended } = raw(malformed(rng, host.device));
          socket.end();
          const late = setTimeout(() => socket.destroy(), 5_000);
          await ended;
          clearTimeout(late);
        }),
      );
    }
    const device = await connect();
    host.submitted.length = 0;
    await device.publishAsync(topic('up'), BODY, { qos: 1 });
    expect(host.submitted).toHaveLength(1);
    expect(host.failures).toEqual([]);
    await device.endAsync();
    await until(() => host.reported.at(-1)?.state.online === false);
    const { details } = await running.health();
    expect(details).toMatchObject({ clients: 0, pending: 0 });
  });
});
