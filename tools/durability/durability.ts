import { OneProcess } from './one-process';
import { type Entrances, type LaneName, openers } from './open-lanes';
import { NumberedSender } from './sender';
import { SeveralProcesses } from './several-processes';
import { type TrialReport, runTrial } from './trial';
import type { World } from './world';

/** Readings lie in the past, each lane on sensors of its own: none is in the future, however many are sent. */
const BACK_MS = 20 * 3_600_000;

export interface DurabilityOptions {
  kills: number;
  seed: number;
  lanes: readonly LaneName[];
  /** Module that the platform loads before anything else; in the form with one process. */
  preload?: string;
  say: (line: string) => void;
}

/** Runs the form with one process: platform and database are killed while all lanes send. */
export async function tryOneProcess(options: DurabilityOptions): Promise<TrialReport> {
  return tryWorld(await OneProcess.open(options.preload), options);
}

/** Runs the form with several processes: each of them, the database, the broker and Redis are killed. */
export async function trySeveralProcesses(options: DurabilityOptions): Promise<TrialReport> {
  return tryWorld(await SeveralProcesses.open(), options);
}

async function tryWorld(
  world: World & { entrances: Entrances },
  { kills, seed, lanes, say }: DurabilityOptions,
): Promise<TrialReport> {
  const senders: NumberedSender[] = [];
  try {
    for (const name of lanes) {
      const { lane, device } = await openers[name](world.entrances);
      senders.push(new NumberedSender(device, lane, Math.floor((Date.now() - BACK_MS) / 1_000) * 1_000));
    }
    return await runTrial(world, senders, { kills, seed, between: 40, say });
  } finally {
    await Promise.all(senders.map((sender) => sender.abandon()));
    await world.close();
  }
}
