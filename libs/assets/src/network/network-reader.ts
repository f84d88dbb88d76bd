import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NetworkImport } from '@app/contracts';
import type { InpProblem } from '@app/hydraulics';
import { DomainError, threadPreloads } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { ReadNetwork, ReadNetworkAnswer } from './read-network';

/** Memory of the thread, MiB. */
const LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 };
/** The largest file is read within this time, ms. */
const LIMIT_MS = 120_000;

/** Reads network files in a thread, one at a time, so that requests beside an import have their turn. */
@Injectable()
export class NetworkReader {
  private last: Promise<unknown> = Promise.resolve();

  /** @throws {DomainError} invalid: the file cannot be read (with its lines), cannot be placed, or is too much */
  read(request: Pick<NetworkImport, 'inp' | 'placement'>): Promise<ReadNetwork> {
    const next = this.last.then(
      () => inThread(request),
      () => inThread(request),
    );
    this.last = next;
    return next;
  }
}

async function inThread({ inp, placement }: Pick<NetworkImport, 'inp' | 'placement'>): Promise<ReadNetwork> {
  // The same file as this one in kind: compiled, or TypeScript where tests compile it on the way.
  const file = path.join(__dirname, `network-thread${path.extname(__filename)}`);
  const worker = new Worker(file, {
    workerData: { inp, placement },
    resourceLimits: LIMITS,
    execArgv: threadPreloads(),
  });
  const late = setTimeout(() => void worker.terminate(), LIMIT_MS);
  try {
    const answer = await new Promise<ReadNetworkAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error),
      );
      worker.once('exit', () => reject(tooMuch()));
    });
    if ('network' in answer) return answer.network;
    throw 'problems' in answer ? unreadable(answer) : misplaced(answer);
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}

function unreadable({ code, problems }: { code: string; problems: readonly InpProblem[] }): DomainError {
  return new DomainError('invalid', code, 'Network file cannot be read', {
    detail: `The network file has ${problems.length} faults. The first: ${problems[0]?.message ?? ''}`,
    errors: problems.map(({ line, message, advice }) => ({
      pointer: '/inp',
      detail: `${line > 0 ? `Line ${line}: ` : ''}${message} ${advice}`,
    })),
  });
}

function misplaced({ code, message }: { code: string; message: string }): DomainError {
  return new DomainError('invalid', code, 'Network cannot be placed', {
    detail: message,
    errors: [{ pointer: '/placement', detail: message }],
  });
}

function tooMuch(): DomainError {
  const detail = 'The network file could not be read within its limits of time and memory.';
  return new DomainError('invalid', 'hydraulics.inp-invalid', 'Network file cannot be read', {
    detail,
    errors: [{ pointer: '/inp', detail }],
  });
}
