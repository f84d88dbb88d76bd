import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { threadPreloads } from '@app/kernel';
import { TooLittleData } from '../sensor-model';
import type {
  SensorTraining,
  StoredVersion,
  ThreadMessage,
  ThreadTask,
  TrainedResult,
  WindowReport,
  ZoneTraining,
} from './protocol';

/** Memory of a thread beside the readings that it is given, MiB. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
/** A training that takes longer is given up, ms. */
const MOST_MS = 600_000;

/** A thread ended before its work was done: killed, out of memory, or out of time. */
export class ThreadFailed extends Error {
  override readonly name = 'ThreadFailed';
}

/** Runs trainings and comparisons in threads of their own, so that the process goes on answering. */
export class ModelThreads {
  private readonly running = new Set<Worker>();

  /** How many threads are at work. */
  get size(): number {
    return this.running.size;
  }

  /** @throws {TooLittleData | ThreadFailed} */
  async train(
    training: SensorTraining | ZoneTraining,
    onProgress: (share: number) => void = () => undefined,
  ): Promise<TrainedResult> {
    const message = await this.run({ task: 'train', training }, onProgress);
    if (message.kind !== 'trained') throw new ThreadFailed(`Unexpected answer ${message.kind}`);
    return message.result;
  }

  /** @throws {TooLittleData | ThreadFailed} */
  async assess(training: SensorTraining | ZoneTraining, versions: readonly StoredVersion[]): Promise<WindowReport> {
    const message = await this.run({ task: 'assess', training, versions }, () => undefined);
    if (message.kind !== 'assessed') throw new ThreadFailed(`Unexpected answer ${message.kind}`);
    return message.report;
  }

  /** Ends all threads; what waits for them fails with {@link ThreadFailed}. */
  async stop(): Promise<void> {
    await Promise.all([...this.running].map((worker) => worker.terminate()));
  }

  private async run(task: ThreadTask, onProgress: (share: number) => void): Promise<ThreadMessage> {
    // The same file as this one in kind: compiled, or TypeScript where tests compile it on the way.
    const file = path.join(__dirname, `model-thread${path.extname(__filename)}`);
    const worker = new Worker(file, { workerData: task, resourceLimits: LIMITS, execArgv: threadPreloads() });
    this.running.add(worker);
    const late = setTimeout(() => void worker.terminate(), MOST_MS);
    try {
      return await new Promise<ThreadMessage>((resolve, reject) => {
        worker.on('message', (message: ThreadMessage) => {
          if (message.kind === 'progress') onProgress(message.share);
          else if (message.kind === 'refused') reject(new TooLittleData(message.message));
          else resolve(message);
        });
        worker.on('error', (error: Error) =>
          reject(new ThreadFailed(`The thread failed: ${error.message}`, { cause: error })),
        );
        worker.on('exit', () => reject(new ThreadFailed('The thread ended before its work was done.')));
      });
    } finally {
      clearTimeout(late);
      this.running.delete(worker);
      await worker.terminate();
    }
  }
}
