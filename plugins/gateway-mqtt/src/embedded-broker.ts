import { type Server, type Socket, createServer } from 'node:net';
import { callbackify } from 'node:util';
import type { DeviceIdentity, Gateway, GatewayContext, PluginHealth } from '@app/plugin-sdk';
import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes';
import type { MqttConfig } from './config';
import { limitPackets } from './packet-limit';
import { downTopic, isDeviceId, statusTopic, upTopic } from './topics';
import { Uplink } from './uplink';

/** Nobody may subscribe to it: what is published there goes nowhere. */
const NOWHERE = 'wm/v1/nowhere';
const BAD_CREDENTIALS = 4;
const SETTLE_MS = 3_000;
/** A packet may be this much larger than a payload and is then quarantined; anything larger ends the connection. */
const PACKET_FACTOR = 4;

/** MQTT broker in the process, for devices alone: each may publish its own readings and status and hear its own answers. */
export class EmbeddedBroker implements Gateway {
  private readonly sessions = new Map<Client, DeviceIdentity>();
  private broker: Aedes | undefined;
  private server: Server | undefined;
  private stopping = false;

  constructor(
    private readonly config: MqttConfig,
    private readonly context: GatewayContext,
    private readonly uplink = new Uplink(config, context),
  ) {}

  async start(): Promise<void> {
    const broker = await Aedes.createBroker(this.options());
    this.broker = broker;
    broker.on('clientReady', (client) => this.context.devices.report(client.id, { online: true }));
    broker.on('clientDisconnect', (client) => this.left(client));
    broker.on('clientError', (client, error) => this.context.logger.debug(`${client.id}: ${error.message}`));
    broker.on('connectionError', (_client, error) => this.context.logger.debug(error.message));
    this.context.devices.onRevoked((gone) => this.throwOff(gone));
    this.server = await this.listen(broker);
    this.context.logger.log(`MQTT broker listens on port ${this.port}`);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.server?.close();
    await this.uplink.settle(SETTLE_MS);
    await new Promise<void>((resolve) => (this.broker === undefined ? resolve() : this.broker.close(() => resolve())));
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
        this.published(client, packet, Buffer.isBuffer(payload) ? payload : Buffer.from(payload)).then(
          () => done(null),
          (error: Error) => done(error),
        );
      },
      authorizeSubscribe: (client, subscription, done) => {
        done(null, subscription.topic === downTopic(client.id) ? subscription : null);
      },
    };
  }

  /** A client names its device three times: as client id, as user, and by the token as password. */
  private async authenticate(
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
  ): Promise<boolean> {
    if (this.stopping || username === undefined || password === undefined) return false;
    if (username !== client.id || !isDeviceId(username)) return false;
    const identity = await this.context.devices.authenticate(username, password.toString());
    if (identity === null) {
      this.context.metrics.count('mqtt_refused_total', 'MQTT connections refused for their credential');
      return false;
    }
    this.sessions.set(client, identity);
    return true;
  }

  /** Resolves when the broker may acknowledge: for readings, after their commit. */
  private published(client: Client, packet: { topic: string }, payload: Buffer): Promise<unknown> {
    const { id } = client;
    // The way of nearly all messages: nothing is made for it that is not needed.
    return packet.topic === upTopic(id) ? this.uplink.readings(id, payload) : this.other(client, packet, payload);
  }

  private async other({ id }: Client, packet: { topic: string }, payload: Buffer): Promise<void> {
    if (packet.topic === statusTopic(id)) this.uplink.status(id, payload);
    else {
      const { topic } = packet;
      // MQTT 3.1.1 knows no refusal of a message: it is acknowledged, kept aside, and forwarded to nobody.
      packet.topic = NOWHERE;
      await this.uplink.refused(id, payload, 'topic_forbidden', `The device may not publish to ${topic.slice(0, 200)}`);
    }
  }

  private left(client: Client): void {
    this.sessions.delete(client);
    if (!this.stopping) this.context.devices.report(client.id, { online: false });
  }

  private throwOff(gone: ReadonlySet<string>): void {
    for (const [client, { credentialId, deviceId }] of this.sessions) {
      if (!gone.has(credentialId)) continue;
      this.context.logger.log(`Device ${deviceId} is thrown off: its credential no longer holds`);
      client.close();
      client.conn.destroy();
    }
  }

  private listen(broker: Aedes): Promise<Server> {
    const server = createServer((socket: Socket) => {
      socket.setNoDelay(true);
      const client = broker.handle(socket);
      limitPackets(client, this.config.maxPayloadBytes * PACKET_FACTOR);
      // Sockets that close before they became a client would keep their session otherwise.
      socket.once('close', () => this.sessions.delete(client));
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
