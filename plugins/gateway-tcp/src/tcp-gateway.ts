import type { Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DeviceIdentity,
  type Gateway,
  type GatewayContext,
  type KeptFrame,
  type PluginHealth,
  type TelemetryColumns,
} from '@app/plugin-sdk';
import { MAGIC, nextBinaryFrame } from './binary-frame';
import { CommandPost } from './command-post';
import { readCompact } from './compact-readings';
import type { TcpConfig } from './config';
import { Connection, type Surroundings } from './connection';
import { readKeptLine } from './line-dialect';
import { type Doorkeeper, listenPlain, listenTls, portOf } from './listener';
import { PROTOCOL, Uplink } from './uplink';

const SWEEP_MS = 1_000;
const SETTLE_MS = 3_000;
const MAX_FRAME = 65_535;

/** Listens for loggers and modems, keeps them apart, and throws off whom it must. */
export class TcpGateway implements Gateway, Doorkeeper, Surroundings {
  readonly load = { bytes: 0 };
  private readonly connections = new Set<Connection>();
  private readonly perAddress = new Map<string, number>();
  private readonly perDevice = new Map<string, Set<Connection>>();
  private readonly uplink: Uplink;
  private readonly post: CommandPost;
  private plain: Server | undefined;
  private tls: Server | undefined;
  private sweep: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    readonly config: TcpConfig,
    private readonly context: GatewayContext,
  ) {
    const { messagesPerMinute, maxInFlight, maxConnectionsPerDevice } = config;
    this.uplink = new Uplink(messagesPerMinute, maxInFlight * maxConnectionsPerDevice, context);
    this.post = new CommandPost(context, (deviceId) => [...(this.perDevice.get(deviceId) ?? [])].at(-1));
  }

  async start(): Promise<void> {
    this.context.devices.onRevoked((gone) => this.throwOff(gone));
    this.post.open();
    this.plain = await listenPlain(this.config, this);
    const { tlsPort } = this.config;
    if (tlsPort !== undefined) {
      try {
        this.tls = await listenTls(this.config, tlsPort, this);
      } catch (error) {
        this.plain.close();
        throw error;
      }
    }
    this.sweep = setInterval(() => this.inspectAll(), SWEEP_MS).unref();
    this.context.logger.log(`TCP gateway listens on port ${portOf(this.plain)}`);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.sweep);
    this.plain?.close();
    this.tls?.close();
    const finishing = Promise.allSettled([...this.connections].map((connection) => connection.finish()));
    await Promise.race([finishing, delay(SETTLE_MS, undefined, { ref: false })]);
    for (const connection of this.connections) connection.destroy();
  }

  async health(): Promise<PluginHealth> {
    const port = portOf(this.plain);
    if (port === null || this.stopping) return { status: 'down', reason: 'The gateway does not listen' };
    const tlsPort = portOf(this.tls);
    const details = { port, connections: this.connections.size, devices: this.perDevice.size };
    return { status: 'up', details: { ...details, ...(tlsPort !== null && { tlsPort }) } };
  }

  async decode({ raw }: KeptFrame): Promise<TelemetryColumns> {
    const bytes = Buffer.from(raw);
    const step = bytes.indexOf(MAGIC) === 0 ? nextBinaryFrame(bytes, MAX_FRAME) : null;
    return step?.kind === 'frame' ? readCompact(step.frame.payload) : readKeptLine(bytes, this.config.models);
  }

  admit(socket: Socket): boolean {
    const address = socket.remoteAddress ?? '';
    const count = this.perAddress.get(address) ?? 0;
    if (this.stopping || count >= this.config.maxConnectionsPerAddress) {
      this.refused(null, 'too-many-connections');
      return false;
    }
    this.perAddress.set(address, count + 1);
    socket.once('close', () => {
      const left = (this.perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.perAddress.set(address, left);
      else this.perAddress.delete(address);
    });
    return true;
  }

  arrived(socket: Socket): void {
    // TLS may have been shaking hands while the gateway was stopped.
    if (this.stopping) socket.destroy();
    else this.connections.add(new Connection(socket, socket.remoteAddress ?? '', this));
  }

  now(): number {
    return this.context.clock.now();
  }

  authenticate(deviceId: string, token: string): Promise<DeviceIdentity | null> {
    return this.context.devices.authenticate(deviceId, token);
  }

  deliver(...message: Parameters<Uplink['deliver']>): ReturnType<Uplink['deliver']> {
    return this.uplink.deliver(...message);
  }

  refused(deviceId: string | null, reason: string): void {
    this.context.telemetry.refused(deviceId, PROTOCOL, reason);
  }

  settle(...result: Parameters<CommandPost['settled']>): Promise<boolean> {
    return this.post.settled(...result);
  }

  /** The newest connections of a device stay: an old one may be half dead and will never say so. */
  loggedIn(connection: Connection, { deviceId }: DeviceIdentity): void {
    const own = this.perDevice.get(deviceId) ?? new Set();
    this.perDevice.set(deviceId, own.add(connection));
    const [oldest] = own;
    if (own.size > this.config.maxConnectionsPerDevice) oldest?.cut('superseded');
    this.context.devices.report(deviceId, { online: true });
    // After the answer to the login.
    setImmediate(() => void this.post.carry(deviceId));
  }

  closed(connection: Connection): void {
    this.connections.delete(connection);
    const deviceId = connection.identity?.deviceId;
    if (deviceId === undefined) return;
    const own = this.perDevice.get(deviceId);
    own?.delete(connection);
    if (own?.size !== 0) return;
    this.perDevice.delete(deviceId);
    if (!this.stopping) this.context.devices.report(deviceId, { online: false });
  }

  private throwOff(gone: ReadonlySet<string>): void {
    for (const connection of this.connections) {
      const { identity } = connection;
      if (identity === null || !gone.has(identity.credentialId)) continue;
      this.context.logger.log(`Device ${identity.deviceId} is thrown off: its credential no longer holds`);
      connection.destroy();
    }
  }

  private inspectAll(): void {
    const now = this.now();
    for (const connection of this.connections) connection.inspect(now);
  }
}
