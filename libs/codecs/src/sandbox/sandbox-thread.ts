import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { BUFFER_SHIM } from './buffer-shim';
import { LOOKUP, PRELUDE } from './prelude';
import { type RunAnswer, type RunOrder, codecLimits } from './limits';

/** Compiled beside this file in the product, its TypeScript source where the tests run. */
const ENTRY = path.join(__dirname, `sandbox-worker${path.extname(__filename)}`);
/** Starting compiles the interpreter; on a busy machine that takes a while. */
const START_MS = 20_000;
/** What leaks, leaks into one thread: a fresh one takes over after so many runs. */
const RUNS = 20_000;

const setup = {
  limits: codecLimits,
  bufferShim: BUFFER_SHIM,
  lookup: LOOKUP,
  prelude: PRELUDE.replace('$OUTPUT_CHARS', String(codecLimits.outputChars)).replace(
    '$DEPTH',
    String(codecLimits.depth),
  ),
};

type Message = { ready: true } | (RunAnswer & { sound: boolean });

/** A thread that runs codecs one at a time. It is ended when it does not answer in time, and when it is worn out. */
export class SandboxThread {
  private readonly worker: Worker;
  private readonly ready: Promise<void>;
  private settle: ((answer: RunAnswer) => void) | undefined;
  private runs = 0;
  /** False: another thread must take over. */
  usable = true;

  constructor() {
    this.worker = new Worker(ENTRY, {
      workerData: setup,
      env: {},
      argv: [],
      // Tests start the source itself, which says that it was read as a module.
      execArgv: ['--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    this.worker.unref();
    this.ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The codec sandbox does not start')), START_MS);
      timer.unref();
      this.worker.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      this.worker.once('exit', () => {
        clearTimeout(timer);
        this.fail('the sandbox ended');
        reject(new Error('The codec sandbox ended'));
      });
      this.worker.on('error', (error) => this.fail(`the sandbox broke: ${error.message}`));
    });
    // Whoever runs the first codec is told.
    this.ready.catch(() => undefined);
    this.worker.on('message', (message: Message) => {
      if ('ready' in message) return;
      if (!message.sound) this.retire();
      this.settle?.(message);
    });
  }

  /** One at a time: waits for the thread to be ready, then at most the time a codec has. */
  async run(order: RunOrder): Promise<RunAnswer> {
    try {
      await this.ready;
    } catch (error) {
      this.retire();
      throw error;
    }
    this.runs += 1;
    const answer = await new Promise<RunAnswer>((resolve) => {
      const timer = setTimeout(() => {
        this.retire();
        const detail = `it did not end within ${codecLimits.answerMs} ms and had to be cut off`;
        resolve({ id: order.id, ok: false, failure: 'time', detail, computeMs: codecLimits.answerMs });
      }, codecLimits.answerMs);
      this.settle = (given) => {
        clearTimeout(timer);
        resolve(given);
      };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      this.worker.postMessage(order);
    });
    this.settle = undefined;
    if (this.runs >= RUNS) this.retire();
    return answer;
  }

  /** Ends the thread, whatever it does. */
  retire(): void {
    this.usable = false;
    void this.worker.terminate();
  }

  private fail(detail: string): void {
    this.usable = false;
    this.settle?.({ id: 0, ok: false, failure: 'internal', detail, computeMs: 0 });
  }
}
