import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { threadPreloads } from '@app/kernel';
import type { PipeAnswer, PipeTask } from './protocol';

const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 };
/** Longest time that the pipes of one municipality, or of the nation, may take, ms. */
const LIMIT_MS = 300_000;

/** Pipes could not be judged within the limits of time and memory. */
export class JudgingFailed extends Error {
  override readonly name = 'JudgingFailed';
}

/**
 * Fits and judges pipes in a thread of its own, so that the loop of this process goes on meanwhile.
 * @throws {JudgingFailed} with a sentence for people
 */
export async function judgePipes(task: PipeTask, signal: AbortSignal): Promise<PipeAnswer> {
  // The same file as this one in kind: compiled, or TypeScript where tests compile it on the way.
  const file = path.join(__dirname, `pipe-thread${path.extname(__filename)}`);
  const worker = new Worker(file, { workerData: task, resourceLimits: LIMITS, execArgv: threadPreloads() });
  const stop = () => void worker.terminate();
  const late = setTimeout(stop, LIMIT_MS);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<PipeAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: Error) =>
        reject(new JudgingFailed(`The pipes could not be judged: ${error.message}`, { cause: error })),
      );
      worker.once('exit', () => reject(new JudgingFailed('Judging the pipes took too long and was ended.')));
    });
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
