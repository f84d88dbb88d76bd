import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { LaneDevice } from './lane';

/** Runs SQL as superuser. */
export type Sql = <Row>(statement: string, parameters?: unknown[]) => Promise<Row[]>;

/** A name of a device outside the platform. */
export interface Name {
  kind: string;
  name: string;
}

/** A municipality for all lanes. @returns its internal number */
export async function seedTenant(sql: Sql): Promise<number> {
  const [tenant] = await sql<{ id: number }>(
    `insert into tenants (uid, kind, parent_id) select $1, 'municipality', id from tenants where kind = 'nation' returning id`,
    [randomUUID()],
  );
  if (tenant === undefined) throw new Error('There is no nation');
  return tenant.id;
}

/** A device with a token, sensors of its own, and a name outside the platform if its protocol has one. */
export async function seedLane(
  sql: Sql,
  tenantId: number,
  lane: string,
  options: { protocol: string; sensors: number; channel?: string; name?: Name },
): Promise<LaneDevice> {
  const id = randomUUID();
  const token = randomBytes(32).toString('base64url');
  const { protocol, sensors: count, channel, name } = options;
  await sql(`insert into devices (tenant_id, id, name, protocol) values ($1, $2, $3, $4)`, [
    tenantId,
    id,
    lane,
    protocol,
  ]);
  await sql(`insert into device_credentials (tenant_id, id, device_id, secret_hash) values ($1, $2, $3, $4)`, [
    tenantId,
    randomUUID(),
    id,
    createHash('sha256').update(token).digest(),
  ]);
  if (name !== undefined) {
    await sql(`insert into device_credentials (tenant_id, id, device_id, kind, name) values ($1, $2, $3, $4, $5)`, [
      tenantId,
      randomUUID(),
      id,
      name.kind,
      name.name,
    ]);
  }
  const sensors = Array.from({ length: count }, (_, n) => `${lane}-${n}`);
  for (const code of sensors) {
    await sql(
      `insert into sensors (tenant_id, id, code, name, quantity, display_unit, device_id, channel, channel_unit)
       values ($1, $2, $3, $3, 'pressure', 'kPa', $4, $5, $6)`,
      [tenantId, randomUUID(), code, id, channel ?? null, channel === undefined ? null : 'kPa'],
    );
  }
  return { lane, id, token, sensors };
}

/** An instance of a plugin that is not there by itself. @returns its id */
export async function seedInstance(
  sql: Sql,
  plugin: string,
  name: string,
  config: Record<string, unknown>,
): Promise<string> {
  const id = randomUUID();
  await sql(
    `insert into plugin_instances (tenant_id, id, plugin, name, enabled, config)
     select id, $1, $2, $3, true, $4 from tenants where kind = 'nation'`,
    [id, plugin, name, JSON.stringify(config)],
  );
  return id;
}
