import { PartitionKeeper } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/testing';
import { Client, Pool } from 'pg';

/** As PostgreSQL writes the policy of the schema back. */
const POLICY =
  "(tenant_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.tenants'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[]))";

/** Tables with a tenant column that row security leaves alone, with the reason. */
const withoutRowSecurity: Record<string, string> = {};

interface Table {
  oid: number;
  name: string;
  owner: string;
  secured: boolean;
  forced: boolean;
  partition: boolean;
}

/** Real: the migrated database, asked through its own catalogue as superuser. */
describe('the catalogue', () => {
  let database: TestDatabase;
  let client: Client;
  let tables: Table[];

  beforeAll(async () => {
    database = await testDatabase();
    const owner = new Pool({ connectionString: database.ownerUrl, max: 1 });
    await new PartitionKeeper(owner).ensure(Date.now(), Date.now() + 2 * 86_400_000);
    await owner.end();
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    tables = await tenantTables();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function rows<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await client.query(statement, parameters)).rows as Row[];
  }
  function tenantTables(): Promise<Table[]> {
    return rows<Table>(`
      select c.oid::int, c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as secured,
        c.relforcerowsecurity as forced, c.relispartition as partition
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 2`);
  }
  const open = (list: Table[]) => list.filter((table) => !table.secured || !table.forced).map(({ name }) => name);
  const secured = () => tables.filter(({ name }) => !(name in withoutRowSecurity));

  it('has tenant tables, and partitions among them', () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ partition }) => partition).length).toBeGreaterThanOrEqual(3);
  });

  it('forces row security on every tenant table and partition', () => {
    expect(open(secured())).toEqual([]);
  });

  it('has the one policy on every tenant table, for reading and for writing', async () => {
    const policies = await rows<{
      table: string;
      policy: string;
      command: string;
      using: string;
      check: string | null;
    }>(`
      select c.relname as table, p.polname as policy, p.polcmd as command, pg_get_expr(p.polqual, p.polrelid) as using,
        pg_get_expr(p.polwithcheck, p.polrelid) as check
      from pg_policy p join pg_class c on c.oid = p.polrelid`);
    const wrong = secured()
      .filter(({ partition }) => !partition)
      .filter(({ name }) => {
        const own = policies.filter(({ table, policy }) => table === name && policy === 'tenant_scope');
        return own.length !== 1 || own[0]?.using !== POLICY || own[0].check !== POLICY || own[0].command !== '*';
      });
    expect(wrong.map(({ name }) => name)).toEqual([]);
    const others = policies.filter(({ policy }) => policy !== 'tenant_scope');
    expect(others.sort((a, b) => a.table.localeCompare(b.table))).toEqual([
      {
        table: 'codecs',
        policy: 'national_codecs',
        command: 'r',
        using: expect.stringContaining(`kind = 'nation'`),
        check: null,
      },
      { table: 'roles', policy: 'built_in_roles', command: 'r', using: 'built_in', check: null },
    ]);
  });

  it('has tenant_id not null, and an index and a primary key led by it', async () => {
    const nullable = await rows<{ name: string }>(`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where a.attname = 'tenant_id' and not a.attnotnull and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
    expect(nullable).toEqual([]);
    const led = await rows<{ oid: number }>(`
      select distinct i.indrelid::int as oid from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where a.attname = 'tenant_id' and i.indpred is null`);
    const known = new Set(led.map(({ oid }) => oid));
    expect(tables.filter(({ oid }) => !known.has(oid)).map(({ name }) => name)).toEqual([]);
  });

  it('keeps foreign keys within a tenant', async () => {
    const loose = await rows<{ name: string }>(`
      select k.conname as name from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid <> 'tenants'::regclass
        and exists (select 1 from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id')
        and not exists (select 1 from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any (k.conkey))`);
    expect(loose).toEqual([]);
  });

  it('gives the application no ownership, no way around row security and no way to make objects', async () => {
    const roles = await rows<Record<string, unknown>>(`
      select rolname as name, rolsuper as super, rolbypassrls as bypass, rolcreaterole as roles, rolcreatedb as databases
      from pg_roles where rolname in ('hydrant_app', 'hydrant_ingest', 'hydrant_readonly') order by 1`);
    const plain = { super: false, roles: false, databases: false };
    expect(roles).toEqual([
      { name: 'hydrant_app', bypass: false, ...plain },
      { name: 'hydrant_ingest', bypass: true, ...plain },
      { name: 'hydrant_readonly', bypass: false, ...plain },
    ]);
    const owned = await rows(
      `select relname from pg_class where pg_get_userbyid(relowner) in ('hydrant_app', 'hydrant_ingest', 'hydrant_readonly')`,
    );
    expect(owned).toEqual([]);
    const member = await rows(
      `select 1 from pg_auth_members m where pg_get_userbyid(m.member) in ('hydrant_app', 'hydrant_ingest', 'hydrant_readonly')`,
    );
    expect(member).toEqual([]);
    const create = await rows<{ may: boolean }>(`
      select bool_or(has_schema_privilege(r, 'public', 'CREATE') or has_database_privilege(r, current_database(), 'CREATE')) as may
      from unnest(array['hydrant_app', 'hydrant_ingest', 'hydrant_readonly']) r`);
    expect(create[0]?.may).toBe(false);
  });

  it('grants nothing on partitions, and on evidence nothing but adding and reading', async () => {
    const grants = await rows<{ table: string; role: string; privilege: string }>(`
      select table_name as table, grantee as role, privilege_type as privilege from information_schema.role_table_grants
      where table_schema = 'public' and grantee in ('hydrant_app', 'hydrant_ingest', 'hydrant_readonly', 'PUBLIC')
        and table_name not in ('spatial_ref_sys', 'geometry_columns', 'geography_columns')`);
    const partitions = new Set(tables.filter(({ partition }) => partition).map(({ name }) => name));
    expect(grants.filter(({ table }) => partitions.has(table))).toEqual([]);
    expect(grants.filter(({ role }) => role === 'PUBLIC')).toEqual([]);
    const evidence = grants.filter(
      ({ table, privilege }) =>
        /^(audit_log|audit_checkpoints|alert_transitions)$/.test(table) && !/^(SELECT|INSERT)$/.test(privilege),
    );
    expect(evidence).toEqual([]);
    const ingest = grants
      .filter(({ role, privilege }) => role === 'hydrant_ingest' && privilege !== 'INSERT')
      .map(({ table }) => table);
    expect(ingest.every((table) => !secured().some(({ name }) => name === table))).toBe(true);
  });

  it('has no view or function that would show rows with another’s eyes', async () => {
    const views = await rows<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and relname not in ('geometry_columns', 'geography_columns')`);
    expect(views).toEqual([]);
    const definers = await rows<{ name: string }>(`
      select p.proname as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`);
    expect(definers).toEqual([]);
  });

  it('would notice a table that is left open, and one whose owner is let through', async () => {
    await client.query('begin');
    await client.query('create table forgotten (tenant_id int not null)');
    await client.query('alter table zones no force row level security');
    expect(open(await tenantTables())).toEqual(['forgotten', 'zones']);
    await client.query('rollback');
  });
});
