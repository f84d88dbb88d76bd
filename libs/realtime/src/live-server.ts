import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Authenticator, allowed } from '@app/access';
import { SETTINGS, type Settings } from '@app/config';
import { LiveRequest } from '@app/contracts';
import { DomainError } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveConnection } from './live-connection';
import { liveFilter } from './live-filter';
import { LiveHub } from './live-hub';

const PATH = '/api/v1/live';
const AUTH_WITHIN_MS = 10_000;
const PING_MS = 20_000;
/** A revoked session or a changed role is noticed within this time. */
const RECHECK_MS = 5_000;
/** Time for a client to answer the end of the stream. */
const CLOSE_WITHIN_MS = 1_000;
const MAX_CLIENTS = 5_000;
const MAX_MESSAGE_BYTES = 128 * 1024;

/** The WebSocket at `/api/v1/live`: signs clients in, keeps them honest, and hands their wishes to the hub. */
@Injectable()
export class LiveServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(LiveServer.name);
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly authenticator: Authenticator,
    private readonly tenants: TenantTree,
    private readonly hub: LiveHub,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Before the HTTP server waits for its connections to end, sockets among them; a client that does not answer is cut off. */
  async beforeApplicationShutdown(): Promise<void> {
    this.sockets.close();
    const open = [...this.sockets.clients];
    const gone = Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    for (const socket of open) socket.close(1001, 'The server is stopping');
    const cut = setTimeout(() => open.forEach((socket) => socket.terminate()), CLOSE_WITHIN_MS);
    await gone;
    clearTimeout(cut);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?', 1)[0];
    if (path !== PATH) return refuse(socket, '404 Not Found');
    if (!this.sameOrigin(request)) return refuse(socket, '403 Forbidden');
    if (this.sockets.clients.size >= MAX_CLIENTS) return refuse(socket, '503 Service Unavailable');
    this.sockets.handleUpgrade(request, socket, head, (client) => this.accept(client));
  }

  /** Browsers name the page's origin, other clients none. A foreign page must not ride on somebody's network position. */
  private sameOrigin({ headers }: IncomingMessage): boolean {
    if (headers.origin === undefined) return true;
    const own = this.settings.HYDRANT_PUBLIC_URL;
    if (own !== undefined && headers.origin === new URL(own).origin) return true;
    return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
  }

  private accept(client: WebSocket): void {
    const connection = this.hub.open(client);
    let token: string | undefined;
    let alive = true;
    let turn: Promise<void> = Promise.resolve();
    const deadline = setTimeout(() => client.close(4408, 'Sign in within 10 seconds'), AUTH_WITHIN_MS);
    const ping = setInterval(() => {
      if (!alive) return client.terminate();
      alive = false;
      client.ping();
    }, PING_MS);
    const recheck = setInterval(() => {
      if (token !== undefined) void this.signIn(connection, token).catch(() => client.close(4401, 'Sign in again'));
    }, RECHECK_MS);
    client.on('pong', () => (alive = true));
    client.on('error', () => client.terminate());
    client.on('close', () => {
      clearTimeout(deadline);
      clearInterval(ping);
      clearInterval(recheck);
      this.hub.close(connection);
    });
    client.on('message', (bytes: Buffer) => {
      alive = true;
      turn = turn.then(async () => {
        const request = parse(bytes);
        if (request === null)
          return connection.send(
            error('live.bad-message', 'Send an auth or a subscribe message as the API documents them.'),
          );
        if (request.type === 'auth') {
          await this.signIn(connection, request.token);
          token = request.token;
          clearTimeout(deadline);
        } else await this.subscribe(connection, request);
      });
      turn = turn.catch((failure: unknown) => this.answerFailure(client, connection, failure));
    });
  }

  private async signIn(connection: LiveConnection, token: string): Promise<void> {
    const principal = await this.authenticator.authenticateToken(token);
    const seen = connection.principal;
    connection.principal = principal;
    const narrowed = seen?.tenants.some((tenant) => !principal.tenants.includes(tenant)) === true;
    if (narrowed || (connection.filter !== undefined && !allowed(principal, 'read', 'Reading')))
      connection.close(4401, 'Sign in again');
  }

  private async subscribe(
    connection: LiveConnection,
    wish: Extract<LiveRequest, { type: 'subscribe' }>,
  ): Promise<void> {
    const { principal } = connection;
    if (principal === undefined) {
      connection.send(error('live.not-signed-in', 'Send an auth message first.'));
      return;
    }
    const channels = wish.channels.filter((channel) =>
      allowed(principal, 'read', channel === 'readings' ? 'Reading' : 'Alert'),
    );
    const tenants = wish.municipalityIds?.map((id) => this.tenants.idOf(id)) ?? null;
    const filter = liveFilter(principal, { channels, tenants, sensorIds: wish.sensorIds ?? null });
    await this.hub.subscribe(connection, filter, wish.cursor);
  }

  private answerFailure(client: WebSocket, connection: LiveConnection, failure: unknown): void {
    if (failure instanceof DomainError && failure.kind === 'unauthenticated') {
      connection.send(error(failure.code, failure.detail));
      client.close(4401, 'Sign in again');
      return;
    }
    this.log.warn(`Live connection failed: ${String(failure)}`);
    client.close(1011, 'The server could not answer');
  }
}

function parse(bytes: Buffer): LiveRequest | null {
  try {
    const parsed = LiveRequest.safeParse(JSON.parse(bytes.toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function error(code: string, detail: string): { type: 'error'; code: string; detail: string } {
  return { type: 'error', code, detail };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
