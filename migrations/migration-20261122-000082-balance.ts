import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Water balance of zones: which sensors measure a zone, what each of its nights told, the leaks found in them and the
 * water balances that were drawn up. A night keeps what it was before late readings changed it.
 */
export class Migration20261122000082Balance extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    for (const table of tables) for (const statement of protectByTenant(table)) this.addSql(statement);
  }

  override down(): void {
    this.addSql(`drop table ${[...tables].reverse().join(', ')}`);
  }
}

const tables = ['zone_balance_setups', 'zone_nights', 'zone_leaks', 'zone_balances'];

const ofZone = `foreign key (tenant_id, zone_id) references zones (tenant_id, id) on delete cascade`;

const statements = [
  `create table zone_balance_setups (
    tenant_id int not null references tenants (id),
    zone_id uuid not null,
    settings jsonb not null,
    nights_to date,
    checked_at timestamptz(3),
    alarm_sensor int,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, zone_id),
    ${ofZone}
  )`,
  `create table zone_nights (
    tenant_id int not null,
    zone_id uuid not null,
    night date not null,
    min_flow float8,
    net_flow float8,
    daily_m3 float8,
    completeness float8 not null,
    fault text check (fault in ('incomplete', 'clockChange', 'excluded', 'negative')),
    result jsonb not null,
    day_flows jsonb not null,
    fingerprint text not null,
    revision int not null default 1,
    revisions jsonb not null default '[]',
    computed_at timestamptz(3) not null default clock_timestamp(),
    primary key (tenant_id, zone_id, night),
    ${ofZone}
  )`,
  `create table zone_leaks (
    tenant_id int not null,
    id uuid not null,
    zone_id uuid not null,
    kind text not null check (kind in ('night', 'step')),
    began_at timestamptz(3) not null,
    earliest_at timestamptz(3) not null,
    confirmed_at timestamptz(3) not null,
    ended_at timestamptz(3),
    baseline float8 not null,
    limit_flow float8 not null,
    rate float8 not null,
    rate_ci95 float8 not null,
    revision int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    ${ofZone}
  )`,
  `create index zone_leaks_zone on zone_leaks (tenant_id, zone_id, began_at desc)`,
  `create table zone_balances (
    tenant_id int not null,
    id uuid not null,
    zone_id uuid not null,
    period_from date not null,
    period_to date not null,
    inputs jsonb not null,
    result jsonb not null,
    created_by text,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    ${ofZone},
    check (period_from < period_to)
  )`,
  `create index zone_balances_zone on zone_balances (tenant_id, zone_id, period_to desc)`,
  `grant select, insert, update, delete on zone_balance_setups, zone_nights, zone_leaks to hydrant_app`,
  `grant select, insert on zone_balances to hydrant_app`,
];
