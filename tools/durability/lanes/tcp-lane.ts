import { type Socket, connect } from 'node:net';
import { type Lane, type LaneDevice, type NumberedMessage, asJson, within } from '../lane';

const ANSWER_MS = 30_000;
const CONNECT_MS = 3_000;

/** Numbered lines over TCP: acknowledged by `OK <n> #<number>`. */
export class TcpLane implements Lane {
  readonly perMessage = 20;
  readonly inFlight = 10;
  readonly stepMs = 10;
  private connection: Promise<Socket | null> | null = null;
  private readonly waiting = new Map<string, (acknowledged: boolean) => void>();

  constructor(
    private readonly port: number,
    private readonly device: LaneDevice,
  ) {}

  async deliver(message: NumberedMessage): Promise<boolean> {
    this.connection ??= this.connect();
    const socket = await this.connection;
    if (socket === null) return false;
    const mark = String(message.sequence);
    const answered = new Promise<boolean>((resolve) => {
      this.waiting.set(mark, resolve);
      socket.write(`#${mark} ${asJson(message)}\r\n`);
    });
    const acknowledged = await within(answered, ANSWER_MS);
    this.waiting.delete(mark);
    return acknowledged;
  }

  async close(): Promise<void> {
    (await this.connection)?.destroy();
  }

  private connect(): Promise<Socket | null> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
      const late = setTimeout(() => socket.destroy(), CONNECT_MS);
      let text = '';
      socket.on('error', () => undefined);
      socket.once('connect', () => socket.write(`LOGIN ${this.device.id} ${this.device.token} boot=numbered\r\n`));
      socket.on('data', (chunk) => {
        const lines = (text + chunk.toString()).split('\r\n');
        text = lines.pop() ?? '';
        for (const line of lines) {
          if (line.startsWith('OK 0 2')) {
            clearTimeout(late);
            resolve(socket);
          } else this.answered(line);
        }
      });
      socket.once('close', () => {
        clearTimeout(late);
        this.connection = null;
        resolve(null);
        for (const answer of this.waiting.values()) answer(false);
      });
    });
  }

  /** Only an answer that takes all of the message acknowledges it. */
  private answered(line: string): void {
    const [, count, mark] = /^OK (\d+) #(\d+)$/.exec(line) ?? [];
    if (mark !== undefined) return this.waiting.get(mark)?.(Number(count) === this.perMessage);
    const [, refused] = /^(?:OK|ERR) .*#(\d+)$/.exec(line) ?? [];
    if (refused !== undefined) this.waiting.get(refused)?.(false);
  }
}
