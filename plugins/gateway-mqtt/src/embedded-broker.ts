import { timingSafeEqual } from 'node:crypto';
import { type Server, type Socket, createServer } from 'node:net';
import { callbackify } from 'node:util';
import type { DeviceCommand, Gateway, GatewayContext, PluginHealth } from '@app/plugin-sdk';
import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes';
import type { MqttConfig } from './config';
import { DeviceSessions } from './device-sessions';
import { Orders } from './orders';
import { limitPackets } from './packet-limit';
import { ALL_STATUS, downTopic, isDeviceId, statusTopic, upTopic } from './topics';
import { Uplink } from './uplink';

/** Nobody may subscribe to it: what is published there goes nowhere. */
const NOWHERE = 'wm/v1/nowhere';
const NOTHING = Buffer.alloc(0);
const BAD_CREDENTIALS = 4;
const SETTLE_MS = 3_000;
/** A packet may be this much larger than a payload and is then quarantined; anything larger ends the connection. */
const PACKET_FACTOR = 4;
const MAX_STATUS_BYTES = 4_096;

/**
 * MQTT broker in the process, for devices alone: each may publish its own readings and status and hear its own answers.
 * Beside them only the platform's own client gets in, from this machine, and hears what devices say on `status`.
 */
export class EmbeddedBroker implements Gateway {
  private readonly sessions = new DeviceSessions();
  private readonly orders: Orders;
  private broker: Aedes | undefined;
  private server: Server | undefined;
  private stopping = false;

  constructor(
    private readonly config: MqttConfig,
    private readonly context: GatewayContext,
    private readonly uplink = new Uplink(config, context),
  ) {
    this.orders = new Orders(
      context,
      (deviceId) => this.listenerOf(deviceId) !== undefined,
      (command, text) => this.order(command, text),
    );
  }

