import { type Socket, createSocket } from 'node:dgram';
import { type Datagram, Type, parseDatagram, serialiseDatagram } from '../src/coap/datagram';
import { NOTHING } from '../src/coap/message';
import { Option, numberOption, textOption } from '../src/coap/options';

/** A bare CoAP endpoint for tests, which sends exactly what it is told to. */
export class CoapPeer {
  private readonly inbox: Buffer[] = [];
  private wake: (() => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly port: number,
  ) {
    socket.on('message', (bytes) => {
      this.inbox.push(bytes);
      this.wake?.();
    });
  }

  static open(port: number): Promise<CoapPeer> {
    const socket = createSocket('udp4');
    return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(new CoapPeer(socket, port))));
  }

  close(): void {
    this.socket.close();
  }

  send(bytes: Uint8Array): void {
    this.socket.send(bytes, this.port, '127.0.0.1');
  }

  /** @throws {Error} when nothing comes in time */
  async receive(timeoutMs = 5_000): Promise<Buffer> {
    const deadline = Date.now() + timeoutMs;
    while (this.inbox.length === 0) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error('Nothing came');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.inbox.shift() as Buffer;
  }

  async datagram(timeoutMs?: number): Promise<Datagram> {
    const parsed = parseDatagram(await this.receive(timeoutMs));
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.datagram;
  }

  async exchange(request: Datagram): Promise<Datagram> {
    this.send(serialiseDatagram(request));
    return this.datagram();
  }
}

let id = 0;

/** A confirmable POST to a path such as `s/device.token`, as JSON unless told otherwise. */
export function post(
  path: string,
  payload: Uint8Array | string,
  fields: Partial<Datagram> & { format?: number } = {},
): Datagram {
  const { format = 50, options = [], ...rest } = fields;
  id = (id + 1) & 0xffff;
  return {
    type: Type.con,
    id,
    code: 2,
    token: Buffer.from([id >> 8, id & 0xff]),
    options: [
      ...path.split('/').map((segment) => textOption(Option.uriPath, segment)),
      numberOption(Option.contentFormat, format),
      ...options,
    ],
    payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
    ...rest,
  };
}

export const empty = { token: NOTHING, options: [], payload: NOTHING };
