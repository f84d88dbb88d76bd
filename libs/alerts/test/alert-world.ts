import { ForeignObjects, abilityFrom, builtInRole, type Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import { DatabaseEvents, openOrm, UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { uuidv7 } from '@app/kernel';
import { TenancyService, TenantTree } from '@app/tenancy';
import { testDatabase, testSettings } from '@app/testing';
import { AlertConditions, AlertReadModel, AlertService, type ConditionReport } from '../src';
import { ServiceKeeper } from '../src/service-keeper';
import { ShelfKeeper } from '../src/shelf-keeper';

/** A sensor of the test world. */
export interface TestSensor {
  id: string;
  number: number;
  tenantId: number;
}

/** Real database, two municipalities with a sensor each, and the alarm services on them; the clock is the test's. */
export async function alertWorld() {
  const database = await testDatabase();
  const settings = testSettings(database);
  const orm = await openOrm({ url: database.appUrl, entities: [], poolSize: 4 });
  const units = new UnitOfWork(orm);
  const events = new DatabaseEvents(settings);
  const tree = new TenantTree(orm, events);
  const tenancy = new TenancyService(tree, units);
  const nation = await tenancy.ensureNation();
  const grow = (kind: 'region' | 'municipality', parent: string) =>
    units.run([nation.id], (work) => tenancy.createTenant(work, kind, parent));
  const region = await grow('region', nation.uid);
  const north = await grow('municipality', region.uid);
  const south = await grow('municipality', region.uid);
  await tree.load();
  const sensor = async (tenantId: number, code: string, quantity = 'pressure'): Promise<TestSensor> => {
    const id = uuidv7();
    const [row] = await units.run([tenantId], (work) =>
      work.sql<{ number: number }>(
        `insert into sensors (tenant_id, id, code, name, quantity, display_unit) values (?, ?, ?, ?, ?, 'bar') returning number`,
        [tenantId, id, code, `Sensor ${code}`, quantity],
      ),
    );
    return { id, number: (row as { number: number }).number, tenantId };
  };
  const user = async (tenantId: number, name: string): Promise<string> => {
    const id = uuidv7();
    await units.run([tenantId], (work) =>
      work.sql(`insert into users (tenant_id, id, username, display_name, password_hash) values (?, ?, ?, ?, '-')`, [
        tenantId,
        id,
        name,
        name.toUpperCase(),
      ]),
    );
    return id;
  };
  const clock = { time: Date.UTC(2026, 5, 1), now: () => clock.time };
  const reads = new AlertReadModel(units);
  const conditions = new AlertConditions();
  return {
    database,
    units,
    tree,
    nation,
    north,
    south,
    clock,
    reads,
    conditions,
    service: new AlertService(units, reads, new AuditTrail(units), tree, new ForeignObjects(units, tree), clock),
    shelves: new ShelfKeeper(units, tree, new JobRegistry()),
    serviceKeeper: new ServiceKeeper(units, tree, new JobRegistry()),
    sensor,
    user,
    /** Somebody with a built-in role at home in a tenant. */
    person: (role: string, tenantId: number, id = uuidv7()): Principal => {
      const tenants = tree.visibleFrom(tenantId);
      const ability = abilityFrom(builtInRole(role)?.rules ?? [], { userId: id, tenants });
      return { kind: 'user', id, name: role, tenantId, tenants, roles: [role], ability };
    },
    /** Applies reports as the detection consumer does. */
    apply: (...reports: ConditionReport[]) => units.run(tree.all(), (work) => conditions.apply(work, reports)),
    rows: <Row>(statement: string, parameters: unknown[] = []) =>
      units.run(tree.all(), (work) => work.sql<Row>(statement, parameters)),
    close: async () => {
      await events.onApplicationShutdown();
      await orm.close(true);
      await database.drop();
    },
  };
}

/** A report that a high limit is broken (or no more), changed as given. */
export function report(sensor: TestSensor, change: Partial<ConditionReport> = {}): ConditionReport {
  return {
    tenantId: sensor.tenantId,
    sensorId: sensor.number,
    kind: 'threshold',
    limitName: 'high',
    active: true,
    time: Date.UTC(2026, 5, 1),
    value: 712.5,
    limit: 650,
    priority: 'medium',
    historical: false,
    ...change,
  };
}
