import { UnitOfWork } from '@app/database';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';

/** An object that exists, though not for the one who asked. */
export interface ForeignObject {
  objectType: string;
  id: string;
}

/** Tables whose rows have public ids, by the type that the trail calls them. */
const tables: Record<string, string> = {
  User: 'users',
  Role: 'roles',
  ApiKey: 'api_keys',
  Zone: 'zones',
  Asset: 'assets',
  Device: 'devices',
  Sensor: 'sensors',
  Alert: 'alerts',
  Session: 'sessions',
  Quarantine: 'quarantine',
  Codec: 'codecs',
  Import: 'imports',
  Model: 'models',
  Audit: 'audit_log',
};

/**
 * Tells "does not exist" from "exists, but not for you", for the audit trail alone: the caller hears the same for both.
 * It looks over all tenants, so nothing of what it finds may be answered.
 */
@Injectable()
export class ForeignObjects {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** @returns those of the ids that belong to tenants outside `visible`, in no particular order */
  async find(ids: readonly string[], visible: readonly number[]): Promise<ForeignObject[]> {
    if (ids.length === 0) return [];
    const tenants = ids.filter((id) => {
      const number = this.tree.idOf(id);
      return number !== undefined && !visible.includes(number);
    });
    const found = tenants.map((id) => ({ objectType: 'Municipality', id }));
    const hidden = this.tree.all().filter((number) => !visible.includes(number));
    if (hidden.length === 0) return found;
    const list = `{${ids.join(',')}}`;
    const query = Object.entries(tables)
      .map(([type, table]) => `select '${type}' as type, id from ${table} where id = any (?::uuid[])`)
      .join(' union all ');
    const rows = await this.units.runApart(hidden, (work) =>
      work.sql<{ type: string; id: string }>(
        query,
        Object.keys(tables).map(() => list),
      ),
    );
    return [...found, ...rows.map(({ type, id }) => ({ objectType: type, id }))];
  }
}
