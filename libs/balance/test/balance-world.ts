import { PartitionKeeper } from '@app/database';
import { JobsModule } from '@app/jobs';
import { uuidv7 } from '@app/kernel';
import { TenancyService, TenantTree } from '@app/tenancy';
import { type ResourceApp, resourceApp } from '@app/testing';
import { UnitOfWork } from '@app/database';
import { Client, Pool } from 'pg';
import { BalanceHttpModule, BalanceJobsModule } from '../src';

const SLOT_MS = 900_000;

/** A municipality of the test with one zone. */
export interface TestTown {
  tenantId: number;
  uid: string;
  zoneId: string;
}

/** A sensor of the test. */
export interface TestSensor {
  id: string;
  number: number;
  tenantId: number;
}

/** Real database and HTTP application, and a hand on the readings. */
export class BalanceWorld {
  private constructor(
    readonly api: ResourceApp,
    private readonly client: Client,
  ) {}

  static async open(): Promise<BalanceWorld> {
    const api = await resourceApp([JobsModule, BalanceHttpModule, BalanceJobsModule], []);
    const client = new Client({ connectionString: api.database.superuserUrl });
    await client.connect();
    return new BalanceWorld(api, client);
  }

  async close(): Promise<void> {
    await this.client.end();
    await this.api.close();
  }

  async sql<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.client.query(statement, parameters)).rows as Row[];
  }

  /** A municipality in Athens time with a zone and a pipe; `<name> admin` and `<name> viewer` are people of it. */
  async town(name: string): Promise<TestTown> {
    const { app, nationUid } = this.api;
    const units = app.get(UnitOfWork);
    const tenancy = app.get(TenancyService);
    const tree = app.get(TenantTree);
    const region = await units.run([tree.nation().id], (work) => tenancy.createTenant(work, 'region', nationUid));
    const town = await units.run([tree.nation().id], (work) => tenancy.createTenant(work, 'municipality', region.uid));
    const zoneId = uuidv7();
    await this.sql(
      `insert into municipalities (tenant_id, id, region_id, code, name, population, time_zone, center)
       values ($1, $2, $3, $4, $4, 12000, 'Europe/Athens', st_setsrid(st_point(23.7, 38), 4326))`,
      [town.id, town.uid, region.uid, name],
    );
    await this.sql(`insert into zones (tenant_id, id, code, name) values ($1, $2, 'D1', 'District 1')`, [
      town.id,
      zoneId,
    ]);
    await this.sql(
      `insert into assets (tenant_id, id, zone_id, code, name, class, geometry, length_m)
       values ($1, $2, $3, 'P1', 'P1', 'pipe', st_setsrid(st_geomfromtext('LINESTRING(23.7 38, 23.8 38)'), 4326), 4500)`,
      [town.id, uuidv7(), zoneId],
    );
    await tree.refresh();
    this.api.person(`${name} admin`, 'municipalAdmin', town.uid);
    this.api.person(`${name} viewer`, 'viewer', town.uid);
    return { tenantId: town.id, uid: town.uid, zoneId };
  }

  async sensor(town: TestTown, code: string, quantity = 'flow', intervalS = 900): Promise<TestSensor> {
    const id = uuidv7();
    const [row] = await this.sql<{ number: number }>(
      `insert into sensors (tenant_id, id, code, name, zone_id, quantity, display_unit, interval_s)
       values ($1, $2, $3, $3, $4, $5, 'm3/h', $6) returning number`,
      [town.tenantId, id, code, town.zoneId, quantity, intervalS],
    );
    return { id, number: row?.number ?? 0, tenantId: town.tenantId };
  }

  /** Readings every quarter of an hour. @param valueAt - null: none */
  async fill(
    { tenantId, number }: TestSensor,
    from: number,
    to: number,
    valueAt: (time: number) => number | null,
  ): Promise<void> {
    const owner = new Pool({ connectionString: this.api.database.ownerUrl, max: 1 });
    await new PartitionKeeper(owner).ensure(from, to);
    await owner.end();
    const times: string[] = [];
    const values: number[] = [];
    for (let time = from; time < to; time += SLOT_MS) {
      const value = valueAt(time);
      if (value === null) continue;
      times.push(new Date(time).toISOString());
      values.push(value);
    }
    await this.sql(
      `insert into readings (tenant_id, sensor_id, time, value, quality)
       select $1, $2, t, v, 0 from unnest($3::timestamptz[], $4::float8[]) as given (t, v)
       on conflict (tenant_id, sensor_id, time) do update set value = excluded.value`,
      [tenantId, number, times, values],
    );
  }
}
