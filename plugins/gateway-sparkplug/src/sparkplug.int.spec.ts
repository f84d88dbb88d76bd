import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually, startMosquitto } from '@app/testing';
import { type MqttClient, connectAsync } from 'mqtt';
import { newClient } from 'sparkplug-client';
import { malformed } from '../test/malformed';
import { type PlainBroker, plainBroker } from '../test/plain-broker';
import gateway from './index';

jest.setTimeout(60_000);

type EdgeNode = ReturnType<typeof newClient>;

/** Real: Mosquitto, the edge node of Eclipse Tahu's sparkplug-client, protoc, mosquitto_pub. Not real: the host. */
describe('Sparkplug B', () => {
  let broker: PlainBroker;
  let host: FakeHost;
  let running: Gateway;
  let watcher: MqttClient;
  let nodes: EdgeNode[] = [];

  beforeAll(async () => {
    broker = await plainBroker();
  });
  afterAll(() => broker.stop());
  beforeEach(async () => {
    host = fakeHost(['devices', 'telemetry', 'commands']);
    for (const name of ['plant/edge', 'plant/edge/pump']) host.names.add(`sparkplug ${name}`);
    await start();
    watcher = await connectAsync(broker.url);
  });
  afterEach(async () => {
    for (const node of nodes) node.stop();
    nodes = [];
    await watcher.endAsync(true);
    await running.stop();
  });

  const start = async (config: object = {}) => {
    const whole = { url: broker.url, reorderTimeoutMs: 100, rebirthIntervalS: 1, ...config };
    running = gateway.create(gateway.config.parse(whole), host.context);
    await running.start();
  };
  const edgeNode = (): EdgeNode => {
    const node = newClient({
      serverUrl: broker.url,
      username: '',
      password: '',
      groupId: 'plant',
      edgeNode: 'edge',
      clientId: `edge-${nodes.length}`,
      publishDeath: true,
    });
    nodes.push(node);
    return node;
  };
  const born = async (): Promise<EdgeNode> => {
    const node = edgeNode();
    node.on('birth', () => {
      node.publishNodeBirth({
        timestamp: Date.now(),
        metrics: [
          { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
          { name: 'Level', type: 'Double', value: 1.5, properties: { engUnit: { type: 'String', value: 'm' } } },
          { name: 'Count', type: 'Int16', value: -3 },
          { name: 'Total', type: 'Int64', value: 5_000_000_000 },
          { name: 'Site', type: 'String', value: 'North' },
        ],
      });
      node.publishDeviceBirth('pump', {
        timestamp: Date.now(),
        metrics: [{ name: 'Flow', type: 'Float', value: 0.5 }],
      });
    });
    node.on('ncmd', (command) => {
      if (command.metrics?.some(({ name, value }) => name === 'Node Control/Rebirth' && value === true))
        node.emit('birth');
    });
    await eventually(() => expect(host.submitted).toHaveLength(2));
    return node;
  };
  const heard = () =>
    host.submitted.flatMap(({ columns }) =>
      columns.sensors.map((sensor, index) => [sensor, columns.values[index], columns.units[index]]),
    );
  /** Writes a payload with the compiler of Protocol Buffers and sends it with mosquitto_pub. */
  const publish = (topic: string, text: string) => {
    const proto = path.join(__dirname, '../test/sparkplug_b.proto');
    const payload = execFileSync(
      'protoc',
      ['--encode=org.eclipse.tahu.protobuf.Payload', `--proto_path=${path.dirname(proto)}`, proto],
      { input: text },
    );
    execFileSync('mosquitto_pub', ['-p', String(broker.port), '-t', topic, '-s'], { input: payload });
  };

  it('takes in births and data of a node and its devices', async () => {
    const node = await born();
    expect(heard()).toEqual([
      ['Level', 1.5, 'm'],
      ['Count', -3, ''],
      ['Total', 5_000_000_000, ''],
      ['Flow', 0.5, ''],
    ]);
    const timestamp = Date.now() - 60_000;
    node.publishNodeData({
      timestamp: Date.now(),
      metrics: [{ name: 'Level', type: 'Double', value: 2.5, timestamp }],
    });
    node.publishDeviceData('pump', { timestamp: Date.now(), metrics: [{ name: 'Flow', type: 'Float', value: 0.75 }] });
    await eventually(() =>
      expect(heard().slice(4)).toEqual([
        ['Level', 2.5, 'm'],
        ['Flow', 0.75, ''],
      ]),
    );
    expect(host.submitted[2]?.columns.times[0]).toBe(timestamp);
    expect(host.reported).toContainEqual({ deviceId: host.device.deviceId, state: { online: true } });
  });

  it('hears of the end of a node by its will', async () => {
    const node = await born();
    (node as unknown as { client: MqttClient }).client.stream.destroy();
    await eventually(() =>
      expect(host.reported.filter(({ state }) => state.online === false).length).toBeGreaterThanOrEqual(2),
    );
  });

  it('takes the end of a node for that of the devices behind it, also where it has not heard their births', async () => {
    publish('spBv1.0/plant/NDEATH/edge', 'metrics { name: "bdSeq" datatype: 8 long_value: 0 }');
    await eventually(() => expect(host.reported.map(({ state }) => state.online)).toEqual([false, false]));
  });

  it('reads aliases, which protoc has written, and keeps messages readable by themselves', async () => {
    publish(
      'spBv1.0/plant/NBIRTH/edge',
      `timestamp: 1000 seq: 0
      metrics { name: "bdSeq" datatype: 8 long_value: 4 }
      metrics { name: "Level" alias: 9 datatype: 10 double_value: 1 properties { keys: "engUnit" values { type: 12 string_value: "ft" } } }
      metrics { name: "Temp" alias: 10 datatype: 3 int_value: 4294967291 }`,
    );
    publish(
      'spBv1.0/plant/NDATA/edge',
      `timestamp: 2000 seq: 1 metrics { alias: 10 int_value: 4294967286 timestamp: 1500 is_historical: true } metrics { alias: 9 double_value: 3 }`,
    );
    await eventually(() =>
      expect(heard().slice(2)).toEqual([
        ['Temp', -10, ''],
        ['Level', 3, 'ft'],
      ]),
    );
    const kept = host.submitted[1];
    const raw = kept?.raw ?? new Uint8Array();
    const again = await running.decode?.({ deviceId: host.device.deviceId, raw, receivedAt: 0 });
    expect(again).toEqual(kept?.columns);
    expect([...(again?.times ?? [])]).toEqual([1_500, 2_000]);
  });

  it('asks for a birth when it has none, or a message is missing, and not more often than it may', async () => {
    const node = edgeNode();
    let asked = 0;
    node.on('ncmd', () => (asked += 1));
    await new Promise<void>((resolve) => node.on('birth', () => resolve()));
    for (let n = 0; n < 20; n += 1) {
      node.publishNodeData({ timestamp: Date.now(), metrics: [{ name: 'Level', type: 'Double', value: n }] });
    }
    await eventually(() => expect(host.refusals).toHaveLength(20));
    await eventually(() => expect(asked).toBe(1));
    expect(host.refusals[0]).toMatchObject({ deviceId: host.device.deviceId, reason: 'before-birth' });
    node.publishNodeBirth({ timestamp: Date.now(), metrics: [{ name: 'Level', type: 'Double', value: 1 }] });
    await eventually(() => expect(host.submitted).toHaveLength(1));
    (node as unknown as { seq: number }).seq = 7;
    await eventually(() => {
      node.publishNodeData({ timestamp: Date.now(), metrics: [{ name: 'Level', type: 'Double', value: 2 }] });
      expect(asked).toBe(2);
    });
    expect(host.submitted).toHaveLength(1);
  });

  it('listens to registered nodes only, and writes to no other', async () => {
    const words: string[] = [];
    watcher.on('message', (topic) => words.push(topic));
    await watcher.subscribeAsync('spBv1.0/+/NCMD/#');
    publish('spBv1.0/plant/NDATA/other', 'timestamp: 1 seq: 1');
    publish('spBv1.0/plant/NDATA/edge', 'timestamp: 1 seq: 1');
    await eventually(() => expect(words).toEqual(['spBv1.0/plant/NCMD/edge']));
    expect(host.refusals).toMatchObject([
      { deviceId: null, reason: 'unknown-sender' },
      { deviceId: host.device.deviceId, reason: 'before-birth' },
    ]);
  });

  it('says that it is there, and that it is gone, also when somebody else says otherwise', async () => {
    const states: unknown[] = [];
    watcher.on('message', (_topic, payload) =>
      states.push((JSON.parse(payload.toString()) as { online: boolean }).online),
    );
    await watcher.subscribeAsync('spBv1.0/STATE/hydrant');
    await eventually(() => expect(states).toEqual([true]));
    await watcher.publishAsync('spBv1.0/STATE/hydrant', '{"online":false,"timestamp":1}', { qos: 1, retain: true });
    await eventually(() => expect(states).toEqual([true, false, true]));
    await running.stop();
    await eventually(() => expect(states.at(-1)).toBe(false));
  });

  it('carries orders in the types of the birth', async () => {
    // The host knows one device, under the name that was listed last: the one behind the node.
    const node = await born();
    const orders: unknown[] = [];
    node.on('dcmd', (device, payload) =>
      orders.push([device, payload.metrics?.map(({ name, value }) => [name, value])]),
    );
    const order = { deviceId: host.device.deviceId, expiresAt: Date.now() + 60_000 };
    host.queue({ ...order, id: 'c1', name: 'write', payload: { metrics: { Flow: 2.5 } } });
    await eventually(() => expect(orders).toEqual([['pump', [['Flow', 2.5]]]]));
    await eventually(() => expect(host.settled).toMatchObject([{ id: 'c1', progress: 'sent' }]));
    host.queue({ ...order, id: 'c2', name: 'write', payload: { metrics: { Valve: 1 } } });
    host.queue({ ...order, id: 'c3', name: 'dance', payload: {} });
    await eventually(() => expect(host.settled.slice(1).map(({ progress }) => progress)).toEqual(['failed', 'failed']));
  });

  it('leaves orders alone for a node that it has not heard: it may be at the broker of another instance', async () => {
    const asked: string[] = [];
    watcher.on('message', (topic) => asked.push(topic));
    await watcher.subscribeAsync('spBv1.0/+/NCMD/#');
    const order = { deviceId: host.device.deviceId, expiresAt: Date.now() + 60_000 };
    host.queue({ ...order, id: 'c1', name: 'write', payload: { metrics: { Flow: 2.5 } } });
    await eventually(() => expect(asked).toEqual(['spBv1.0/plant/NCMD/edge']));
    expect([host.settled, host.commands.length]).toEqual([[], 1]);
    await born();
    await eventually(() => expect(host.settled).toMatchObject([{ id: 'c1', progress: 'sent' }]));
  });

  it('asks for births again when its connection was cut', async () => {
    await born();
    const asked: string[] = [];
    watcher.on('message', (topic) => asked.push(topic));
    await watcher.subscribeAsync('spBv1.0/+/NCMD/#');
    (running as unknown as { client: { client: { stream: { destroy(): void } } } }).client.client.stream.destroy();
    await eventually(async () => expect((await running.health()).status).toBe('down'));
    await eventually(async () => expect((await running.health()).status).toBe('up'), 20_000);
    // It would be a repetition if the sequence still counted.
    await eventually(() => {
      publish('spBv1.0/plant/NDATA/edge', 'seq: 1 metrics { name: "Level" datatype: 10 double_value: 4 }');
      expect(asked).toEqual(['spBv1.0/plant/NCMD/edge']);
    });
    expect(host.refusals).toContainEqual(expect.objectContaining({ reason: 'before-birth' }));
    await eventually(() => expect(host.submitted).toHaveLength(4));
  });

  it('says so when the broker does not let it listen, at the start and later', async () => {
    const strict = await startMosquitto();
    const { username, password, host: address } = new URL(strict.url);
    const config = { url: `mqtt://${address}`, username, password: decodeURIComponent(password) };
    const refused = gateway.create(gateway.config.parse(config), host.context);
    const began = Date.now();
    await expect(refused.start()).rejects.toThrow(/subscri|authori/i);
    expect(Date.now() - began).toBeLessThan(10_000);
    await strict.stop();
    host.failures.length = 0;
    const inside = running as unknown as { client: { client: MqttClient } };
    const { client } = inside.client;
    client.subscribeAsync = () => Promise.reject(new Error('Not authorized'));
    client.stream.destroy();
    await eventually(() => expect(host.failures).toHaveLength(1), 20_000);
  });

  it('comes back when the broker was away', async () => {
    await born();
    await broker.kill();
    await eventually(async () => expect((await running.health()).status).toBe('down'));
    await broker.start();
    await eventually(async () => expect((await running.health()).status).toBe('up'), 20_000);
    host.submitted.length = 0;
    publish('spBv1.0/plant/NBIRTH/edge', 'seq: 0 metrics { name: "Level" datatype: 10 double_value: 4 }');
    await eventually(() => expect(heard()).toContainEqual(['Level', 4, '']));
  });

  it('survives 3,000 malformed messages: each is refused or kept, and the next good one is stored', async () => {
    await running.stop();
    await start({ messagesPerMinute: 100_000 });
    let seed = 20_261_121;
    const rng = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    for (let n = 0; n < 3_000; n += 1) {
      const { topic, payload } = malformed(rng, 'plant/edge');
      if (!topic.includes('#')) await watcher.publishAsync(topic, payload, { qos: 1 });
    }
    host.submitted.length = 0;
    publish('spBv1.0/plant/NBIRTH/edge', 'seq: 0 metrics { name: "Last" datatype: 10 double_value: 4 }');
    await eventually(() => expect(heard()).toContainEqual(['Last', 4, '']), 20_000);
    expect(host.refusals.length).toBeGreaterThan(500);
    expect(host.failures).toEqual([]);
  });
});
