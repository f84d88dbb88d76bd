import { parseArgs } from 'node:util';
import { OneProcess } from './one-process';
import { type LaneName, laneNames, openers } from './open-lanes';
import { NumberedSender } from './sender';
import { type TrialReport, runTrial } from './trial';

/** Readings lie in the past, each lane on sensors of its own: none is in the future, however many are sent. */
const BACK_MS = 20 * 3_600_000;

export interface DurabilityOptions {
  kills: number;
  seed: number;
  lanes: readonly LaneName[];
  /** Module that the platform loads before anything else. */
  preload?: string;
  say: (line: string) => void;
}

/** Runs the form with one process: all lanes send, platform and database are killed. */
export async function tryOneProcess({ kills, seed, lanes, preload, say }: DurabilityOptions): Promise<TrialReport> {
  const world = await OneProcess.open(preload);
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      kills: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: laneNames.join(',') },
      preload: { type: 'string' },
    },
  });
  const lanes = values.lanes.split(',') as LaneName[];
  const unknown = lanes.find((lane) => !laneNames.includes(lane));
  if (unknown !== undefined) throw new Error(`--lanes knows ${laneNames.join(', ')}; not ${unknown}`);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { preload } = values;
  const report = await tryOneProcess({
    kills: Number(values.kills),
    seed: Number(values.seed),
    lanes,
    say,
    ...(preload !== undefined && { preload }),
  });
  process.stdout.write(`${JSON.stringify(report, null, values.json ? undefined : 2)}\n`);
  if (report.lost + report.unexpected + report.duplicates > 0) process.exitCode = 1;
}

if (require.main === module) void main();
