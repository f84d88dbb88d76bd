/**
 * Entry of a sandbox thread: runs one codec after the other, each in an interpreter of its own that is thrown away
 * afterwards, so that nothing stays from one device or tenant to the next. Imports packages only: it is started by its
 * path, outside the module system of the program.
 */
import { parentPort, workerData } from 'node:worker_threads';
import releaseBuild from '@jitl/quickjs-wasmfile-release-sync';
import {
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
  newQuickJSWASMModuleFromVariant,
  newVariant,
} from 'quickjs-emscripten-core';
import type { CodecFailure, RunAnswer, RunOrder, SandboxSetup } from './limits';

const setup = workerData as SandboxSetup & { lookup: string };
const { limits } = setup;
/** Part of the runtime, but of none of the type libraries that are in use. */
declare const WebAssembly: { Memory: new (size: { initial: number; maximum: number }) => never };

const MAX_JOBS = 50;
/** After these the memory may be in pieces: the thread is not used again. */
const UNSOUND: ReadonlySet<CodecFailure> = new Set(['memory', 'internal']);
const PAGE_BYTES = 65_536;
/** Also said by the interpreter itself, when it has no memory left for an error. */
const THREW_NULL = 'It threw null';
/** Ways out that codecs look for. */
const ABSENT =
  /^ReferenceError: '?(require|module|exports|process|global|std|os|Deno|Bun|__dirname|__filename|fetch|XMLHttpRequest|WebSocket|setTimeout|setInterval|setImmediate|Worker|WebAssembly)'? is/;

interface Failed {
  failure: CodecFailure;
  detail: string;
}

/** Thrown for a run that ended without a result. */
class Stopped extends Error {
  readonly reason: Failed;

  constructor(failure: CodecFailure, detail: string) {
    super(detail);
    this.reason = { failure, detail };
  }
}

/** One run of one codec. */
class Run {
  private readonly runtime: QuickJSRuntime;
  private readonly context: QuickJSContext;
  private readonly handles: QuickJSHandle[] = [];
  private readonly began = process.threadCpuUsage();
  private interrupted = false;
  private asked: string | undefined;

  constructor(quickJs: QuickJSWASMModule) {
    this.runtime = quickJs.newRuntime();
    this.runtime.setMemoryLimit(limits.allocationBytes);
    this.runtime.setMaxStackSize(limits.stackBytes);
    this.runtime.setInterruptHandler(() => {
      this.interrupted ||= this.computeMs > limits.computeMs;
      return this.interrupted;
    });
    this.runtime.setModuleLoader((name) => {
      this.asked ??= name;
      return { error: new Error('Codecs have no modules') };
    });
    this.context = this.runtime.newContext();
  }

  get computeMs(): number {
    const { user, system } = process.threadCpuUsage(this.began);
    return (user + system) / 1_000;
  }

  /** @throws {Stopped} */
  result({ source, form, call, input }: RunOrder): string {
    const { context } = this;
    if (form === 'chirpstack') this.evaluate(setup.bufferShim, 'buffer.js');
    const entry = this.evaluate(setup.prelude, 'prelude.js');
    this.evaluate(source, 'codec.js');
    const found = this.evaluate(setup.lookup, 'prelude.js');
    const args = [found, this.keep(context.newString(call)), this.keep(context.newString(input))];
    const result = context.callFunction(entry, context.undefined, ...args);
    if (result.error !== undefined) throw this.stopped(this.keep(result.error));
    const output = context.getString(this.keep(result.value));
    this.finishJobs();
    return output;
  }

  /** A codec that was stopped may leave things behind that the interpreter complains about when it is let go. */
  end(): boolean {
    try {
      for (const handle of this.handles) handle.dispose();
      this.context.dispose();
      this.runtime.dispose();
      return true;
    } catch {
      return false;
    }
  }

  private evaluate(code: string, file: string): QuickJSHandle {
    const result = this.context.evalCode(code, file);
    if (result.error === undefined) return this.keep(result.value);
    throw this.stopped(this.keep(result.error));
  }

