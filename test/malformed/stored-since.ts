import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from '../../tools/durability/seeding';

const WAIT_MS = 20_000;

/** Waits for a reading of a sensor that was measured after a time. @param since - Unix ms @returns false: there is none */
export async function hasReadingSince(sql: Sql, code: string, since: number): Promise<boolean> {
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; await delay(100)) {
    const [found] = await sql<{ there: boolean }>(
      `select exists (select from readings r join sensors s on s.number = r.sensor_id
       where s.code = $1 and r.time >= to_timestamp($2::float8 / 1000)) as there`,
      [code, since],
    );
    if (found?.there) return true;
  }
  return false;
}
