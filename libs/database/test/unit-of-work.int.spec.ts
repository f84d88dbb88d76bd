import { type TestDatabase, testDatabase } from '@app/testing';
import { Client } from 'pg';
import { PartitionKeeper, UnitOfWork, openOrm, openPool } from '@app/database';

describe('UnitOfWork on PostgreSQL', () => {
  let database: TestDatabase;
  let orm: Awaited<ReturnType<typeof openOrm>>;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    database = await testDatabase();
    const owner = new Client({ connectionString: database.superuserUrl });
    await owner.connect();
    await owner.query(`insert into tenants (id, uid, kind, parent_id) values
      (1, gen_random_uuid(), 'nation', null), (2, gen_random_uuid(), 'region', 1), (3, gen_random_uuid(), 'municipality', 2)`);
    await owner.query(
      `insert into zones (tenant_id, id, code, name) values (2, gen_random_uuid(), 'a', 'A'), (3, gen_random_uuid(), 'a', 'B')`,
    );
    await owner.end();
    orm = await openOrm({ url: database.appUrl, entities: [], poolSize: 3 });
    unitOfWork = new UnitOfWork(orm);
  });

  afterAll(async () => {
    await orm?.close(true);
    await database?.drop();
  });

  const names = (tenants: number[]) =>
    unitOfWork
      .run(tenants, ({ sql }) => sql<{ name: string }>('select name from zones order by name'))
      .then((rows) => rows.map(({ name }) => name));

  it('shows the rows of its tenants only, and none without a tenant', async () => {
    expect(await names([3])).toEqual(['B']);
    expect(await names([2, 3])).toEqual(['A', 'B']);
    expect(await names([])).toEqual([]);
  });

  it('refuses to write outside its scope', async () => {
    const insert = unitOfWork.run([2], ({ sql }) =>
      sql(`insert into zones (tenant_id, id, code, name) values (3, gen_random_uuid(), 'x', 'X')`),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  it('leaves nothing of a scope on a pooled connection', async () => {
    for (let round = 0; round < 10; round += 1) {
      expect(await Promise.all([names([2]), names([]), names([3]), names([2, 3])])).toEqual([
        ['A'],
        [],
        ['B'],
        ['A', 'B'],
      ]);
    }
  });

  it('rolls back when the action throws, and then calls no hook', async () => {
    const hook = jest.fn();
    const work = unitOfWork.run([2], async ({ sql, afterCommit }) => {
      afterCommit(hook);
      await sql(`insert into zones (tenant_id, id, code, name) values (2, gen_random_uuid(), 'gone', 'Gone')`);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(hook).not.toHaveBeenCalled();
    expect(await names([2])).toEqual(['A']);
  });

  it('joins a nested call to the transaction and refuses one that asks for more', async () => {
    await unitOfWork.run([2, 3], async () => {
      expect(await names([2])).toEqual(['A', 'B']);
    });
    await expect(unitOfWork.run([2], () => names([3]))).rejects.toThrow(RangeError);
  });

  it('makes the partitions of a span once, forced under row security, and drops old ones', async () => {
    const pool = openPool(database.ownerUrl, 2);
    if (pool === null) throw new Error('no pool');
    const from = Date.parse('2026-03-01T10:00:00Z');
    const to = Date.parse('2026-03-03T00:00:00Z');
    await Promise.all([new PartitionKeeper(pool).ensure(from, to), new PartitionKeeper(pool).ensure(from, to)]);
    const { rows } = await pool.query(
      `select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'readings'::regclass order by 1`,
    );
    expect(rows).toEqual(
      ['readings_20260301', 'readings_20260302', 'readings_20260303'].map((relname) => ({ relname, forced: true })),
    );
    expect(await new PartitionKeeper(pool).dropBefore(Date.parse('2026-03-03T05:00:00Z'))).toEqual([
      'readings_20260301',
      'readings_20260302',
    ]);
    await pool.end();
  });
});