  async start(): Promise<void> {
    const broker = await Aedes.createBroker(this.options());
    this.broker = broker;
    broker.on('clientReady', (client) => this.came(client));
    broker.on('clientDisconnect', (client) => this.left(client));
    broker.on('subscribe', (_subscriptions, client) => void this.orders.carry(client.id));
    broker.on('clientError', (client, error) => this.context.logger.debug(`${client.id}: ${error.message}`));
    broker.on('connectionError', (_client, error) => this.context.logger.debug(error.message));
    this.context.devices.onRevoked((gone) => this.throwOff(gone));
    this.server = await this.listen(broker);
    this.orders.start();
    this.context.broker.control?.listening(this.port);
    this.context.logger.log(`MQTT broker listens on port ${this.port}`);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.broker === undefined) return;
    this.orders.stop();
    this.context.broker.control?.listening(null);
    this.server?.close();
    await this.uplink.settle(SETTLE_MS);
    await new Promise<void>((resolve) => this.broker?.close(() => resolve()));
  }

  async health(): Promise<PluginHealth> {
    const { port } = this;
    if (port === null || this.stopping) return { status: 'down', reason: 'The broker does not listen' };
    return { status: 'up', details: { port, clients: this.sessions.size, pending: this.uplink.pending } };
  }

  private get port(): number | null {
    const address = this.server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  private options(): AedesOptions {
    return {
      concurrency: 1_000,
      queueLimit: 1_000,
      drainTimeout: 30_000,
      connectTimeout: 10_000,
      maxClientsIdLength: 64,
      maxTopicLevels: 8,
      maxInflightInbound: this.config.maxHalfDone,
      keepaliveLimit: this.config.maxKeepaliveS,
      authenticate: callbackify(async (client: Client, username: string | undefined, password: Buffer | undefined) => {
        if (!(await this.authenticate(client, username, password))) throw refusal();
        return true;
      }) as AedesOptions['authenticate'],
      authorizePublish: (client: Client | null, packet: PublishPacket, done) => {
        if (client === null) {
          done(null);
          return;
        }
        // Nothing is kept for those who come later: memory would grow with every device.
        packet.retain = false;
        const { payload } = packet;
        const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
        // The way of nearly all messages: nothing is made for it that is not needed.
        if (packet.qos === 1 && packet.topic === upTopic(client.id)) this.uplink.take(client.id, bytes, done);
        else this.other(client, packet, bytes, done);
      },
      authorizeSubscribe: (client, subscription, done) => {
        const allowed = this.isControl(client) ? ALL_STATUS : downTopic(client.id);
        done(null, subscription.topic === allowed ? subscription : null);
      },
    };
  }

  /** A client names its device three times: as client id, as user, and by the token as password. */
  private async authenticate(
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
  ): Promise<boolean> {
    if (this.stopping || username === undefined || password === undefined || username !== client.id) return false;
    if (this.isControl(client)) return this.admitsControl(client, password);
    if (!isDeviceId(username)) return false;
    const identity = await this.context.devices.authenticate(username, password.toString());
    if (identity === null) {
      this.context.metrics.count('mqtt_refused_total', 'MQTT connections refused for their credential');
      this.uplink.turnedAway(null, 'bad-credential');
      return false;
    }
    this.sessions.add(client, identity);
    return true;
  }

  private isControl({ id }: Client): boolean {
    return id === this.context.broker.control?.username;
  }

  /** The platform's own client comes from this machine, with the secret of this process. */
  private admitsControl({ conn }: Client, password: Buffer): boolean {
    const right = Buffer.from(this.context.broker.control?.password ?? '');
    const { remoteAddress = '' } = conn as Socket;
    const near = /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
    return near && right.length > 0 && right.length === password.length && timingSafeEqual(right, password);
  }

  private other(client: Client, packet: PublishPacket, payload: Buffer, done: (error?: Error | null) => void): void {
    const settled = (error: Error | null): void => {
      // Kept until the device has completed it, which may be never: it has been read, and nobody else hears it.
      if (error === null && packet.qos === 2 && packet.topic !== statusTopic(client.id)) packet.payload = NOTHING;
      done(error);
    };
    if (packet.topic === upTopic(client.id)) this.uplink.take(client.id, payload, settled);
    else this.noReading(client, packet, payload).then(() => settled(null), settled);
  }

  private async noReading(client: Client, packet: { topic: string }, payload: Buffer): Promise<void> {
    const { id } = client;
    const { topic } = packet;
    if (topic === statusTopic(id)) {
      await this.uplink.other(id);
      if (payload.length > MAX_STATUS_BYTES) this.uplink.turnedAway(id, 'status-too-large');
      // The will of a connection that another one of the device has replaced: the device is there.
      else if (!this.sessions.isReplaced(client)) return;
      packet.topic = NOWHERE;
      return;
    }
    // MQTT 3.1.1 knows no refusal of a message: it is acknowledged, kept aside, and forwarded to nobody.
    packet.topic = NOWHERE;
    if (this.isControl(client)) return;
    await this.uplink.refused(id, payload, 'topic_forbidden', `The device may not publish to ${topic.slice(0, 200)}`);
  }

  private came(client: Client): void {
    if (this.isControl(client)) return;
    this.context.devices.report(client.id, { online: true });
    // A session that was kept has its subscription already.
    void this.orders.carry(client.id);
  }

  private left(client: Client): void {
    const gone = this.sessions.remove(client);
    if (gone && !this.stopping) this.context.devices.report(client.id, { online: false });
  }

  /** The connection of a device that has subscribed to its `down` topic. */
  private listenerOf(deviceId: string): Client | undefined {
    const client = this.sessions.of(deviceId);
    const subscriptions = (client as unknown as { subscriptions?: object } | undefined)?.subscriptions ?? {};
    return downTopic(deviceId) in subscriptions ? client : undefined;
  }

  private order({ deviceId }: DeviceCommand, text: string): Promise<boolean> {
    const client = this.listenerOf(deviceId);
    if (client === undefined) return Promise.resolve(false);
    const packet = {
      cmd: 'publish',
      topic: downTopic(deviceId),
      payload: text,
      qos: 1,
      dup: false,
      retain: false,
    } as const;
    return new Promise((resolve) => client.publish(packet, (error) => resolve(error === undefined || error === null)));
  }

  private throwOff(gone: ReadonlySet<string>): void {
    for (const client of this.sessions.openedBy(gone)) {
      this.context.logger.log(`Device ${client.id} is thrown off: its credential no longer holds`);
      client.close();
      client.conn.destroy();
    }
  }

  private listen(broker: Aedes): Promise<Server> {
    const server = createServer((socket: Socket) => {
      socket.setNoDelay(true);
      const client = broker.handle(socket);
      limitPackets(client, this.config.maxPayloadBytes * PACKET_FACTOR, () =>
        this.uplink.turnedAway(this.sessions.holds(client) ? client.id : null, 'packet-too-large'),
      );
      // Sockets that close before they became a client would keep their session otherwise.
      socket.once('close', () => this.left(client));
    });
    server.maxConnections = this.config.maxClients;
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        broker.close();
        const taken = error.code === 'EADDRINUSE';
        reject(taken ? new Error(`Port ${this.config.port} is in use: set MQTT_PORT to a free one`) : error);
      });
      server.listen(this.config.port, this.config.host, () => resolve(server));
    });
  }
}

function refusal(): Error & { returnCode: number } {
  return Object.assign(new Error('Bad user name or password'), { returnCode: BAD_CREDENTIALS });
}
