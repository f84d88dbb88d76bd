import { AsyncLocalStorage } from 'node:async_hooks';
import { fromSent, toSent } from './child-errors';
import type { ChildLimits } from './child-limits';
import { FrameReader, frameOf } from './frames';
import { type PluginProcess, residentMb, startProcess } from './plugin-process';
import type { ChildMessage } from './protocol';
import { Throttle } from './throttle';

type Bound = <T>(action: () => T) => T;

/** What the host does for a child: answers its calls, hears its notes, and learns of its end. */
export interface ChildPeer {
  answer(method: string, parameters: unknown[]): Promise<unknown>;
  note(method: string, parameters: unknown[]): void;
  /** A line that it wrote to its output, or that the host says about it. */
  line(text: string): void;
  /** It has ended, or was ended, though nobody asked it to. */
  lost(reason: string): void;
}

/** What a message costs beside its bytes: to read it and to act on it. */
const MESSAGE_COST = 2_048;
/** Between the end of a process and that of its connection, either of which may be seen first, ms. */
const LAST_WORDS_MS = 2_000;

/**
 * The code of a third-party plugin in a process of its own, with bounded memory. One that stops answering, or grows
 * beyond its bounds, is killed; one that sends more than its share waits. What it sends is not trusted.
 */
export class ChildLink {
  private readonly process: PluginProcess;
  private readonly reader = new FrameReader();
  private readonly share: Throttle;
  private readonly pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void; bound: Bound }
  >();
  private readonly beat: NodeJS.Timeout;
  private lastId = 0;
  private underWay = 0;
  private answeredAt = Date.now();
  private reason: string | undefined;
  private ended = false;
  private slowed = false;

  /** @param folder - what it may read, with the packages beside it */
  constructor(
    folder: string,
    private readonly limits: ChildLimits,
    private readonly peer: ChildPeer,
  ) {
    this.process = startProcess(folder, limits);
    const { child, channel } = this.process;
    this.share = new Throttle(channel, limits.messageBytes);
    for (const output of [child.stdout, child.stderr]) if (output !== null) this.readLines(output);
    channel.on('data', (chunk: Buffer) => this.read(chunk));
    channel.on('error', () => undefined);
    child.on('error', (error) => this.end(`Its process failed: ${error.message}`));
    this.watchEnd();
    this.beat = setInterval(() => this.look(), limits.beatMs).unref();
  }

  /** Whether the process has ended. */
  get over(): boolean {
    return this.ended;
  }

  /** Calls the child. @throws {Error} what it threw, or that it is gone */
  call(method: string, ...parameters: unknown[]): Promise<unknown> {
    if (this.pending.size >= this.limits.calls) this.end(`It leaves over ${this.limits.calls} calls unanswered`);
    if (this.ended) return Promise.reject(new Error(this.reason ?? 'Its process has ended'));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, bound: AsyncLocalStorage.snapshot() as Bound });
      this.send({ type: 'call', id, cause: null, method, parameters });
    });
  }

  /** Ends the process at once; nobody is told. */
  kill(): void {
    if (!this.ended) this.end('Its process was ended', false);
  }

  /** @throws what cannot be cloned */
  private send(message: ChildMessage): void {
    const { channel } = this.process;
    if (!channel.writable) return;
    channel.write(frameOf(message));
    if (channel.writableLength > this.limits.unreadBytes) this.end('It does not read what it is sent');
  }

  /** What it still had to say is read before it is over. */
  private watchEnd(): void {
    const { child, channel } = this.process;
    const later = (reason: string) => void setTimeout(() => this.end(reason), LAST_WORDS_MS).unref();
    let exit: string | undefined;
    child.on('exit', (code, signal) => {
      exit = `Its process ended (${signal ?? `code ${code}`})`;
      if (channel.closed) this.end(exit);
      else later(exit);
    });
    channel.on('close', () => {
      if (exit === undefined) later('It closed its connection to the host');
      else this.end(exit);
    });
  }

  private read(chunk: Buffer): void {
    this.answeredAt = Date.now();
    try {
      for (const { message, bytes } of this.reader.read(chunk)) {
        if (this.ended) return;
        if (this.share.take(bytes + MESSAGE_COST)) this.slowDown();
        this.take(message as ChildMessage);
      }
    } catch (error) {
      this.end(`It sent what no plugin sends: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** @throws {Error} for what is no message */
  private take(message: ChildMessage): void {
    if (message.type === 'call') void this.answer(message);
    else if (message.type === 'note') this.note(message.method, message.parameters);
    else if (message.type === 'broke') this.end(`It broke: ${message.error.slice(0, 1_000)}`);
    else if (message.type === 'answer') this.waiting(message.id)?.resolve(message.value);
    else if (message.type === 'failure') this.waiting(message.id)?.reject(fromSent(message.error));
    else throw new TypeError('a message of no kind');
  }

  private waiting(id: number): { resolve: (value: unknown) => void; reject: (error: Error) => void } | undefined {
    const found = this.pending.get(id);
    this.pending.delete(id);
    return found;
  }

  private slowDown(): void {
    if (!this.slowed) this.peer.line('It sends more than the host reads within a second, and has to wait');
    this.slowed = true;
  }

  private note(method: string, parameters: unknown[]): void {
    try {
      this.peer.note(method, parameters);
    } catch (error) {
      this.peer.line(error instanceof Error ? error.message : String(error));
    }
  }

  private async answer({ id, cause, method, parameters }: ChildMessage & { type: 'call' }): Promise<void> {
    if (this.underWay >= this.limits.calls) {
      this.end(`It has over ${this.limits.calls} calls under way`);
      return;
    }
    this.underWay += 1;
    const bound = cause === null ? undefined : this.pending.get(cause)?.bound;
    const action = () => this.peer.answer(method, parameters);
    try {
      const value = await (bound === undefined ? action() : bound(action));
      if (!this.ended) this.send({ type: 'answer', id, value });
    } catch (error) {
      if (!this.ended) this.send({ type: 'failure', id, error: toSent(error) });
    } finally {
      this.underWay -= 1;
    }
  }

  private look(): void {
    if (this.ended) return;
    const silentMs = Date.now() - this.answeredAt;
    if (silentMs > this.limits.silenceMs) {
      this.end(`It hangs: no answer for ${Math.round(silentMs / 1_000)} s`);
      return;
    }
    const memoryMb = residentMb(this.process.child.pid);
    if (memoryMb > this.limits.memoryMb) {
      this.end(`It takes ${Math.round(memoryMb)} MiB of memory, over its limit of ${this.limits.memoryMb} MiB`);
      return;
    }
    this.call('beat').catch(() => undefined);
  }

  private end(reason: string, tell = true): void {
    if (this.ended) return;
    this.ended = true;
    this.reason = reason;
    clearInterval(this.beat);
    this.process.child.kill('SIGKILL');
    this.process.channel.destroy();
    for (const { reject } of this.pending.values()) reject(new Error(reason));
    this.pending.clear();
    if (tell) this.peer.lost(reason);
  }

  private readLines(output: NonNullable<PluginProcess['child']['stdout']>): void {
    const share = new Throttle(output, this.limits.outputBytes);
    let rest = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      share.take(text.length);
      const lines = `${rest}${text}`.split('\n');
      rest = (lines.pop() ?? '').slice(0, 4_096);
      for (const line of lines.slice(0, 100)) if (line.trim() !== '') this.peer.line(line);
    });
  }
}
