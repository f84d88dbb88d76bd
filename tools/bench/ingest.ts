import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { Client } from 'pg';
import { type Load, bodiesOf, post, writeCsv } from './ingest-load';
import { OwnPlatform } from './own-platform';
import { type Seeded, seedDevices } from './seed-devices';

const SENSORS = 1_000;
const CAUGHT_UP_MS = 120_000;
const run = promisify(execFile);

interface Round {
  http: number;
  reference: number;
}

/**
 * How fast readings come in over HTTP, in batches of a thousand, with authentication, validation, detection and durable
 * commit, beside a single connection of `psql \copy` into a table with the same partitions, key and durability. Both
 * store the same rows; rounds alternate; all rows are counted afterwards.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: '2000000' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '48' },
    },
  });
  const steps = Math.ceil(Number(values.rows) / SENSORS);
  const rounds = Number(values.rounds);
  const say = (line: string) => void (values.json || process.stdout.write(`${line}\n`));
  say(
    `${rounds} rounds of ${steps * SENSORS} readings of ${SENSORS} sensors, on a database and a platform of their own`,
  );
  const own = await OwnPlatform.prepare();
  try {
    await own.start();
    const seeded = await seedDevices(own, 4, SENSORS);
    await makeReference(own);
    await delay(2_000);
    const results: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const load = { start: Date.now() - (rounds - round) * (steps + 60) * 1_000, steps, sensors: SENSORS };
      const first = round % 2 === 0;
      const http = first ? await viaHttp(own, seeded, load, Number(values.connections)) : 0;
      const reference = await viaPsql(own, seeded, load);
      results.push({
        http: first ? http : await viaHttp(own, seeded, load, Number(values.connections)),
        reference,
      });
      const last = results.at(-1) as Round;
      say(`round ${round + 1}: HTTP ${last.http.toFixed(0)} rows/s, psql ${last.reference.toFixed(0)} rows/s`);
    }
    await count(own, rounds * steps * SENSORS);
    report(results, values.json);
  } finally {
    await own.close();
  }
}

/** Clock from the first request until the last answer, and until detection has judged everything. */
async function viaHttp(own: OwnPlatform, { devices }: Seeded, load: Load, connections: number): Promise<number> {
  const bodies = bodiesOf(load);
  const expected = load.steps * load.sensors;
  const watcher = new Client({ connectionString: own.databaseUrl });
  await watcher.connect();
  const began = performance.now();
  const accepted = await post(own.httpPort, devices, bodies, connections);
  await caughtUp(watcher);
  const seconds = (performance.now() - began) / 1_000;
  await watcher.end();
  if (accepted !== expected) throw new Error(`${accepted} of ${expected} readings were accepted`);
  return expected / seconds;
}

/** Waits until the offset of every shard is at its head. */
async function caughtUp(watcher: Client): Promise<void> {
  const deadline = Date.now() + CAUGHT_UP_MS;
  for (;;) {
    const { rows } = await watcher.query<{ behind: string }>(
      'select sum(h.head - s.applied_seq) as behind from ingest_heads h join ingest_shards s using (shard)',
    );
    if (Number(rows[0]?.behind) === 0) return;
    if (Date.now() > deadline) throw new Error(`Detection is ${rows[0]?.behind} batches behind`);
    await delay(20);
  }
}

async function viaPsql(own: OwnPlatform, { tenantId }: Seeded, load: Load): Promise<number> {
  const found = await own.sql<{ number: number }>('select number from sensors where tenant_id = $1 order by code', [
    tenantId,
  ]);
  const file = path.join(own.folder, 'rows.csv');
  await writeCsv(file, load, { tenantId, numbers: found.map(({ number }) => number) });
  await preparePartitions(own, load);
  const psql = path.join(await own.programs(), 'psql');
  const copy = `\\copy reference_readings (tenant_id, sensor_id, time, value, quality) from '${file}' with (format csv)`;
  const began = performance.now();
  await run(psql, ['-X', '-v', 'ON_ERROR_STOP=1', '-d', own.databaseUrl, '-c', copy]);
  const seconds = (performance.now() - began) / 1_000;
  rmSync(file);
  return (load.steps * load.sensors) / seconds;
}

/** Columns, key, indexes and partitions as those of `readings`. */
async function makeReference(own: OwnPlatform): Promise<void> {
  await own.sql(`create table reference_readings (like readings including all) partition by range (time)`);
}

async function preparePartitions(own: OwnPlatform, { start, steps }: Load): Promise<void> {
  const day = 86_400_000;
  for (let at = Math.floor(start / day); at <= Math.floor((start + steps * 1_000) / day); at += 1) {
    const from = new Date(at * day).toISOString();
    const to = new Date((at + 1) * day).toISOString();
    const name = `reference_readings_${from.slice(0, 10).replaceAll('-', '')}`;
    await own.sql(
      `create table if not exists ${name} partition of reference_readings for values from ('${from}') to ('${to}')`,
    );
  }
}

async function count(own: OwnPlatform, expected: number): Promise<void> {
  for (const table of ['readings', 'reference_readings']) {
    const [row] = await own.sql<{ count: string }>(`select count(*) as count from ${table}`);
    if (Number(row?.count) !== expected) throw new Error(`${table} holds ${row?.count} rows, not ${expected}`);
  }
}

function report(results: readonly Round[], json: boolean): void {
  const rowsPerSecond = Math.round(median(results.map(({ http }) => http)));
  const referenceRowsPerSecond = Math.round(median(results.map(({ reference }) => reference)));
  const ratio = Number(median(results.map(({ http, reference }) => http / reference)).toFixed(3));
  if (json) process.stdout.write(`${JSON.stringify({ http: { rowsPerSecond, referenceRowsPerSecond, ratio } })}\n`);
  else
    process.stdout.write(`median: ${rowsPerSecond} rows/s over HTTP, ${ratio} of psql's ${referenceRowsPerSecond}\n`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
