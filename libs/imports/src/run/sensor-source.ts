import type { UnitOfWork } from '@app/database';
import type { Quantity } from '@app/kernel';
import { type SensorTable, sensorTable } from '../core/sensor-table';

interface Row {
  tenant_id: number;
  number: number;
  id: string;
  code: string;
  quantity: Quantity;
  range_min: number | null;
  range_max: number | null;
  latest_ms: number | null;
}

/** All sensors of some tenants, as an import needs them. */
export async function loadSensors(units: UnitOfWork, tenants: readonly number[]): Promise<SensorTable> {
  const rows = await units.run(tenants, (work) =>
    work.sql<Row>(
      `select s.tenant_id, s.number, s.id, s.code, s.quantity, s.range_min, s.range_max,
         extract(epoch from l.time)::float8 * 1000 as latest_ms
       from sensors s left join sensor_latest l on l.tenant_id = s.tenant_id and l.sensor_id = s.number`,
    ),
  );
  return sensorTable(
    rows.map((row) => ({
      tenantId: row.tenant_id,
      number: row.number,
      id: row.id,
      code: row.code,
      quantity: row.quantity,
      rangeMin: row.range_min,
      rangeMax: row.range_max,
      latestMs: row.latest_ms,
    })),
  );
}
