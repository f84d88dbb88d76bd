import { createReadStream, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'node:http';
import { type Rates, type Round, ratesOf } from './ingest-figures';
import { type Load, writeImport } from './ingest-load';
import { viaPsql } from './ingest-reference';
import type { OwnPlatform } from './own-platform';
import type { Seeded } from './seed-devices';

const ENDED_MS = 600_000;
const mapping = { form: 'long', time: { column: 1 }, sensorColumn: 0, valueColumn: 2, unit: 'canonical' };

/** What the import bench works with. */
export interface ImportBench {
  own: OwnPlatform;
  seeded: Seeded;
  /** Key of an administrator. */
  key: string;
  rounds: number;
  steps: number;
  sensors: number;
  span: (seconds: number) => number;
  say: (line: string) => void;
}

interface Answer {
  id: string;
  state: string;
  failure: string | null;
  progress: { stored: number } | null;
}

/** A CSV file of recorded readings by the API: clock from the order to start until it is finished; sending the file is not counted. */
export async function viaImport(bench: ImportBench): Promise<Rates> {
  const { own, seeded, rounds, steps, sensors, say } = bench;
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const load = { start: bench.span(steps), steps, sensors };
    const rate = await imported(bench, load);
    const reference = await viaPsql(own, seeded, load);
    results.push({ rate, reference });
    say(`import round ${round + 1}: ${rate.toFixed(0)} rows/s, psql ${reference.toFixed(0)} rows/s`);
  }
  return ratesOf(results);
}

async function imported({ own, key }: ImportBench, load: Load): Promise<number> {
  const file = path.join(own.folder, 'import.csv');
  await writeImport(file, load);
  const { id } = await upload(own, key, file);
  rmSync(file);
  await call(own, key, 'PUT', `/imports/${id}/mapping`, mapping);
  const began = performance.now();
  await call(own, key, 'POST', `/imports/${id}/start`);
  for (;;) {
    const { state, failure } = await call(own, key, 'GET', `/imports/${id}`);
    if (state === 'finished') break;
    if (['failed', 'cancelled'].includes(state)) throw new Error(`The import ${state}: ${failure}`);
    if (performance.now() - began > ENDED_MS) throw new Error('The import does not end');
    await delay(50);
  }
  const seconds = (performance.now() - began) / 1_000;
  const expected = load.steps * load.sensors;
  const [row] = await own.sql<{ count: string }>(
    'select count(*) as count from readings where time >= to_timestamp($1) and time < to_timestamp($2)',
    [load.start / 1_000, load.start / 1_000 + load.steps],
  );
  if (Number(row?.count) !== expected) throw new Error(`${row?.count} of ${expected} rows were imported`);
  return expected / seconds;
}

function upload({ httpPort }: OwnPlatform, key: string, file: string): Promise<Answer> {
  const { size } = statSync(file);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: httpPort,
        method: 'POST',
        path: '/api/v1/imports?fileName=rows.csv',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/octet-stream',
          'content-length': size,
        },
      },
      (response) => {
        let text = '';
        response.on('data', (bytes: Buffer) => (text += bytes.toString()));
        response.on('end', () => {
          if (response.statusCode === 201) resolve(JSON.parse(text) as Answer);
          else reject(new Error(`HTTP ${response.statusCode}: ${text}`));
        });
      },
    );
    sent.on('error', reject);
    createReadStream(file).pipe(sent);
  });
}

async function call(own: OwnPlatform, key: string, method: string, where: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${own.httpUrl}/api/v1${where}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
