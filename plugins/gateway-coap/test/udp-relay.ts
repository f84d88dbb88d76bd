import { type RemoteInfo, type Socket, createSocket } from 'node:dgram';

/** What a relay does with a datagram: the datagrams to send on instead of it. */
type Habit = (datagram: Buffer) => Buffer[];

/**
 * A network between clients and a gateway, with bad habits: it loses, repeats and changes. The gateway sees one address
 * for each client.
 */
export class UdpRelay {
  up: Habit = (datagram) => [datagram];
  down: Habit = (datagram) => [datagram];
  private readonly outer = new Map<string, Socket>();

  private constructor(
    private readonly inner: Socket,
    private readonly port: number,
  ) {
    inner.on('message', (datagram, from) => {
      for (const bytes of this.up(datagram)) this.socketOf(from).send(bytes, this.port, '127.0.0.1');
    });
  }

  static open(port: number): Promise<UdpRelay> {
    const inner = createSocket('udp4');
    return new Promise((resolve) => inner.bind(0, '127.0.0.1', () => resolve(new UdpRelay(inner, port))));
  }

  get address(): string {
    return `127.0.0.1:${this.inner.address().port}`;
  }

  close(): void {
    this.inner.close();
    for (const socket of this.outer.values()) socket.close();
  }

  private socketOf({ address, port }: RemoteInfo): Socket {
    const key = `${address}:${port}`;
    const known = this.outer.get(key);
    if (known !== undefined) return known;
    const socket = createSocket('udp4');
    socket.on('message', (datagram) => {
      for (const bytes of this.down(datagram)) this.inner.send(bytes, port, address);
    });
    this.outer.set(key, socket);
    return socket;
  }
}
