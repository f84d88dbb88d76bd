import { existsSync, mkdtempSync, chmodSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { type Cluster, startCluster } from './postgres.mjs';
import { provision } from './provision.mjs';

const folders: string[] = [];
const clusters: Cluster[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-cluster-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, options: { port?: number } = {}): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, ...options, settings: { shared_buffers: '32MB' } });
  clusters.push(cluster);
  return cluster;
}

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  for (const cluster of clusters) await cluster.stop({ hurry: true });
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a private cluster', () => {
  let dataDir: string;
  let cluster: Cluster;

  beforeAll(async () => {
    dataDir = newFolder();
    cluster = await start(dataDir);
    await provision(cluster.superuserUrl, cluster.urls);
  }, 60_000);

  it('is durable and listens on this machine only', async () => {
    const rows = await ask<{ name: string; setting: string }>(
      cluster.superuserUrl,
      `select name, setting from pg_settings
        where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses') order by name`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
    });
  });

  it('asks for a password, on the network and on the socket', async () => {
    const wrong = new URL(cluster.urls.app);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    wrong.searchParams.set('host', cluster.socketDir);
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps passwords and data from other users', () => {
    expect(statSync(path.join(dataDir, 'postgres.json')).mode & 0o077).toBe(0);
    expect(statSync(path.join(dataDir, 'postgres/data')).mode & 0o077).toBe(0);
    expect(existsSync(path.join(dataDir, 'postgres/superuser-password'))).toBe(false);
  });

  it('gives each role what it needs and no more', async () => {
    const roles = await ask(
      cluster.superuserUrl,
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles
        where rolname like 'hydrant%' order by rolname`,
    );
    const plain = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(roles).toEqual([
      { rolname: 'hydrant_app', ...plain },
      { rolname: 'hydrant_ingest', ...plain, rolbypassrls: true },
      { rolname: 'hydrant_owner', ...plain },
      { rolname: 'hydrant_readonly', ...plain },
    ]);
    await expect(ask(cluster.urls.app, 'create table public.mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(ask(cluster.urls.readonly, 'create temporary table mine (id int)')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('can be provisioned again, and mends a changed password', async () => {
    await ask(cluster.superuserUrl, `alter role hydrant_app password 'other'`);
    await expect(provision(cluster.superuserUrl, cluster.urls)).resolves.toEqual({ bypassRls: true, leakproof: true });
    await expect(ask(cluster.urls.app, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it.each([
    'g && st_makeenvelope(1, 1, 1.1, 1.1, 4326)',
    'st_intersects(g, st_makeenvelope(1, 1, 1.1, 1.1, 4326))',
    'st_dwithin(g, st_setsrid(st_point(1, 1), 4326), 0.05)',
    'st_dwithin(g::geography, st_setsrid(st_point(1, 1), 4326)::geography, 5000)',
  ])('uses a spatial index under row security for %s', async (condition) => {
    await ask(
      cluster.urls.owner,
      `create table if not exists places (tenant_id int, g geometry(Point, 4326));
       truncate places;
       insert into places select 1 + i % 2, st_setsrid(st_point(i % 100 / 10.0, i / 100 / 10.0), 4326) from generate_series(1, 10000) i;
       create index if not exists places_g on places using gist (g);
       create index if not exists places_geography on places using gist ((g::geography));
       alter table places enable row level security;
       drop policy if exists own on places;
       create policy own on places using (tenant_id = current_setting('app.tenant')::int);
       grant select on places to hydrant_app;
       analyze places`,
    );
    const plan = await ask<{ 'QUERY PLAN': string }>(
      `${cluster.urls.app}?options=-c%20app.tenant%3D1`,
      `explain select * from places where ${condition}`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Cond/);
  });

  it('is adopted while it runs, as after a kill of the launcher', async () => {
    const again = await start(dataDir);
    expect(again).toMatchObject({ adopted: true, pid: cluster.pid, port: cluster.port });
  });

  it('comes back with its data after a crash', async () => {
    await ask(cluster.urls.owner, 'create table kept as select 7 as value');
    await cluster.kill9();
    await cluster.exited;
    cluster = await start(dataDir);
    expect(cluster.adopted).toBe(false);
    await expect(ask(cluster.urls.owner, 'select value from kept')).resolves.toEqual([{ value: 7 }]);
  }, 60_000);

  it('starts although another program has the process id of a server that is gone', async () => {
    await cluster.stop();
    const file = path.join(dataDir, 'postgres/data/postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dataDir}/postgres/data\n1700000000\n${cluster.port}\n/tmp\n127.0.0.1\n`);
    cluster = await start(dataDir);
    expect(cluster.adopted).toBe(false);
  }, 60_000);

  it('takes another port when the remembered one is taken', async () => {
    const { port } = cluster;
    await cluster.stop();
    const squatter = net.createServer().listen(port, '127.0.0.1');
    try {
      cluster = await start(dataDir);
      expect(cluster.port).not.toBe(port);
      await expect(ask(cluster.urls.app, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    } finally {
      squatter.close();
    }
  }, 60_000);

  it('runs beside another one', async () => {
    const other = await start(newFolder());
    expect(other.port).not.toBe(cluster.port);
    expect(other.superuserUrl).not.toBe(cluster.superuserUrl);
    await other.stop();
    await expect(ask(cluster.urls.app, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  }, 60_000);
});

it('finds a short socket folder for a deep data folder', async () => {
  const deep = path.join(newFolder(), 'a'.repeat(60), 'b'.repeat(60));
  const cluster = await start(deep);
  expect(cluster.socketDir.length).toBeLessThan(80);
  await cluster.stop();
  rmSync(cluster.socketDir, { recursive: true, force: true });
}, 60_000);

it('says when no PostgreSQL with PostGIS is installed', async () => {
  const attempt = startCluster({ dataDir: newFolder(), env: { HYDRANT_PG_BIN: '/nonexistent' } });
  await expect(attempt).rejects.toThrow('No PostgreSQL 15 or later with PostGIS is installed.');
});