  /** `import()` asks only when the work it left behind is done. */
  private finishJobs(): void {
    if (!this.runtime.hasPendingJob()) return;
    const done = this.runtime.executePendingJobs(MAX_JOBS);
    if (done.error !== undefined) throw this.stopped(this.keep(done.error));
    const reason = this.cause();
    if (reason !== undefined) throw reason;
  }

  /** What the interpreter has noticed, whatever the codec made of it. */
  private cause(): Stopped | undefined {
    if (this.interrupted) return new Stopped('time', `it did not end within ${limits.computeMs} ms of computing`);
    if (this.asked === undefined) return undefined;
    return new Stopped('access', `it asked for the module "${this.asked.slice(0, 100)}"; codecs have no modules`);
  }

  private stopped(error: QuickJSHandle): Stopped {
    const shown = this.describe(error);
    const noticed = this.cause();
    if (noticed !== undefined) return noticed;
    if (shown === THREW_NULL) {
      return new Stopped('memory', `it wanted more than ${limits.memoryBytes / 1_048_576} MB of memory, or threw null`);
    }
    if (shown.includes('InternalError: out of memory') || shown.includes('InternalError: string too long')) {
      return new Stopped('memory', `it wanted more than ${limits.memoryBytes / 1_048_576} MB of memory`);
    }
    if (/(Internal|Syntax)Error: stack overflow/.test(shown)) return tooDeep();
    const missing = ABSENT.exec(shown);
    if (missing !== null) {
      return new Stopped('access', `it reached for "${missing[1]}"; codecs have no files, network, timers or modules`);
    }
    return new Stopped(shown.startsWith('SyntaxError') ? 'syntax' : 'threw', shown);
  }

  /** Name, message and line; what the codec threw may be anything. */
  private describe(error: QuickJSHandle): string {
    let value: unknown;
    try {
      value = this.context.dump(error);
    } catch {
      return 'It threw something that cannot be shown';
    }
    if (value === '') return 'It threw something that cannot be shown';
    if (value === null || typeof value !== 'object') return `It threw ${String(value).slice(0, 300)}`;
    const { name, message, stack } = value as { name?: unknown; message?: unknown; stack?: unknown };
    const line = /codec\.js:(\d+)/.exec(String(stack))?.[1];
    const where = line === undefined ? '' : ` (line ${line})`;
    return `${typeof name === 'string' ? name.slice(0, 60) : 'Error'}: ${String(message).slice(0, 300)}${where}`;
  }

  private keep<T extends QuickJSHandle>(handle: T): T {
    this.handles.push(handle);
    return handle;
  }
}

function tooDeep(): Stopped {
  return new Stopped('stack', `its calls are nested too deeply (stack of ${limits.stackBytes / 1_024} KB)`);
}

/** @param thrown - by the interpreter itself: its own code ran out of stack, or worse */
function broken(thrown: unknown): Failed {
  if (thrown instanceof RangeError && thrown.message.includes('call stack')) return tooDeep().reason;
  return { failure: 'internal', detail: `the interpreter broke: ${String(thrown).slice(0, 200)}` };
}

function answer(quickJs: QuickJSWASMModule, order: RunOrder): { answer: RunAnswer; sound: boolean } {
  const { id } = order;
  const run = new Run(quickJs);
  let given: RunAnswer;
  let whole = true;
  try {
    const output = run.result(order);
    given = { id, ok: true, output, computeMs: run.computeMs };
  } catch (error) {
    whole = error instanceof Stopped;
    const reason = error instanceof Stopped ? error.reason : broken(error);
    given = { id, ok: false, ...reason, computeMs: run.computeMs };
  }
  return { answer: given, sound: whole && run.end() && (given.ok || !UNSOUND.has(given.failure)) };
}

function tell(message: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message);
}

async function serve(): Promise<void> {
  const pages = limits.memoryBytes / PAGE_BYTES;
  const wasmMemory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(releaseBuild, { wasmMemory }));
  parentPort?.on('message', (order: RunOrder) => {
    const { answer: given, sound } = answer(quickJs, order);
    tell({ ...given, sound });
  });
  tell({ ready: true });
}

void serve();
