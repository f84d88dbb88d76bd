import { type Socket, createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

const RECEIVE_BUFFER_BYTES = 4 * 1_024 * 1_024;

/** A UDP socket that hands on what comes, with the sender's address. */
export class UdpEndpoint {
  private socket: Socket | undefined;

  constructor(
    private readonly host: string,
    private readonly wanted: number,
    /** Name of the setting with the port, for the message when it is taken. */
    private readonly setting: string,
  ) {}

  /** Port that it listens on; null while it does not. */
  get port(): number | null {
    return this.socket === undefined ? null : this.socket.address().port;
  }

  /** @throws {Error} naming the setting, when the port is taken */
  open(
    received: (bytes: Buffer, address: string, port: number) => void,
    failed: (error: Error) => void,
  ): Promise<void> {
    const socket = createSocket({ type: isIPv6(this.host) ? 'udp6' : 'udp4' });
    return new Promise((resolve, reject) => {
      socket.once('error', (error: NodeJS.ErrnoException) => {
        socket.close();
        const taken = error.code === 'EADDRINUSE';
        reject(taken ? new Error(`UDP port ${this.wanted} is in use: set ${this.setting} to a free one`) : error);
      });
      socket.bind(this.wanted, this.host, () => {
        socket.removeAllListeners('error');
        socket.on('error', failed);
        socket.on('message', (bytes, { address, port }) => received(bytes, address, port));
        try {
          socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
        } catch {
          // The system allows less; what it drops then, devices repeat.
        }
        this.socket = socket;
        resolve();
      });
    });
  }

  /** Sends and forgets, as UDP does: an address that cannot be reached is no fault. */
  send(bytes: Buffer, address: string, port: number): void {
    this.socket?.send(bytes, port, address, () => undefined);
  }

  async close(): Promise<void> {
    const { socket } = this;
    this.socket = undefined;
    if (socket !== undefined) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }
}
