import { randomBytes } from 'node:crypto';
import { type Server, type Socket, createServer } from 'node:net';
import { type SecureContext, TLSSocket, createSecureContext } from 'node:tls';
import type { DeviceIdentity, GatewayContext } from '@app/plugin-sdk';
import type { CoapHandler } from '../coap/peer';
import type { CoapConfig } from '../config';
import { PskGate } from './psk-gate';
import { StreamConnection } from './stream-connection';

/**
 * Suites of pre-shared keys with authenticated encryption. The level of security speaks of certificates, which there are
 * none of, and of the short tag of CCM_8, which RFC 7252 makes the one that every device has.
 */
const CIPHERS =
  'ECDHE-PSK-CHACHA20-POLY1305:PSK-AES128-GCM-SHA256:PSK-AES256-GCM-SHA384:PSK-AES128-CCM:PSK-AES128-CCM8:@SECLEVEL=0';
const KEY_BYTES = 32;

/** CoAP over TLS 1.2 with pre-shared keys (RFC 8323, `coaps+tcp`). Whoever ends the handshake is the device of the key. */
export class TlsEndpoint {
  private readonly connections = new Map<string, StreamConnection>();
  private readonly sockets = new Set<Socket>();
  /** Whose key a handshake under way stands on. */
  private readonly arriving = new Map<Socket, DeviceIdentity>();
  private server: Server | undefined;
  private secureContext: SecureContext | undefined;

  constructor(
    private readonly config: CoapConfig,
    private readonly context: GatewayContext,
    private readonly handler: CoapHandler,
  ) {}

  /** Port that it listens on; null while it does not. */
  get port(): number | null {
    const address = this.server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  get connected(): number {
    return this.connections.size;
  }

  /** Messages that are being handled. */
  get pending(): number {
    let pending = 0;
    for (const connection of this.connections.values()) pending += connection.pending;
    return pending;
  }

  open(port: number): Promise<void> {
    this.secureContext = createSecureContext({ ciphers: CIPHERS, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
    const server = createServer((socket) => this.accept(socket));
    server.maxConnections = this.config.maxConnections;
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const taken = error.code === 'EADDRINUSE';
        reject(taken ? new Error(`TCP port ${port} is in use: set COAPS_PORT to a free one`) : error);
      });
      server.listen(port, this.config.host, () => {
        server.on('error', (error) => this.context.fail(error));
        this.server = server;
        resolve();
      });
    });
  }

  /** The connection of a peer. */
  connectionOf(key: string): StreamConnection | undefined {
    return this.connections.get(key);
  }

  /** Ends the connections, and the handshakes, of credentials that no longer hold. */
  revoke(credentials: ReadonlySet<string>): void {
    for (const [socket, { credentialId }] of this.arriving) if (credentials.has(credentialId)) socket.destroy();
    for (const connection of this.connections.values()) {
      if (credentials.has(connection.peer.identity?.credentialId ?? '')) connection.destroy();
    }
  }

  /** Takes no new connections and lets go of those there are. */
  release(): void {
    this.server?.close();
    for (const connection of this.connections.values()) connection.release();
  }

  close(): void {
    this.server?.close();
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.arriving.delete(socket);
    });
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    let found: (DeviceIdentity & { secret: Uint8Array }) | null = null;
    const gate = new PskGate(socket, async (identity) => {
      try {
        found = identity === '' ? null : await this.context.devices.secretOf('psk', identity);
        if (found !== null && !socket.destroyed) this.arriving.set(socket, found);
      } catch (error) {
        this.context.logger.warn(`The key of a device could not be read: ${String(error)}`);
      }
    });
    gate.on('error', () => undefined);
    const secured = new TLSSocket(gate, {
      isServer: true,
      secureContext: this.secureContext,
      requestCert: false,
      // An unknown identity fails where a wrong key does: nobody learns which ones there are.
      pskCallback: () => found?.secret ?? randomBytes(KEY_BYTES),
    } as ConstructorParameters<typeof TLSSocket>[1]);
    const timer = setTimeout(() => socket.destroy(), this.config.handshakeTimeoutS * 1_000).unref();
    let known = false;
    socket.once('close', () => {
      clearTimeout(timer);
      if (!known) this.context.telemetry.refused(null, 'coap', 'tls-handshake');
    });
    secured.on('error', () => socket.destroy());
    secured.once('_tlsError', () => socket.destroy());
    secured.once('secure', () => {
      clearTimeout(timer);
      this.arriving.delete(socket);
      known = found !== null;
      if (found === null) socket.destroy();
      else this.begin(secured, socket, found);
    });
  }

  private begin(secured: TLSSocket, socket: Socket, { deviceId, credentialId }: DeviceIdentity): void {
    const key = `tls ${socket.remoteAddress}:${socket.remotePort} ${deviceId}`;
    const connection = new StreamConnection(secured, { deviceId, credentialId }, key, this.handler, {
      maxBodyBytes: this.config.maxBodyBytes,
      refused: (reason) => this.context.telemetry.refused(deviceId, 'coap', reason),
    });
    this.connections.set(key, connection);
    socket.setTimeout(this.config.idleTimeoutS * 1_000, () => socket.destroy());
    socket.once('close', () => {
      if (this.connections.get(key) === connection) this.connections.delete(key);
    });
  }
}
