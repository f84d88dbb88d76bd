import { CodecFailureError, SandboxBusyError } from './codec-failure.error';
import { type CodecCall, type CodecForm, type RunAnswer, codecLimits } from './limits';
import { Offenders } from './offenders';
import { SandboxThread } from './sandbox-thread';

/** A codec as the sandbox sees it. */
export interface RunnableCodec {
  /** For messages. */
  name: string;
  /** Who is counted when runs have to be stopped again and again: id and version; null: an unsaved codec. */
  key: string | null;
  form: CodecForm;
  source: string;
}

export interface SandboxResult {
  /** JSON that the codec answered, not checked further. */
  output: Record<string, unknown>;
  /** Computing time, ms. */
  computeMs: number;
}

/** Levels around the object that a codec gives. */
const AROUND = 2;

interface Waiting {
  start: (thread: SandboxThread) => void;
  drop: (error: Error) => void;
}

/**
 * Runs payload codecs away from everything: an interpreter without input or output, in threads that are ended when they
 * do not answer. Threads start with the first run.
 */
export class CodecSandbox {
  private readonly idle: SandboxThread[] = [];
  private readonly threads = new Set<SandboxThread>();
  private readonly waiting: Waiting[] = [];
  private readonly offenders: Offenders;
  private lastId = 0;
  private closed = false;

  constructor(
    private readonly size = 2,
    private readonly maxWaiting = 256,
    now: () => number = Date.now,
  ) {
    this.offenders = new Offenders(now);
  }

  /**
   * @param input - argument of the function; `recvTime` as Unix ms
   * @throws {CodecFailureError} names the codec and the cause
   * @throws {SandboxBusyError} nothing was tried
   */
  async run(codec: RunnableCodec, call: CodecCall, input: Readonly<Record<string, unknown>>): Promise<SandboxResult> {
    const failed = (answer: { failure: CodecFailureError['failure']; detail: string }) =>
      new CodecFailureError(codec.name, answer.failure, answer.detail);
    const refusal = refuse(codec, input) ?? this.offenders.refusal(codec.key);
    if (refusal !== null) throw failed(refusal);
    const answer = await this.execute(codec, call, JSON.stringify(input));
    if (!answer.ok) {
      this.offenders.note(codec.key, answer.failure);
      throw failed(answer);
    }
    this.offenders.note(codec.key, null);
    const output = resultOf(answer.output);
    if (output === null) throw failed({ failure: 'output', detail: 'its result is no object, or nested too deeply' });
    if (typeof output.refused === 'string') {
      throw failed({ failure: output.failure === 'missing' ? 'missing' : 'output', detail: output.refused });
    }
    return { output, computeMs: answer.computeMs };
  }

  /** Ends all threads; what waits is turned away. */
  close(): void {
    this.closed = true;
    for (const { drop } of this.waiting.splice(0)) drop(new SandboxBusyError('The codec sandbox is closing'));
    for (const thread of this.threads) thread.retire();
    this.threads.clear();
    this.idle.length = 0;
  }

  private async execute(codec: RunnableCodec, call: CodecCall, input: string): Promise<RunAnswer> {
    const thread = await this.take();
    try {
      this.lastId += 1;
      return await thread.run({ id: this.lastId, source: codec.source, form: codec.form, call, input });
    } finally {
      this.giveBack(thread);
    }
  }

  private take(): Promise<SandboxThread> {
    if (this.closed) return Promise.reject(new SandboxBusyError('The codec sandbox is closed'));
    const free = this.idle.pop() ?? (this.threads.size < this.size ? this.open() : undefined);
    if (free !== undefined) return Promise.resolve(free);
    if (this.waiting.length >= this.maxWaiting) {
      return Promise.reject(new SandboxBusyError(`${this.maxWaiting} payloads wait for their codecs already`));
    }
    return new Promise((start, drop) => this.waiting.push({ start, drop }));
  }

  private giveBack(thread: SandboxThread): void {
    const again = thread.usable && !this.closed;
    if (!again) this.threads.delete(thread);
    const next = this.closed ? undefined : this.waiting.shift();
    if (next !== undefined) next.start(again ? thread : this.open());
    else if (again) this.idle.push(thread);
  }

  private open(): SandboxThread {
    const thread = new SandboxThread();
    this.threads.add(thread);
    return thread;
  }
}

/** A codec can change what JSON does inside the interpreter: what comes out is checked once more. @returns null when it is unfit */
function resultOf(text: string): Record<string, unknown> | null {
  if (nestsDeeper(text, codecLimits.depth + AROUND)) return null;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Counts brackets outside of texts, without recursion. */
function nestsDeeper(json: string, most: number): boolean {
  let depth = 0;
  for (const [part] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (part === '{' || part === '[') depth += 1;
    else if (part === '}' || part === ']') depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

function refuse(
  { source }: RunnableCodec,
  input: Readonly<Record<string, unknown>>,
): { failure: 'input'; detail: string } | null {
  const bytes = Buffer.byteLength(source);
  if (bytes > codecLimits.sourceBytes) {
    return {
      failure: 'input',
      detail: `its source has ${bytes} bytes; at most ${codecLimits.sourceBytes} are allowed`,
    };
  }
  if (Array.isArray(input.bytes) && input.bytes.length > codecLimits.payloadBytes) {
    const detail = `the payload has ${input.bytes.length} bytes; at most ${codecLimits.payloadBytes} are decoded`;
    return { failure: 'input', detail };
  }
  if (input.data !== undefined && Buffer.byteLength(JSON.stringify(input.data)) > codecLimits.orderBytes) {
    return { failure: 'input', detail: `the order has more than ${codecLimits.orderBytes} bytes of JSON` };
  }
  return null;
}
