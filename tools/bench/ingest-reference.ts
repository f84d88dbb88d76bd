import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Load, writeCsv } from './ingest-load';
import type { OwnPlatform } from './own-platform';
import type { Seeded } from './seed-devices';

const run = promisify(execFile);
const DAY_MS = 86_400_000;

/** Makes a table with columns, key, indexes and partitions as those of `readings`. */
export async function makeReference(own: OwnPlatform): Promise<void> {
  await own.sql(
    `create table if not exists reference_readings (like readings including all) partition by range (time)`,
  );
}

/** Loads the rows by one connection of `psql \copy`. @returns rows a second */
export async function viaPsql(own: OwnPlatform, { tenantId }: Seeded, load: Load): Promise<number> {
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

async function preparePartitions(own: OwnPlatform, { start, steps }: Load): Promise<void> {
  for (let at = Math.floor(start / DAY_MS); at <= Math.floor((start + steps * 1_000) / DAY_MS); at += 1) {
    const from = new Date(at * DAY_MS).toISOString();
    const to = new Date((at + 1) * DAY_MS).toISOString();
    const name = `reference_readings_${from.slice(0, 10).replaceAll('-', '')}`;
    await own.sql(
      `create table if not exists ${name} partition of reference_readings for values from ('${from}') to ('${to}')`,
    );
  }
}
