import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Hydraulic twins: the model of a network with its revisions (the file as it was imported is kept), which sensors stand
 * where in it, what it calculated beside what was measured, and where it suspects leaks.
 */
export class Migration20261122000081Twin extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    for (const table of tables) for (const statement of protectByTenant(table)) this.addSql(statement);
  }

  override down(): void {
    this.addSql(`drop table ${[...tables].reverse().join(', ')}`);
  }
}

const tables = ['twins', 'twin_revisions', 'twin_links', 'twin_runs', 'twin_values', 'leak_suspects'];

const own = `version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()`;
const ofTwin = `foreign key (tenant_id, twin_id) references twins (tenant_id, id) on delete cascade`;

const statements = [
  `create table twins (
    tenant_id int not null references tenants (id),
    id uuid not null,
    zone_id uuid,
    name text not null,
    state text not null default 'active' check (state in ('active', 'paused')),
    revision int not null,
    memory jsonb not null default '{}',
    asked_slot timestamptz(3),
    asked_at timestamptz(3),
    last_slot timestamptz(3),
    suggested_at timestamptz(3),
    failure text,
    lease_owner text,
    lease_until timestamptz(3),
    ${own},
    primary key (tenant_id, id),
    unique nulls not distinct (tenant_id, zone_id),
    foreign key (tenant_id, zone_id) references zones (tenant_id, id) on delete cascade
  )`,
  `create table twin_revisions (
    tenant_id int not null,
    twin_id uuid not null,
    revision int not null,
    inp bytea not null,
    title text not null default '',
    placement jsonb not null,
    counts jsonb not null,
    created_by text,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, twin_id, revision),
    ${ofTwin}
  )`,
  `create table twin_links (
    tenant_id int not null,
    twin_id uuid not null,
    sensor_id uuid not null,
    element_kind text not null check (element_kind in ('node', 'link')),
    element_id text not null,
    usage text not null check (usage in ('boundary', 'compare', 'ignored')),
    source text not null check (source in ('suggested', 'confirmed')),
    direction int2 not null default 1 check (direction in (-1, 1)),
    gauge_height_m float8 not null default 0,
    distance_m float8,
    memory jsonb,
    primary key (tenant_id, twin_id, sensor_id),
    ${ofTwin},
    foreign key (tenant_id, sensor_id) references sensors (tenant_id, id) on delete cascade
  )`,
  `create index twin_links_sensor on twin_links (tenant_id, sensor_id)`,
  `create table twin_runs (
    tenant_id int not null,
    twin_id uuid not null,
    at timestamptz(3) not null,
    revision int not null,
    state text not null check (state in ('good', 'doubtful', 'failed')),
    quality jsonb not null,
    primary key (tenant_id, twin_id, at),
    ${ofTwin}
  )`,
  `create table twin_values (
    tenant_id int not null,
    twin_id uuid not null,
    sensor_id uuid not null,
    at timestamptz(3) not null,
    measured float8,
    simulated float8,
    z float4,
    primary key (tenant_id, twin_id, sensor_id, at),
    ${ofTwin},
    foreign key (tenant_id, sensor_id) references sensors (tenant_id, id) on delete cascade
  )`,
  `create index twin_values_age on twin_values (tenant_id, twin_id, at)`,
  `create table leak_suspects (
    tenant_id int not null,
    id uuid not null,
    twin_id uuid not null,
    area_key text not null,
    origin text not null check (origin in ('twin', 'request')),
    state text not null check (state in ('open', 'confirmed', 'not_found')),
    finding jsonb not null,
    area geometry(MultiPolygon, 4326),
    began_at timestamptz(3) not null,
    found_at timestamptz(3) not null,
    outcome_asset_id uuid,
    outcome_comment text,
    closed_at timestamptz(3),
    closed_by text,
    ${own},
    primary key (tenant_id, id),
    ${ofTwin}
  )`,
  `create unique index leak_suspects_open on leak_suspects (tenant_id, twin_id, area_key) where state = 'open'`,
  `create index leak_suspects_time on leak_suspects (tenant_id, found_at desc)`,
  `create index leak_suspects_area on leak_suspects using gist (area)`,
  `grant select, insert, update, delete on ${tables.join(', ')} to hydrant_app`,
];
