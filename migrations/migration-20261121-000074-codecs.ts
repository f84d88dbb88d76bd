import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/** Payload codecs. Those of the nation are read by everybody; only their owner changes them. */
export class Migration20261121000074Codecs extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table codecs (
    tenant_id int not null references tenants (id),
    id uuid not null unique,
    name text not null check (length(name) between 1 and 200),
    description text not null,
    kind text not null check (kind in ('ttn', 'chirpstack')),
    status text not null check (status in ('draft', 'active')),
    source text not null check (octet_length(source) <= 40960),
    fields jsonb not null,
    test_vectors jsonb not null,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  )`,
  `create unique index codecs_name on codecs (tenant_id, lower(name))`,
  ...protectByTenant('codecs'),
  `create policy national_codecs on codecs for select
    using (tenant_id in (select id from tenants where kind = 'nation'))`,
  `create function tell_codecs() returns trigger language plpgsql as $$
    begin
      perform pg_notify('codecs', '');
      return null;
    end $$`,
  `create trigger codecs_tell after insert or update or delete on codecs for each statement execute function tell_codecs()`,
  `create index devices_codec on devices (codec) where codec is not null`,
  `grant select, insert, update, delete on codecs to hydrant_app`,
];
