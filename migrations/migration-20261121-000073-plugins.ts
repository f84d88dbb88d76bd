import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/** Instances of plugins: how they are configured, what they keep, how they are, and what they say. */
export class Migration20261121000073Plugins extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table plugin_instances (
    tenant_id int not null references tenants (id),
    id uuid not null unique,
    plugin text not null check (length(plugin) between 1 and 64),
    name text not null check (length(name) between 1 and 200),
    enabled boolean not null,
    config jsonb not null,
    secrets_sealed bytea,
    secret_fields text[] not null default '{}',
    confirmed_capabilities text[],
    confirmed_version text,
    confirmed_by text,
    confirmed_at timestamptz(3),
    disabled_reason text,
    restarts int not null default 0,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  )`,
  `create unique index plugin_instances_name on plugin_instances (tenant_id, plugin, name)`,
  ...protectByTenant('plugin_instances'),
  `create table plugin_status (
    instance_id uuid not null,
    process text not null,
    status text not null check (status in ('starting', 'up', 'degraded', 'down', 'stopped')),
    reason text,
    details jsonb not null default '{}',
    restarts int not null default 0,
    since timestamptz(3) not null,
    seen_at timestamptz(3) not null,
    primary key (instance_id, process)
  )`,
  `create table plugin_state (
    instance_id uuid not null,
    key text not null check (length(key) between 1 and 200),
    value bytea not null check (length(value) <= 65536),
    expires_at timestamptz(3),
    primary key (instance_id, key)
  )`,
  `create index plugin_state_expiry on plugin_state (expires_at) where expires_at is not null`,
  `create table plugin_log (
    id bigint generated always as identity primary key,
    instance_id uuid not null,
    process text not null,
    at timestamptz(3) not null,
    level text not null check (level in ('debug', 'info', 'warn', 'error')),
    message text not null
  )`,
  `create index plugin_log_instance on plugin_log (instance_id, id desc)`,
  `create function tell_plugins() returns trigger language plpgsql as $$
    begin
      perform pg_notify('plugins', '');
      return null;
    end $$`,
  `create trigger plugin_instances_tell after insert or update or delete on plugin_instances
    for each statement execute function tell_plugins()`,
  `grant select, insert, update, delete on plugin_instances, plugin_status, plugin_state, plugin_log to hydrant_app`,
];
