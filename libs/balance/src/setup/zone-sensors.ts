import type { Work } from '@app/database';
import type { Quantity } from '@app/kernel';
import { pgArray } from '@app/resources';

/** A sensor as balances use it. */
export interface ZoneSensor {
  id: string;
  /** Internal number. */
  number: number;
  code: string;
  name: string;
  quantity: Quantity;
  intervalS: number;
  /** Its own zone. */
  zoneId: string | null;
}

interface Row {
  id: string;
  number: number;
  code: string;
  name: string;
  quantity: Quantity;
  interval_s: number;
  zone_id: string | null;
}

const MOST = 2_000;

/** Sensors of a municipality that can measure a zone: the named ones and, where a zone is given, its own. */
export async function readSensors(
  work: Work,
  tenantId: number,
  ids: readonly string[],
  zoneId: string | null = null,
): Promise<ZoneSensor[]> {
  const rows = await work.sql<Row>(
    `select id, number, code, name, quantity, interval_s, zone_id from sensors
     where tenant_id = ? and (id = any (?::uuid[]) or zone_id = ?::uuid) order by code limit ?`,
    [tenantId, pgArray(ids), zoneId, MOST],
  );
  return rows.map(({ interval_s: intervalS, zone_id: zone, ...row }) => ({ ...row, intervalS, zoneId: zone }));
}
