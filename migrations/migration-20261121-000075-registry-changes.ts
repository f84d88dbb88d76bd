import { Migration } from '@mikro-orm/migrations';

/**
 * Processes keep devices and sensors in memory. They are told what has changed, so that a change of one sensor costs
 * them the reading of one, not of a nation's.
 */
export class Migration20261121000075RegistryChanges extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** Rows are written under the lock of the version that their statement will make, so versions appear in order of commit. */
const statements = [
  `create table registry_changes (version bigint not null, kind text not null check (kind in ('device', 'sensor')), id uuid not null)`,
  `create index registry_changes_version on registry_changes (version)`,
  `create function note_registry_change() returns trigger language plpgsql as $$
    declare
      next bigint;
      changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    begin
      select version + 1 into next from registry_version for update;
      insert into registry_changes values (next, tg_argv[0], (changed ->> tg_argv[1])::uuid);
      return null;
    end $$`,
  `create or replace function bump_registry_version() returns trigger language plpgsql as $$
    declare
      now_at bigint;
    begin
      update registry_version set version = version + 1 returning version into now_at;
      if now_at % 1000 = 0 then
        delete from registry_changes where version < now_at - 2000;
      end if;
      perform pg_notify('registry', '');
      return null;
    end $$`,
  `create trigger sensors_change after insert or update or delete on sensors for each row
     execute function note_registry_change('sensor', 'id')`,
  `create trigger device_credentials_change after insert or update or delete on device_credentials for each row
     execute function note_registry_change('device', 'device_id')`,
  `create trigger devices_change after insert or delete on devices for each row
     execute function note_registry_change('device', 'id')`,
  // What devices say about themselves is written every second and changes nothing here.
  `create trigger devices_change_update after update of status, codec, protocol on devices for each row
     execute function note_registry_change('device', 'id')`,
  `grant select, insert, delete on registry_changes to hydrant_app`,
];
