import { Migration } from '@mikro-orm/migrations';

/**
 * Alarms keep the names of those who acted (their user rows may lie outside the reader's scope), find their current
 * occurrence by index, and tell live streams of every transition.
 */
export class Migration20261121000060AlarmNames extends Migration {
  override up(): void {
    this.addSql(`alter table alerts add column acked_by_name text, add column owner_name text`);
    this.addSql(`create index alerts_current on alerts (tenant_id, sensor_number)
      where state <> 'normal' or condition_active or shelved_until is not null or suppressed or out_of_service`);
    this.addSql(`create function tell_alert_transitions() returns trigger language plpgsql as $$
      begin
        perform pg_notify('alert_transitions', '');
        return null;
      end $$`);
    this.addSql(`create trigger alert_transitions_tell after insert on alert_transitions
      for each statement execute function tell_alert_transitions()`);
  }

  override down(): void {
    this.addSql(`drop trigger alert_transitions_tell on alert_transitions`);
    this.addSql(`drop function tell_alert_transitions()`);
    this.addSql(`drop index alerts_current`);
    this.addSql(`alter table alerts drop column acked_by_name, drop column owner_name`);
  }
}
