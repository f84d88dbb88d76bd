import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually, startMosquitto, type TestMosquitto } from '@app/testing';
import { type IClientOptions, type MqttClient, connectAsync } from 'mqtt';
import { type GatewayApp, gatewayApp } from '../../plugins/test/gateway-app';
import { IngestHarness, type SeededDevice } from '../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

const run = promisify(execFile);

/** A reading process on a broker, and devices that talk to it. */
class Scene {
  readonly clients: MqttClient[] = [];
  gateway: GatewayApp;

  constructor(
    readonly harness: IngestHarness,
    readonly device: SeededDevice,
    /** Of the outside broker, with its rights; undefined: the broker of the process. */
    readonly broker: TestMosquitto | undefined,
  ) {}

  async start(settings: Record<string, string> = {}): Promise<void> {
    const outside: Record<string, string> = this.broker === undefined ? {} : { MQTT_URL: this.broker.url };
    this.gateway = await gatewayApp(this.harness, { COAP_PORT: '0', ...outside, ...settings });
  }

  get port(): number {
    return this.broker?.port ?? this.gateway.mqttPort;
  }

  get topic(): string {
    return `wm/v1/${this.device.id}`;
  }

  async connect(options: IClientOptions = {}): Promise<MqttClient> {
    const { id, token } = this.device;
    const who = { clientId: id, username: id, password: token };
    const client = await connectAsync(`mqtt://127.0.0.1:${this.port}`, { ...who, reconnectPeriod: 0, ...options });
    client.on('error', () => undefined);
    this.clients.push(client);
    return client;
  }

  async state() {
    const [row] = await this.harness.sql<{
      online: boolean;
      battery_percent: number | null;
      last_seen_at: Date | null;
    }>('select online, battery_percent, last_seen_at from devices where id = $1', [this.device.id]);
    return row;
  }

  /** Puts an order into the queue, as an approved one. */
  async order(name: string, seconds = 60): Promise<string> {
    const [row] = await this.harness.sql<{ id: string }>(
      `insert into device_commands (tenant_id, device_id, id, protocol, name, payload, state, created_by, created_by_name, expires_at)
       values ($1, $2, gen_random_uuid(), 'mqtt', $3, '{"seconds":60}', 'queued', 'test', 'Test', now() + make_interval(secs => $4))
       returning id`,
      [this.device.tenantId, this.device.id, name, seconds],
    );
    await this.harness.sql(`select pg_notify('device_commands', '')`);
    return row?.id ?? '';
  }

  async progress(id: string) {
    const [row] = await this.harness.sql<{ state: string; detail: string | null }>(
      'select state, detail from device_commands where id = $1',
      [id],
    );
    return row;
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.endAsync(true);
    await this.gateway.app.close();
  }
}

