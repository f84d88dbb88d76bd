import type { UnitOfWork } from '@app/database';
import type { RowColumns } from './row-columns';

/**
 * Which rows have a reading stored under their key already.
 * @returns the stored value by row; rows without one are left out
 */
export async function findStored(work: UnitOfWork, rows: RowColumns): Promise<Map<number, number>> {
  const tenants = new Set<number>();
  const tenantIds: number[] = [];
  const sensorIds: number[] = [];
  const times: number[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.count; i += 1) {
    const time = rows.times[i] as number;
    tenants.add(rows.tenantIds[i] as number);
    tenantIds.push(rows.tenantIds[i] as number);
    sensorIds.push(rows.sensorIds[i] as number);
    times.push(time);
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const found = await work.run([...tenants], (work) =>
    work.sql<{ row: number; value: number }>(
      // The outer bounds let the planner leave out partitions.
      `select (k.row - 1)::int as row, r.value
       from unnest(string_to_array(?, ',')::int[], string_to_array(?, ',')::int[], string_to_array(?, ',')::float8[])
         with ordinality as k (tenant_id, sensor_id, ms, row)
       join readings r on r.tenant_id = k.tenant_id and r.sensor_id = k.sensor_id
         and r.time = to_timestamp(k.ms / 1000) and r.time between to_timestamp(?) and to_timestamp(?)`,
      [tenantIds.join(','), sensorIds.join(','), times.join(','), first / 1000, last / 1000],
    ),
  );
  return new Map(found.map(({ row, value }) => [row, value]));
}
