import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { threadPreloads } from '@app/kernel';
import type { TaskName, ThreadMessage, ThreadTasks } from './protocol';

/** Memory of a thread beside that of EPANET, MiB. */
const LIMITS = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 };

/** The model cannot be calculated: EPANET refuses it, or the time or memory that it may take is used up. */
export class CalculationFailed extends Error {
  override readonly name = 'CalculationFailed';
}

/**
 * Carries a task out in a thread of its own, so that the loop of this process goes on meanwhile.
 * @param limitMs - longest time it may take
 * @throws {CalculationFailed} with a sentence for people
 */
export async function inThread<Name extends TaskName>(
  name: Name,
  task: ThreadTasks[Name]['task'],
  limitMs: number,
  signal?: AbortSignal,
): Promise<ThreadTasks[Name]['answer']> {
  // The same file as this one in kind: compiled, or TypeScript where tests compile it on the way.
  const file = path.join(__dirname, `twin-thread${path.extname(__filename)}`);
  const worker = new Worker(file, { workerData: { name, task }, resourceLimits: LIMITS, execArgv: threadPreloads() });
  const stop = () => void worker.terminate();
  const late = setTimeout(stop, limitMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const message = await new Promise<ThreadMessage>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: Error) =>
        reject(new CalculationFailed(`The model could not be calculated: ${error.message}`, { cause: error })),
      );
      worker.once('exit', () => reject(new CalculationFailed('The calculation took too long and was ended.')));
    });
    if ('refused' in message) throw new CalculationFailed(message.refused);
    return message.answer as ThreadTasks[Name]['answer'];
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