/** Real: plugin host, gateway, Nest's MQTT transport, PostgreSQL, Mosquitto with its dynamic security, mosquitto_pub. */
describe.each([['the broker of the process'], ['an outside broker']])('control topics over %s', (kind) => {
  let harness: IngestHarness;
  let broker: TestMosquitto | undefined;
  let scene: Scene;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    broker = kind === 'an outside broker' ? await startMosquitto() : undefined;
    const device = await harness.device(await harness.tenant());
    scene = new Scene(harness, device, broker);
    if (broker !== undefined) await admit(broker, device);
    await scene.start();
  });
  afterAll(async () => {
    await scene.close();
    await broker?.stop();
    await harness.close();
  });

  it('note birth, battery and will', async () => {
    const client = await scene.connect({
      will: { topic: `${scene.topic}/status`, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    // Until the platform listens, a broker of the process keeps nothing.
    await eventually(async () => {
      await client.publishAsync(`${scene.topic}/status`, '{"online":true,"battery_percent":71}', { qos: 1 });
      await eventually(
        async () => expect(await scene.state()).toMatchObject({ online: true, battery_percent: 71 }),
        3_000,
      );
    }, 20_000);
    client.stream.destroy();
    await eventually(async () => expect(await scene.state()).toMatchObject({ online: false, battery_percent: 71 }));
  });

  it('are no place for calls: what looks like one is not answered', async () => {
    const client = await scene.connect();
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    await client.subscribeAsync(`${scene.topic}/down`, { qos: 1 });
    await client.publishAsync(`${scene.topic}/status`, '{"id":"1","data":{},"battery_percent":55}', { qos: 1 });
    await eventually(async () => expect(await scene.state()).toMatchObject({ battery_percent: 55 }));
    expect(heard).toEqual([]);
    await client.endAsync();
  });

  it('carry orders, and what the device says of them', async () => {
    const client = await scene.connect({ protocolVersion: broker === undefined ? 4 : 5 });
    const orders: { type: string; id: string; name: string; payload: object; expiresAt: string }[] = [];
    client.on('message', (_topic, payload) => orders.push(JSON.parse(payload.toString()) as (typeof orders)[number]));
    await client.subscribeAsync(`${scene.topic}/down`, { qos: 1 });
    const [done, failed] = [await scene.order('set-interval'), await scene.order('reboot')];
    await eventually(() => expect(orders).toHaveLength(2), 10_000);
    const first = orders.find(({ id }) => id === done);
    expect(first).toMatchObject({ type: 'command', name: 'set-interval', payload: { seconds: 60 } });
    expect(Date.parse(first?.expiresAt ?? '')).toBeGreaterThan(Date.now());
    await eventually(async () => expect((await scene.progress(done))?.state).toBe('sent'));
    await client.publishAsync(`${scene.topic}/status`, JSON.stringify({ ack: { id: done, ok: true } }), { qos: 1 });
    await client.publishAsync(
      `${scene.topic}/status`,
      JSON.stringify({ ack: { id: failed, ok: false, detail: 'Valve stuck' } }),
      { qos: 1 },
    );
    await eventually(async () => expect(await scene.progress(done)).toEqual({ state: 'acknowledged', detail: null }));
    await eventually(async () =>
      expect(await scene.progress(failed)).toEqual({ state: 'failed', detail: 'Valve stuck' }),
    );
    await client.endAsync();
  });

  it('keep an order for a device that is away until it comes', async () => {
    const id = await scene.order('reboot');
    const heard: string[] = [];
    const client = await scene.connect();
    client.on('message', (_topic, payload) => heard.push((JSON.parse(payload.toString()) as { id: string }).id));
    await client.subscribeAsync(`${scene.topic}/down`, { qos: 1 });
    await harness.sql('update device_commands set taken_until = null where id = $1', [id]);
    await harness.sql(`select pg_notify('device_commands', '')`);
    await eventually(() => expect(heard).toEqual([id]), 10_000);
    await client.endAsync();
  });

  it('do not let one device answer for another', async () => {
    const other = await harness.device(scene.device.tenantId);
    const id = await scene.order('reboot');
    const elsewhere = new Scene(harness, other, broker);
    elsewhere.gateway = scene.gateway;
    if (broker !== undefined) await admit(broker, other);
    const client = await eventually(() => elsewhere.connect());
    await client.publishAsync(
      `${elsewhere.topic}/status`,
      JSON.stringify({ ack: { id, ok: true }, battery_percent: 9 }),
      {
        qos: 1,
      },
    );
    await eventually(async () => expect(await elsewhere.state()).toMatchObject({ battery_percent: 9 }));
    expect((await scene.progress(id))?.state).not.toBe('acknowledged');
    await client.endAsync();
  });

  it('let nobody else in under the name of the platform, nor hear what devices say', async () => {
    const name = 'hydrant-control';
    const connecting = connectAsync(`mqtt://127.0.0.1:${scene.port}`, {
      clientId: name,
      username: name,
      password: 'guessed',
      reconnectPeriod: 0,
    });
    await expect(connecting).rejects.toThrow(/refused|authori|closed|bad user/i);
    const client = await scene.connect();
    await expect(client.subscribeAsync('wm/v1/+/status', { qos: 1 })).rejects.toThrow(
      /unspecified|denied|not authori/i,
    );
    await client.endAsync();
  });

  if (kind === 'an outside broker') {
    it('learn from retained messages how things are, and do not take them for signs of life', async () => {
      const client = await scene.connect();
      await client.publishAsync(`${scene.topic}/status`, '{"battery_percent":44}', { qos: 1, retain: true });
      await eventually(async () => expect(await scene.state()).toMatchObject({ battery_percent: 44 }));
      await client.endAsync();
      await scene.gateway.app.close();
      await harness.sql('update devices set battery_percent = null, last_seen_at = null where id = $1', [
        scene.device.id,
      ]);
      // A process of another name has no session that was kept.
      await scene.start({ PORT: '3999' });
      await eventually(async () =>
        expect(await scene.state()).toMatchObject({ battery_percent: 44, last_seen_at: null }),
      );
    });

    it('hear after a restart what was said meanwhile', async () => {
      await scene.gateway.app.close();
      const args = ['-p', String(scene.port), '-i', scene.device.id, '-u', scene.device.id, '-P', scene.device.token];
      await run('mosquitto_pub', [...args, '-q', '1', '-t', `${scene.topic}/status`, '-m', '{"battery_percent":33}']);
      await scene.start();
      await eventually(async () => expect(await scene.state()).toMatchObject({ battery_percent: 33 }));
    });
  } else {
    it('come back when the broker of the process is started anew', async () => {
      await restart(scene.gateway, 'gateway-mqtt');
      const { details } = (await scene.gateway.host.health())['gateway-mqtt'] ?? {};
      scene.gateway.mqttPort = Number(details?.['port']);
      const client = await scene.connect();
      await eventually(async () => {
        await client.publishAsync(`${scene.topic}/status`, '{"battery_percent":22}', { qos: 1 });
        await eventually(async () => expect(await scene.state()).toMatchObject({ battery_percent: 22 }), 3_000);
      }, 20_000);
      await client.endAsync();
    });
  }
});

/** Lets a device into the outside broker with the rights that it has there. */
async function admit({ url }: TestMosquitto, { id, token }: SeededDevice): Promise<void> {
  const allow = (acltype: string, topic: string) => ({ acltype, topic: `wm/v1/${id}/${topic}`, allow: true });
  const acls = [
    allow('publishClientSend', 'up'),
    allow('publishClientSend', 'status'),
    allow('subscribeLiteral', 'down'),
  ];
  const commands = [
    { command: 'createRole', rolename: id, acls },
    { command: 'createClient', username: id, clientid: id, password: token, roles: [{ rolename: id }] },
  ];
  const client = await connectAsync(url, { protocolVersion: 5 });
  await client.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify({ commands }), { qos: 1 });
  await client.endAsync();
}

/** Ends a plugin and starts it again, as its supervisor does after a failure. */
async function restart({ host }: GatewayApp, id: string): Promise<void> {
  type Supervised = { manifest: { id: string }; stop(): Promise<void>; start(): Promise<void> };
  const { running } = host as unknown as { running: Map<string, Supervised> };
  const plugin = [...running.values()].find(({ manifest }) => manifest.id === id);
  await plugin?.stop();
  await plugin?.start();
}
