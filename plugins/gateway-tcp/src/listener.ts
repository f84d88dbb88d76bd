import { readFileSync } from 'node:fs';
import { type Server, type Socket, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TcpConfig } from './config';

const HANDSHAKE_MS = 10_000;

/** What the listeners do with a connection. */
export interface Doorkeeper {
  /** Whether one more connection may come; it is counted until its socket closes. */
  admit(socket: Socket): boolean;
  /** A connection that can be spoken on. */
  arrived(socket: Socket): void;
}

/** @throws {Error} that names the setting when the port is in use */
export function listenPlain({ host, port, maxConnections }: TcpConfig, door: Doorkeeper): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (door.admit(socket)) door.arrived(socket);
    else socket.destroy();
  });
  server.maxConnections = maxConnections;
  return listening(server, host, port, 'TCP_PORT');
}

/** As {@link listenPlain}, for TLS 1.2 and 1.3. @throws {Error} also when certificate or key cannot be read */
export function listenTls(config: TcpConfig, port: number, door: Doorkeeper): Promise<Server> {
  const { host, tlsCert = '', tlsKey = '', maxConnections } = config;
  const server = createTlsServer({
    allowHalfOpen: true,
    cert: pem(tlsCert, 'TCP_TLS_CERT'),
    key: pem(tlsKey, 'TCP_TLS_KEY'),
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_MS,
  });
  server.maxConnections = maxConnections;
  server.prependListener('connection', (socket: Socket) => {
    if (!door.admit(socket)) socket.destroy();
  });
  server.on('secureConnection', (socket) => door.arrived(socket));
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return listening(server, host, port, 'TCP_TLS_PORT');
}

export function portOf(server: Server | undefined): number | null {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

function listening(server: Server, host: string, port: number, setting: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} is in use: set ${setting} to a free one`) : error);
    });
    server.listen(port, host, () => resolve(server));
  });
}

/** PEM text as it is, or the contents of the file. */
function pem(text: string, setting: string): string {
  if (text.includes('-----BEGIN ')) return text;
  try {
    return readFileSync(text, 'utf8');
  } catch (error) {
    throw new Error(`${setting} names a file that cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
