import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { OwnPlatform } from './own-platform';

export interface SeededDevice {
  id: string;
  token: string;
}

/** A municipality with devices, and sensors `S0001` and so on that any of them may report for. */
export interface Seeded {
  tenantId: number;
  devices: SeededDevice[];
}

/** Writes them straight into the registry, as thousands of API calls are not what is measured. */
export async function seedDevices(own: OwnPlatform, deviceCount: number, sensorCount: number): Promise<Seeded> {
  const [tenant] = await own.sql<{ id: number }>(
    `insert into tenants (uid, kind, parent_id) select $1, 'municipality', id from tenants where kind = 'nation' returning id`,
    [randomUUID()],
  );
  if (tenant === undefined) throw new Error('There is no nation');
  const tenantId = tenant.id;
  const devices = Array.from({ length: deviceCount }, () => ({
    id: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }));
  for (const { id, token } of devices) {
    await own.sql(`insert into devices (tenant_id, id, name, protocol) values ($1, $2, 'Logger', 'http')`, [
      tenantId,
      id,
    ]);
    await own.sql(`insert into device_credentials (tenant_id, id, device_id, secret_hash) values ($1, $2, $3, $4)`, [
      tenantId,
      randomUUID(),
      id,
      createHash('sha256').update(token).digest(),
    ]);
  }
  await own.sql(
    `insert into sensors (tenant_id, id, code, name, quantity, display_unit, range_min, range_max, thresholds)
     select $1, gen_random_uuid(), code, code, 'pressure', 'kPa', 0, 1000, '{"low": 100, "high": 900}'
     from (select 'S' || lpad(n::text, 4, '0') as code from generate_series(1, $2::int) n) codes`,
    [tenantId, sensorCount],
  );
  return { tenantId, devices };
}

export function sensorCode(number: number): string {
  return `S${String(number).padStart(4, '0')}`;
}
