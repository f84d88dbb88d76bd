import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Devices get names and shared secrets of the protocols beyond MQTT and HTTP, sensors the name that their device uses
 * for them, and users a way to send orders to devices.
 */
export class Migration20261121000070DeviceNames extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table device_credentials drop constraint device_credentials_kind_check`,
  `alter table device_credentials
     add constraint device_credentials_kind_check check (kind in
       ('token', 'hmac', 'psk', 'eui', 'lorawan', 'phone', 'station', 'endpoint', 'sparkplug', 'certificate')),
     alter column secret_hash drop not null,
     add column name text,
     add column sealed bytea,
     add constraint device_credentials_form check (
       case when kind = 'token' then secret_hash is not null and name is null and sealed is null
       else secret_hash is null and name is not null
         and (sealed is not null) = (kind in ('hmac', 'psk', 'lorawan')) end)`,
  // A name belongs to one device of the nation: whoever brings it in is known by it.
  `create unique index device_credentials_name on device_credentials (kind, name) where name is not null and revoked_at is null`,
  `alter table devices add column codec text`,
  `alter table sensors add column channel text, add column channel_unit text,
     add constraint sensors_channel check (channel is null or device_id is not null)`,
  `create unique index sensors_channel_of_device on sensors (tenant_id, device_id, channel) where channel is not null`,
  `create or replace trigger devices_registry after insert or delete or update of status, codec, protocol
     on devices for each statement execute function bump_registry_version()`,
  `create table device_commands (
    tenant_id int not null references tenants (id),
    id uuid not null,
    device_id uuid not null,
    protocol text not null,
    name text not null,
    payload jsonb not null,
    state text not null default 'proposed' check (state in
      ('proposed', 'queued', 'sent', 'acknowledged', 'failed', 'expired', 'cancelled')),
    detail text,
    created_by text not null,
    created_by_name text not null,
    approved_by_name text,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    taken_until timestamptz(3),
    sent_at timestamptz(3),
    settled_at timestamptz(3),
    primary key (tenant_id, id),
    foreign key (tenant_id, device_id) references devices (tenant_id, id) on delete cascade
  )`,
  `create index device_commands_device on device_commands (tenant_id, device_id, id desc)`,
  `create index device_commands_waiting on device_commands (tenant_id, device_id, id) where state = 'queued'`,
  `create index device_commands_expiry on device_commands (expires_at) where state in ('proposed', 'queued', 'sent')`,
  ...protectByTenant('device_commands'),
  `grant select, insert, update, delete on device_commands to hydrant_app`,
];
