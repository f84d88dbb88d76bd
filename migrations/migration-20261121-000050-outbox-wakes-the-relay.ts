import { Migration } from '@mikro-orm/migrations';

/** New outbox rows wake the relay at once, instead of at its next look. */
export class Migration20261121000050OutboxWakesTheRelay extends Migration {
  override up(): void {
    this.addSql(`create function tell_outbox() returns trigger language plpgsql as $$
      begin
        perform pg_notify('outbox', '');
        return null;
      end $$`);
    this.addSql(`create trigger outbox_tell after insert on outbox for each statement execute function tell_outbox()`);
  }

  override down(): void {
    this.addSql(`drop trigger outbox_tell on outbox`);
    this.addSql(`drop function tell_outbox()`);
  }
}
