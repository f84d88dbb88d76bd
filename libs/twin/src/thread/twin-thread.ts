import { parentPort, workerData } from 'node:worker_threads';
import { EpanetError } from '@app/hydraulics';
import { localise } from '../core/localise';
import { runSlots } from '../core/run-slots';
import { whatIf } from '../core/what-if';
import type { ThreadMessage, ThreadTask } from './protocol';

function carryOut({ name, task }: ThreadTask): Promise<unknown> {
  if (name === 'localise') return localise(task);
  if (name === 'what-if') return whatIf(task);
  return runSlots(task.network, task.links, task.slots, task.memory);
}

async function work(): Promise<void> {
  let message: ThreadMessage;
  try {
    message = { answer: await carryOut(workerData as ThreadTask) };
  } catch (error) {
    if (!(error instanceof EpanetError)) throw error;
    message = { refused: error.message };
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
}

void work();
