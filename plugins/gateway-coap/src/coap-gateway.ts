import type { Gateway, GatewayContext, KeptFrame, PluginHealth, TelemetryColumns } from '@app/plugin-sdk';
import { BodyReader } from './body-reader';
import { MessageLayer } from './coap/message-layer';
import type { Peer, Requester } from './coap/peer';
import type { CoapConfig } from './config';
import { DtlsServer } from './dtls/dtls-server';
import { IntakeDesk } from './intake';
import { decodeKept } from './kept-message';
import { Lwm2mServer } from './lwm2m/lwm2m-server';
import { RootHandler } from './root-handler';
import { TelemetryResource } from './telemetry-resource';
import { TlsEndpoint } from './tls/tls-endpoint';
import { UdpEndpoint } from './udp-endpoint';

const SWEEP_MS = 10_000;
const SETTLE_MS = 3_000;
const SETTLE_STEP_MS = 20;
const MAX_EXCHANGES = 100_000;
/** Tries to find one number that is free on UDP and TCP alike. */
const PORT_TRIES = 5;

/** CoAP over UDP, DTLS and TLS, for readings (`/s`) and for LwM2M (`/rd`, `/dp`). */
export class CoapGateway implements Gateway {
  private readonly plain: UdpEndpoint;
  private readonly secure: UdpEndpoint;
  private readonly tls: TlsEndpoint;
  private readonly dtls: DtlsServer;
  private readonly layer: MessageLayer;
  private readonly bodies: BodyReader;
  private readonly lwm2m: Lwm2mServer;
  private sweeper: NodeJS.Timeout | undefined;
  private forgetRevoked: (() => void) | undefined;
  private running = false;

  constructor(
    private readonly config: CoapConfig,
    private readonly context: GatewayContext,
  ) {
    const refused = (reason: string): void => context.telemetry.refused(null, 'coap', reason);
    const desk = new IntakeDesk(context, config.commitTimeoutMs);
    this.bodies = new BodyReader(config, context);
    const telemetry = new TelemetryResource(config, context, desk, this.bodies);
    this.lwm2m = new Lwm2mServer(config, context, desk, this.bodies, (peer) => this.requesterOf(peer));
    const handler = new RootHandler(context, telemetry, this.lwm2m);
    this.plain = new UdpEndpoint(config.host, config.port, 'COAP_PORT');
    this.secure = new UdpEndpoint(config.host, config.securePort, 'COAPS_PORT');
    this.tls = new TlsEndpoint(config, context, handler);
    this.layer = new MessageLayer(handler, (peer, bytes) => this.send(peer, bytes), {
      clock: context.clock,
      separateAfterMs: config.separateAfterMs,
      maxInFlight: config.maxInFlight,
      maxExchanges: MAX_EXCHANGES,
      refused,
    });
    this.dtls = new DtlsServer({
      clock: context.clock,
      maxSessions: config.maxConnections,
      idleMs: config.sessionHours * 3_600_000,
      keyOf: (identity) => context.devices.secretOf('psk', identity),
      send: (datagram, address, port) => this.secure.send(datagram, address, port),
      received: (bytes, peer) => this.layer.receive(bytes, peer),
      refused,
    });
  }

  async start(): Promise<void> {
    const { context } = this;
    const fail = (error: Error): void => context.fail(error);
    try {
      await this.lwm2m.restore();
      await this.plain.open((bytes, address, port) => {
        this.layer.receive(bytes, { key: `udp ${address} ${port}`, identity: null, stream: false });
      }, fail);
      await this.openSecure(fail);
    } catch (error) {
      await this.close();
      throw error;
    }
    this.forgetRevoked = context.devices.onRevoked((credentials) => {
      this.tls.revoke(credentials);
      this.dtls.revoke(credentials);
      this.lwm2m.revoke(credentials);
    });
    this.sweeper = setInterval(() => {
      this.dtls.expire();
      this.lwm2m.expire();
    }, SWEEP_MS).unref();
    this.running = true;
    context.logger.log(`CoAP on UDP port ${this.plain.port}, with keys on UDP and TCP port ${this.secure.port}`);
  }

  async stop(): Promise<void> {
    this.running = false;
    clearInterval(this.sweeper);
    this.forgetRevoked?.();
    this.forgetRevoked = undefined;
    this.layer.stop();
    this.tls.release();
    // What was committed is still acknowledged.
    const deadline = Date.now() + SETTLE_MS;
    while (this.layer.pending + this.tls.pending > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
    }
    await this.close();
  }

  async health(): Promise<PluginHealth> {
    const { port } = this.plain;
    const { port: securePort } = this.secure;
    if (!this.running || port === null || securePort === null)
      return { status: 'down', reason: 'The gateway does not listen' };
    const details = {
      port,
      securePort,
      dtlsSessions: this.dtls.size,
      tlsConnections: this.tls.connected,
      lwm2mDevices: this.lwm2m.registered,
      pending: this.layer.pending + this.tls.pending,
      bodiesInParts: this.bodies.waiting,
    };
    return { status: 'up', details };
  }

  async decode({ raw, receivedAt }: KeptFrame): Promise<TelemetryColumns> {
    return decodeKept(raw, receivedAt);
  }

  /** DTLS and TLS take the same number, as `coaps` and `coaps+tcp` do. */
  private async openSecure(fail: (error: Error) => void): Promise<void> {
    for (let left = PORT_TRIES; ; left -= 1) {
      await this.secure.open((bytes, address, port) => this.dtls.receive(bytes, address, port), fail);
      try {
        await this.tls.open(this.secure.port ?? 0);
        return;
      } catch (error) {
        await this.secure.close();
        if (this.config.securePort !== 0 || left === 0) throw error;
      }
    }
  }

  private send(peer: Peer, bytes: Buffer): void {
    const [transport, address = '', port] = peer.key.split(' ');
    if (transport === 'udp') this.plain.send(bytes, address, Number(port));
    else this.dtls.send(peer.key, bytes);
  }

  private requesterOf(peer: Peer): Requester | undefined {
    if (peer.stream) return this.tls.connectionOf(peer.key);
    return peer.identity === null || this.dtls.has(peer.key) ? this.layer : undefined;
  }

  private async close(): Promise<void> {
    this.dtls.close();
    this.tls.close();
    await this.plain.close();
    await this.secure.close();
  }
}
