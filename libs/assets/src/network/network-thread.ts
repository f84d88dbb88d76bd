import { parentPort, workerData } from 'node:worker_threads';
import type { NetworkImport } from '@app/contracts';
import { InpError, PlacementError } from '@app/hydraulics';
import { type ReadNetworkAnswer, readNetwork } from './read-network';

function answer(): ReadNetworkAnswer {
  try {
    return { network: readNetwork(workerData as Pick<NetworkImport, 'inp' | 'placement'>) };
  } catch (error) {
    if (error instanceof InpError) return { code: error.code, problems: error.problems };
    if (error instanceof PlacementError) return { code: error.code, message: error.message };
    throw error;
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(answer());
