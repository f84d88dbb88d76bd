import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { threadPreloads } from '@app/kernel';
import type { ImportDetected, ImportDryRun } from '@app/contracts';
import { FileRefused } from '../source/refusal';
import type { ThreadChunk, ThreadMessage, ThreadTask } from './protocol';

/** Memory of a thread beside the blocks of bytes that it reads, MiB. */
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48 };
/** Files from outside are judged within this time, ms. */
const JUDGE_MS = 30_000;

/** A thread ended before its work was done: out of memory, or out of time. */
export class ThreadFailed extends Error {
  override readonly name = 'ThreadFailed';
}

/**
 * Tells format and layout of a stored file.
 * @throws {FileRefused}
 */
export async function analyseInThread(file: string, maxBytes: number): Promise<ImportDetected> {
  const message = await single({ task: 'analyse', path: file, maxBytes });
  if (message.kind !== 'analysed') throw new ThreadFailed(`Unexpected answer ${message.kind}`);
  return message.detected;
}

/** @throws {FileRefused} */
export async function previewInThread(task: ThreadTask & { task: 'preview' }): Promise<ImportDryRun> {
  const message = await single(task);
  if (message.kind !== 'previewed') throw new ThreadFailed(`Unexpected answer ${message.kind}`);
  return message.dryRun;
}

async function single(task: ThreadTask): Promise<ThreadMessage> {
  const worker = start(task);
  const late = setTimeout(() => void worker.terminate(), JUDGE_MS);
  try {
    for await (const message of messagesOf(worker)) return message;
    throw new ThreadFailed('The file could not be read within its limits of time and memory.');
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}

/** A file under reading: chunks come while earlier ones are being stored, a few ahead. */
export class ParsingThread {
  private readonly worker: Worker;

  constructor(task: ThreadTask & { task: 'parse' }) {
    this.worker = start(task);
  }

  /** Chunks in their order. Ends after the last. @throws {FileRefused | ThreadFailed} */
  async *chunks(): AsyncGenerator<ThreadChunk> {
    for await (const message of messagesOf(this.worker)) {
      if (message.kind === 'end') return;
      if (message.kind === 'chunk') {
        yield message.chunk;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        this.worker.postMessage({ kind: 'more' });
      }
    }
    throw new ThreadFailed('The reader of the file ended too early.');
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

function start(task: ThreadTask): Worker {
  // The same file as this one in kind: compiled, or TypeScript where tests compile it on the way.
  const file = path.join(__dirname, `import-thread${path.extname(__filename)}`);
  return new Worker(file, { workerData: task, resourceLimits: LIMITS, execArgv: threadPreloads() });
}

/** @throws {FileRefused} when the thread says so, {@link ThreadFailed} when it breaks */
async function* messagesOf(worker: Worker): AsyncGenerator<ThreadMessage> {
  const queue: ThreadMessage[] = [];
  let failure: Error | null = null;
  let ended = false;
  let wake: () => void = () => undefined;
  worker.on('message', (message: ThreadMessage) => {
    queue.push(message);
    wake();
  });
  worker.on('error', (error: Error) => {
    failure = new ThreadFailed(`The file could not be read: ${error.message}`, { cause: error });
    wake();
  });
  worker.on('exit', () => {
    ended = true;
    wake();
  });
  for (;;) {
    const message = queue.shift();
    if (message !== undefined) {
      if (message.kind === 'refused') throw new FileRefused(message.code as FileRefused['code'], message.message);
      yield message;
      continue;
    }
    if (failure !== null) throw failure as Error;
    if (ended) return;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}
