import { setTimeout as delay } from 'node:timers/promises';
import { type Checked, type Faults, type StoredReading, checkLane } from './checker';
import type { NumberedSender } from './sender';
import type { World } from './world';

const DRAIN_MS = 60_000;
/** Longest wait until each lane has got something through between two kills. */
const RECOVER_MS = 30_000;

export interface TrialOptions {
  kills: number;
  /** Of the kills' order and times. */
  seed: number;
  /** Acknowledged messages of each lane between two kills, at least. */
  between: number;
  say: (line: string) => void;
}

export interface LaneReport extends Checked {
  sent: number;
  acknowledged: number;
  stored: number;
  /** Messages that were sent again. */
  repeats: number;
}

export interface TrialReport extends Faults {
  kills: Record<string, number>;
  lanes: Record<string, LaneReport>;
  durationS: number;
}

/** Kills processes at random while all lanes send, lets all be delivered at the end, and compares what was acknowledged with what is stored. */
export async function runTrial(
  world: World,
  senders: readonly NumberedSender[],
  { kills, seed, between, say }: TrialOptions,
): Promise<TrialReport> {
  const random = randomOf(seed);
  const began = Date.now();
  const names = Object.keys(world.victims);
  const killed: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
  for (let n = 0; n < kills; n += 1) {
    await progress(senders, between, say);
    await delay(random() * 1_500);
    // Each is hit once before chance alone decides.
    const name = (n < names.length ? names[n] : names[Math.floor(random() * names.length)]) as string;
    const victim = world.victims[name];
    say(`kill ${n + 1} of ${kills}: ${name}`);
    await victim?.kill();
    await delay(random() * 500);
    await victim?.revive();
    killed[name] = (killed[name] ?? 0) + 1;
  }
  await progress(senders, between, say);
  const ended = await Promise.allSettled(senders.map((sender) => sender.finish(DRAIN_MS)));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  const lanes = Object.fromEntries(
    await Promise.all(senders.map(async (sender) => [sender.name, await lastReportOf(world, sender)] as const)),
  );
  const sum = (field: keyof Faults) => Object.values(lanes).reduce((total, lane) => total + lane[field], 0);
  return {
    lost: sum('lost'),
    unexpected: sum('unexpected'),
    duplicates: sum('duplicates'),
    kills: killed,
    lanes,
    durationS: Math.round((Date.now() - began) / 1_000),
  };
}

/** Once a broker has nothing left for the platform, at the latest. */
async function lastReportOf(world: World, sender: NumberedSender): Promise<LaneReport> {
  const deadline = Date.now() + (sender.behindBroker ? DRAIN_MS : 0);
  for (;;) {
    const report = await reportOf(world, sender);
    if (report.lost === 0 || Date.now() >= deadline) return report;
    await delay(200);
  }
}

/** What became of a lane so far. */
export async function reportOf({ sql }: World, sender: NumberedSender): Promise<LaneReport> {
  // Before the look into the database: what is acknowledged by now must be there.
  const acknowledged = new Set(sender.acknowledged);
  const rows = await sql<StoredReading>(
    `select s.code as sensor, (extract(epoch from r.time) * 1000)::float8 as time, r.value
     from readings r join sensors s on s.number = r.sensor_id where s.code = any($1)`,
    [sender.sensors],
  );
  const { start, stepMs, sensors, count } = sender;
  const faults = checkLane({ start, stepMs, sensors, count, acknowledged }, rows);
  const { repeats } = sender;
  return { ...faults, sent: count, acknowledged: acknowledged.size, stored: rows.length, repeats };
}

/** Waits until each lane has got so many messages through. */
async function progress(
  senders: readonly NumberedSender[],
  messages: number,
  say: (line: string) => void,
): Promise<void> {
  const goals = senders.map((sender) => sender.acknowledged.size + messages * sender.perMessage);
  const behind = () => senders.filter((sender, n) => sender.acknowledged.size < (goals[n] as number));
  const deadline = Date.now() + RECOVER_MS;
  while (behind().length > 0) {
    if (Date.now() > deadline) {
      say(
        `slow to recover: ${behind()
          .map(({ name }) => name)
          .join(', ')}`,
      );
      return;
    }
    await delay(20);
  }
}

/** mulberry32: the same order each time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
