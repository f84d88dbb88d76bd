import { type Socket, createSocket } from 'node:dgram';
import { type Lane, type LaneDevice, type NumberedMessage, asJson } from '../lane';

const CONFIRMABLE_POST = 0x40;
const POST = 0x02;
const CHANGED = 0x44;
const URI_PATH = 11;
const CONTENT_FORMAT = 12;
const JSON_FORMAT = 50;
/** Of an answer that the first datagram did not get, ms; doubled each time (RFC 7252, 4.2). */
const FIRST_REPEAT_MS = 500;
const REPEATS = 4;

/** Confirmable CoAP requests, written by hand after RFC 7252: acknowledged by 2.04 and nothing else. */
export class CoapLane implements Lane {
  readonly perMessage = 8;
  readonly inFlight = 4;
  readonly stepMs = 10;
  private readonly socket: Socket = createSocket('udp4');
  private readonly waiting = new Map<string, (acknowledged: boolean) => void>();
  private messageId = 0;
  private closed = false;

  constructor(
    private readonly port: number,
    private readonly device: LaneDevice,
  ) {
    this.socket.on('error', () => undefined);
    this.socket.on('message', (bytes) => this.heard(bytes));
  }

  /** One exchange: the same datagram until there is an answer, as the standard has it. */
  deliver(message: NumberedMessage): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    this.messageId = (this.messageId + 1) & 0xffff;
    const token = Buffer.alloc(4);
    token.writeUInt32BE(message.sequence);
    const datagram = this.request(this.messageId, token, Buffer.from(asJson(message)));
    const key = token.toString('hex');
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (acknowledged: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(key);
        resolve(acknowledged);
      };
      const send = (attempt: number): void => {
        if (this.closed || attempt > REPEATS) return end(false);
        this.socket.send(datagram, this.port, '127.0.0.1', () => undefined);
        timer = setTimeout(() => send(attempt + 1), FIRST_REPEAT_MS * 2 ** attempt);
      };
      this.waiting.set(key, end);
      send(0);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const end of this.waiting.values()) end(false);
    this.socket.close();
  }

  private request(messageId: number, token: Buffer, payload: Buffer): Buffer {
    const head = Buffer.from([CONFIRMABLE_POST | token.length, POST, messageId >> 8, messageId & 0xff]);
    const options = [
      option(URI_PATH, 0, Buffer.from('s')),
      option(URI_PATH, URI_PATH, Buffer.from(`${this.device.id}.${this.device.token}`)),
      option(CONTENT_FORMAT, URI_PATH, Buffer.from([JSON_FORMAT])),
    ];
    return Buffer.concat([head, token, ...options, Buffer.from([0xff]), payload]);
  }

  /** An acknowledgement with the answer in it, or an answer of its own, which wants an acknowledgement. */
  private heard(bytes: Buffer): void {
    if (bytes.length < 4) return;
    const [first, code] = bytes as unknown as [number, number];
    const type = (first >> 4) & 3;
    if (type === 0) this.socket.send(Buffer.from([0x60, 0, bytes[2] ?? 0, bytes[3] ?? 0]), this.port, '127.0.0.1');
    if (code === 0) return;
    const token = bytes.subarray(4, 4 + (first & 15)).toString('hex');
    this.waiting.get(token)?.(code === CHANGED);
  }
}

/** An option of at most 268 bytes. @param before - number of the option before it */
function option(number: number, before: number, value: Buffer): Buffer {
  const delta = number - before;
  const length = value.length < 13 ? value.length : 13;
  const head = [(delta << 4) | length, ...(length === 13 ? [value.length - 13] : [])];
  return Buffer.concat([Buffer.from(head), value]);
}
