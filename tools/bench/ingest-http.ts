import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { cpuSeconds, residentMiB } from './cpu-time';
import { type Load, bodiesOf, post, requestsOf } from './ingest-load';
import type { OwnPlatform } from './own-platform';
import type { Seeded } from './seed-devices';

const CAUGHT_UP_MS = 120_000;
const SAMPLE_MS = 250;

/** CPU time of a reading, microseconds. */
export interface CpuFigures {
  platform: number;
  database: number;
  sender: number;
}

export interface HttpRound {
  rowsPerSecond: number;
  cpuUsPerRow: CpuFigures;
  /** Resident memory of the platform; rows accepted then, of this round. */
  memory: { rows: number; mib: number }[];
}

/** Clock from the first request until the last answer, and until detection has judged everything. */
export async function viaHttp(
  own: OwnPlatform,
  { devices }: Seeded,
  load: Load,
  connections: number,
): Promise<HttpRound> {
  const requests = requestsOf(own.httpPort, devices, bodiesOf(load));
  const expected = load.steps * load.sensors;
  const memory: HttpRound['memory'] = [{ rows: 0, mib: residentMiB(own.pid) }];
  const cpu = () => [cpuSeconds(own.pid), cpuSeconds(own.cluster.pid, true), cpuSeconds(process.pid)];
  const before = cpu();
  const began = performance.now();
  let rows = 0;
  const sampler = setInterval(() => memory.push({ rows, mib: residentMiB(own.pid) }), SAMPLE_MS);
  try {
    await post(own.httpPort, requests, connections, 0, (accepted) => (rows += accepted));
    await caughtUp(own);
  } finally {
    clearInterval(sampler);
  }
  const seconds = (performance.now() - began) / 1_000;
  memory.push({ rows, mib: residentMiB(own.pid) });
  if (rows !== expected) throw new Error(`${rows} of ${expected} readings were accepted`);
  const [platform = 0, database = 0, sender = 0] = cpu().map((after, n) =>
    Number((((after - (before[n] as number)) / expected) * 1e6).toFixed(2)),
  );
  return { rowsPerSecond: expected / seconds, cpuUsPerRow: { platform, database, sender }, memory };
}

/** Waits until the offset of every shard is at its head. @throws when that takes more than two minutes */
export async function caughtUp(own: OwnPlatform): Promise<void> {
  const watcher = new Client({ connectionString: own.databaseUrl });
  watcher.on('error', () => undefined);
  await watcher.connect();
  const deadline = Date.now() + CAUGHT_UP_MS;
  try {
    for (;;) {
      const { rows } = await watcher.query<{ behind: string }>(
        'select sum(h.head - s.applied_seq) as behind from ingest_heads h join ingest_shards s using (shard)',
      );
      if (Number(rows[0]?.behind) === 0) return;
      if (Date.now() > deadline) throw new Error(`Detection is ${rows[0]?.behind} batches behind`);
      await delay(20);
    }
  } finally {
    await watcher.end();
  }
}
