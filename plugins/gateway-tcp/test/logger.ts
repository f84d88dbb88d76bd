import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { type BinaryFrame, encodeBinaryFrame, nextBinaryFrame } from '../src/binary-frame';
import { ByteQueue } from '../src/framing';

/** A logger as tests need it: sends bytes, and waits for what comes back. */
export class Logger {
  /** All that came back. */
  received = Buffer.alloc(0);
  closed = false;
  private waiters: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static async connect(port: number): Promise<Logger> {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    return new Logger(socket);
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  frame(type: number, sequence: number, payload: Buffer | string = ''): void {
    this.send(encodeBinaryFrame({ type, sequence, payload: Buffer.from(payload) }));
  }

  /** Lines that came back so far. */
  get lines(): string[] {
    return this.received.toString().split('\r\n').slice(0, -1);
  }

  /** Frames that came back so far. */
  get frames(): BinaryFrame[] {
    const queue = new ByteQueue();
    queue.push(this.received);
    const frames: BinaryFrame[] = [];
    for (;;) {
      const step = nextBinaryFrame(queue.view, 65_535);
      if (step.kind !== 'frame') return frames;
      frames.push(step.frame);
      queue.drop(step.used);
    }
  }

  /** Waits until it holds; @throws once the connection is closed, or after 10 s */
  async until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!holds()) {
      const got = this.received.toString('latin1').slice(-300);
      if (this.closed) throw new Error(`The connection was closed after: ${got}`);
      if (Date.now() > deadline) throw new Error(`Waited in vain; so far came: ${got}`);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.waiters.push(resolve);
        timer = setTimeout(resolve, 500);
      });
      clearTimeout(timer);
    }
  }

  /** Waits for so many lines and gives the last of them. */
  async line(count = this.lines.length + 1): Promise<string> {
    await this.until(() => this.lines.length >= count);
    return this.lines[count - 1] as string;
  }

  async answers(count: number): Promise<BinaryFrame[]> {
    await this.until(() => this.frames.length >= count);
    return this.frames;
  }

  async gone(): Promise<void> {
    if (!this.closed) await once(this.socket, 'close');
  }

  end(): void {
    this.socket.destroy();
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}
