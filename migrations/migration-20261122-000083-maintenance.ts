import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Predictive maintenance: breaks of pipes, how likely pipes, pumps and sensors are to fail and what that would mean, the models behind
 * it, its runs, and a daily note of what devices say of themselves.
 */
export class Migration20261122000083Maintenance extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    for (const table of tables) for (const statement of protectByTenant(table)) this.addSql(statement);
    this.addSql(`grant select, insert, update, delete on ${tables.join(', ')} to hydrant_app`);
  }

  override down(): void {
    this.addSql(`drop table ${[...tables].reverse().join(', ')}`);
  }
}

const tables = ['asset_breaks', 'maintenance_risks', 'maintenance_models', 'maintenance_runs', 'device_notes'];

const own = `version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()`;

const statements = [
  `create table asset_breaks (
    tenant_id int not null references tenants (id),
    id uuid not null,
    asset_id uuid not null,
    broke_on date not null,
    kind text not null default 'unknown' check (kind in
      ('circumferential', 'longitudinal', 'corrosion', 'joint', 'fitting', 'third_party', 'other', 'unknown')),
    note text not null default '',
    ${own},
    primary key (tenant_id, id),
    unique (tenant_id, asset_id, broke_on, kind),
    foreign key (tenant_id, asset_id) references assets (tenant_id, id) on delete cascade
  )`,
  `create table maintenance_risks (
    tenant_id int not null references tenants (id),
    kind text not null check (kind in ('pipe', 'pump', 'sensor')),
    id uuid not null,
    run_id uuid not null,
    likelihood int2 not null check (likelihood between 1 and 5),
    consequence int2 not null check (consequence between 1 and 5),
    risk int2 generated always as (likelihood * consequence) stored,
    probability float8,
    probability_low float8,
    probability_high float8,
    horizon_days int not null,
    per_metre float8,
    inspection float8,
    health_score float8,
    remaining float8,
    remaining_low float8,
    remaining_high float8,
    basis text not null check (basis in ('own', 'national', 'built_in', 'measured')),
    reasons jsonb not null,
    consequence_parts jsonb not null,
    measures jsonb not null default '{}',
    computed_at timestamptz(3) not null,
    primary key (tenant_id, kind, id)
  )`,
  `create index maintenance_risks_order on maintenance_risks (tenant_id, kind, risk desc, probability desc)`,
  `create table maintenance_models (
    tenant_id int primary key references tenants (id),
    basis text not null check (basis in ('own', 'national', 'built_in')),
    trained_at timestamptz(3),
    records_from int,
    records_to date,
    pipes int not null,
    breaks int not null,
    validation jsonb,
    coefficients jsonb not null
  )`,
  `create table maintenance_runs (
    tenant_id int not null references tenants (id),
    id uuid not null,
    state text not null check (state in ('queued', 'running', 'finished', 'failed')),
    step text check (step in ('model', 'pipes', 'pumps', 'sensors')),
    done int not null default 0,
    total int not null default 0,
    judged jsonb not null default '{"pipe": 0, "pump": 0, "sensor": 0}',
    failure text,
    requested_by text,
    started_at timestamptz(3),
    finished_at timestamptz(3),
    ${own},
    primary key (tenant_id, id)
  )`,
  `create index maintenance_runs_by_time on maintenance_runs (tenant_id, created_at desc)`,
  `create table device_notes (
    tenant_id int not null references tenants (id),
    device_id uuid not null,
    day date not null,
    battery_percent float8,
    signal_dbm float8,
    primary key (tenant_id, device_id, day),
    foreign key (tenant_id, device_id) references devices (tenant_id, id) on delete cascade
  )`,
];
