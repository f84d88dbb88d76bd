import { AsyncLocalStorage } from 'node:async_hooks';
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fromSent, toSent } from './child-errors';
import type { ChildLimits } from './child-limits';
import type { ChildMessage } from './protocol';

type Bound = <T>(action: () => T) => T;

/** What the host does for a child: answers its calls, hears its notes, and learns of its end. */
export interface ChildPeer {
  answer(method: string, parameters: unknown[]): Promise<unknown>;
  note(method: string, parameters: unknown[]): void;
  /** A line that it wrote to its output. */
  line(text: string): void;
  /** It has ended, or was ended, though nobody asked it to. */
  lost(reason: string): void;
}

const PAGE = 4_096;
const MB = 1_048_576;

/**
 * A process of its own for the code of a third-party plugin: no environment, no credentials, no files but its own, no
 * further processes or threads, bounded memory. One that stops answering, or grows beyond its bounds, is killed.
 */
export class ChildLink {
  private readonly child: ChildProcess;
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

  /** @param folder - what it may read, with the packages beside it */
  constructor(
    folder: string,
    private readonly limits: ChildLimits,
    private readonly peer: ChildPeer,
  ) {
    const runner = path.join(__dirname, existsSync(path.join(__dirname, 'runner.js')) ? 'runner.js' : 'runner.ts');
    const readable = [...readableFolders(folder).map((each) => `${each}/*`), runner];
    this.child = fork(runner, [], {
      cwd: folder,
      env: { NODE_ENV: 'production', TZ: 'UTC' },
      execArgv: [
        '--permission',
        '--disable-warning=SecurityWarning',
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        ...readable.map((each) => `--allow-fs-read=${each}`),
        `--max-old-space-size=${limits.heapMb}`,
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const output of [this.child.stdout, this.child.stderr]) this.readLines(output);
    this.child.on('message', (message) => this.take(message as ChildMessage));
    this.child.on('error', (error) => this.end(`Its process failed: ${error.message}`));
    this.child.on('exit', (code, signal) => this.end(`Its process ended (${signal ?? `code ${code}`})`));
    this.beat = setInterval(() => this.look(), limits.beatMs).unref();
  }

  /** Whether the process has ended. */
  get over(): boolean {
    return this.ended;
  }

  /** Calls the child. @throws {Error} what it threw, or that it is gone */
  call(method: string, ...parameters: unknown[]): Promise<unknown> {
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

  private send(message: ChildMessage): void {
    this.child.send(message, (error) => {
      // A process that has just ended says so itself, and better.
      if (error !== null) setTimeout(() => this.end('Its process does not take messages'), 1_000).unref();
    });
  }

  private take(message: ChildMessage): void {
    this.answeredAt = Date.now();
    if (this.ended || typeof message !== 'object' || message === null) return;
    if (message.type === 'call') void this.answer(message);
    else if (message.type === 'note') this.note(message.method, message.parameters);
    else {
      const waiting = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.type === 'answer') waiting?.resolve(message.value);
      else waiting?.reject(fromSent(message.error));
    }
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
    const memoryMb = residentMb(this.child.pid);
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
    this.child.kill('SIGKILL');
    for (const { reject } of this.pending.values()) reject(new Error(reason));
    this.pending.clear();
    if (tell) this.peer.lost(reason);
  }

  private readLines(output: NodeJS.ReadableStream | null): void {
    let rest = '';
    output?.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = (lines.pop() ?? '').slice(0, 4_096);
      for (const line of lines.slice(0, 100)) if (line.trim() !== '') this.peer.line(line);
    });
  }
}

/** Its own folder, and the folders of packages in and above it that belong to the installation of plugins. */
function readableFolders(folder: string): string[] {
  const real = realpathSync(folder);
  const folders = [folder, real];
  for (let at = real; path.dirname(at) !== at; at = path.dirname(at)) {
    const modules = path.basename(at) === 'node_modules' ? at : path.join(at, 'node_modules');
    if (existsSync(modules)) folders.push(modules, realpathSync(modules));
  }
  return [...new Set(folders)];
}

/** Memory that a process holds, MiB; 0 where it cannot be told. */
function residentMb(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * PAGE) / MB;
  } catch {
    return 0;
  }
}
