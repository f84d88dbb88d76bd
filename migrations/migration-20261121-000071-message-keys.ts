import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Marks of messages, by which a repeat is known; identical quarantined frames on one row; a state for frames that are being
 * replayed; and refusals in the ledgers of devices.
 */
export class Migration20261121000071MessageKeys extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table message_keys (
    tenant_id int not null,
    device_id uuid not null,
    key text not null check (length(key) between 1 and 200),
    digest bytea not null,
    received_at timestamptz(3) not null,
    report bytea not null,
    primary key (tenant_id, device_id, key)
  )`,
  `create index message_keys_time on message_keys (received_at)`,
  ...protectByTenant('message_keys'),
  `grant insert on message_keys to hydrant_ingest`,
  `grant select, delete on message_keys to hydrant_app`,
  `alter table quarantine drop constraint quarantine_status_check`,
  `alter table quarantine
     add constraint quarantine_status_check check (status in ('kept', 'replaying', 'replayed', 'dismissed')),
     add column format text not null default 'json' check (format in ('json', 'opaque')),
     add column digest bytea,
     add column count int not null default 1,
     add column last_received_at timestamptz(3),
     add column taken_until timestamptz(3),
     add column settled_at timestamptz(3),
     add column result jsonb`,
  `create index quarantine_same on quarantine (tenant_id, digest) where status = 'kept'`,
  `create index quarantine_replaying on quarantine (taken_until) where status = 'replaying'`,
  // A frame that came within the last day, from the same device and with the same fault, is counted and not kept again. An id
  // that is there already is left to the key: it tells that an attempt whose answer was lost had succeeded.
  `create function count_same_quarantined() returns trigger language plpgsql as $$
    begin
      new.last_received_at = coalesce(new.last_received_at, new.received_at);
      if new.digest is null then
        return new;
      end if;
      update quarantine q
        set count = q.count + new.count, last_received_at = greatest(q.last_received_at, new.last_received_at)
        where (q.tenant_id, q.id) = (
          select s.tenant_id, s.id from quarantine s
          where s.tenant_id = new.tenant_id and s.digest = new.digest and s.status = 'kept' and s.reason = new.reason
            and s.device_id is not distinct from new.device_id and s.protocol = new.protocol and s.id <> new.id
            and s.received_at > new.received_at - interval '1 day'
          order by s.received_at desc limit 1);
      return case when found then null else new end;
    end $$`,
  `create trigger quarantine_count_same before insert on quarantine
     for each row execute function count_same_quarantined()`,
  // Not the bytes: whoever brings readings in need not read those of others.
  `grant select (tenant_id, id, device_id, received_at, protocol, reason, status, digest, count, last_received_at),
     update (count, last_received_at) on quarantine to hydrant_ingest`,
  `alter table device_ledger add column refused int not null default 0`,
];
