import { UnitOfWork, type Work, openOrm } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { type TestDatabase, testDatabase } from '@app/testing';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';

const TENANTS = 20;

/** Real: PostgreSQL and the application's own role, over a pool much smaller than the number of tenants. */
describe('row security', () => {
  let database: TestDatabase;
  let superuser: Client;
  let orm: MikroORM;
  let units: UnitOfWork;
  let tenants: number[];

  beforeAll(async () => {
    database = await testDatabase();
    superuser = new Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    await superuser.query(`insert into tenants (uid, kind, parent_id) values (gen_random_uuid(), 'nation', null)`);
    const { rows } = await superuser.query(
      `insert into tenants (uid, kind, parent_id) select gen_random_uuid(), 'region', 1 from generate_series(1, ${TENANTS}) returning id`,
    );
    tenants = (rows as { id: number }[]).map(({ id }) => id);
    await superuser.query(
      `insert into zones (tenant_id, id, code, name) select t, gen_random_uuid(), 'z' || n, 'of ' || t
       from unnest($1::int[]) t, generate_series(1, 3) n`,
      [tenants],
    );
    orm = await openOrm({ url: database.appUrl, entities: [], poolSize: 3 });
    units = new UnitOfWork(orm);
  });
  afterAll(async () => {
    await orm.close(true);
    await superuser.end();
    await database.drop();
  });

  const seen = async (work: Work): Promise<number[]> =>
    (await work.sql<{ tenant_id: number }>(`select distinct tenant_id from zones order by 1`)).map(
      ({ tenant_id: tenant }) => tenant,
    );

  it('keeps 1,000 interleaved transactions of many tenants apart', async () => {
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: 1_000 }, async (_item, index) => {
        const own = [
          tenants[index % TENANTS] as number,
          ...(index % 3 === 0 ? [tenants[(index + 7) % TENANTS] as number] : []),
        ].sort((a, b) => a - b);
        const action = units.run(own, async (work) => {
          const before = await seen(work);
          if (index % 5 === 0) throw new Error('given up');
          if (index % 4 === 0)
            await work.sql(`insert into zones (tenant_id, id, code, name) values (?, ?, ?, 'new')`, [
              own[0],
              uuidv7(),
              `n${index}`,
            ]);
          const after = await seen(work);
          if (String(before) !== String(own) || String(after) !== String(own))
            wrong.push(`${index}: ${String(before)} and ${String(after)} instead of ${String(own)}`);
        });
        await action.catch((error: Error) => {
          if (error.message !== 'given up') throw error;
        });
      }),
    );
    expect(wrong).toEqual([]);
  }, 60_000);

  it('shows and takes nothing without a scope, also on a connection that had one', async () => {
    for (let index = 0; index < 6; index += 1) {
      await units.run(tenants, async (work) => expect(await seen(work)).toHaveLength(TENANTS));
      await units.run([], async (work) => expect(await seen(work)).toEqual([]));
      const outside = await orm.em.fork().getConnection().execute(`select 1 from zones`, [], 'all');
      expect(outside).toEqual([]);
    }
    const insert = units.run([], (work) =>
      work.sql(`insert into zones (tenant_id, id, code, name) values (?, ?, 'x', 'x')`, [tenants[0], uuidv7()]),
    );
    await expect(insert).rejects.toThrow('row-level security');
  });

  it('neither writes, moves nor removes rows of others', async () => {
    const [one, two] = tenants as [number, number];
    await units.run([one], async (work) => {
      expect(await work.sql(`update zones set name = 'taken' where tenant_id = ? returning 1`, [two])).toEqual([]);
      expect(await work.sql(`delete from zones where tenant_id = ? returning 1`, [two])).toEqual([]);
    });
    const move = units.run([one], (work) => work.sql(`update zones set tenant_id = ? where tenant_id = ?`, [two, one]));
    await expect(move).rejects.toThrow('row-level security');
  });

  it('does not let a nested unit of work see more than its outer one', async () => {
    const [one, two] = tenants as [number, number];
    await units.run([one], async () => {
      await expect(units.run([one, two], seen)).rejects.toThrow(RangeError);
      expect(await units.run([one], seen)).toEqual([one]);
      expect(await units.runApart([two], seen)).toEqual([two]);
    });
  });

  it('opens the scope to a tenant made in the transaction, and only there', async () => {
    const made = await units.run([], async (work) => {
      const [row] = await work.sql<{ id: number }>(
        `insert into tenants (uid, kind, parent_id) values (?, 'region', 1) returning id`,
        [uuidv7()],
      );
      const id = (row as { id: number }).id;
      await work.widen(id);
      await work.sql(`insert into zones (tenant_id, id, code, name) values (?, ?, 'first', 'First')`, [id, uuidv7()]);
      return id;
    });
    await units.run([made], async (work) => expect(await seen(work)).toEqual([made]));
    await units.run([tenants[0] as number], async (work) => expect(await seen(work)).toEqual([tenants[0]]));
  });

  it('runs what was asked for before and after the commit, in order, and not after a failure', async () => {
    const order: string[] = [];
    const note = (work: Work) => {
      work.afterCommit(() => void order.push('after'));
      work.beforeCommit(async () => void order.push('before'));
      order.push('action');
    };
    await units.run([], async (work) => note(work));
    expect(order).toEqual(['action', 'before', 'after']);
    await expect(
      units.run([], async (work) => {
        note(work);
        throw new Error('given up');
      }),
    ).rejects.toThrow('given up');
    expect(order.slice(3)).toEqual(['action']);
  });
});
