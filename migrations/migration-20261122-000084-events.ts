import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * Events: alarms of one cause, with what the cause may be. An alarm belongs to one event at most. `confirmed` is what
 * people found out; the ranking beside it stays as it was computed.
 */
export class Migration20261122000084Events extends Migration {
  override up(): void {
    this.addSql(`create table events (
      tenant_id int not null references tenants (id),
      id uuid not null,
      zone_id uuid,
      priority text not null check (priority in ('critical', 'high', 'medium', 'low')),
      hypothesis text not null,
      confidence float8 not null check (confidence between 0 and 1),
      hypotheses jsonb not null,
      confirmed text,
      confirmed_by text,
      confirmed_at timestamptz(3),
      note text,
      alarms int not null,
      sensors int not null,
      location geometry(Point, 4326),
      started_at timestamptz(3) not null,
      last_at timestamptz(3) not null,
      ended_at timestamptz(3),
      version int not null default 1,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id),
      foreign key (tenant_id, zone_id) references zones (tenant_id, id) on delete set null (zone_id)
    )`);
    this.addSql(`create index events_by_time on events (tenant_id, started_at desc)`);
    this.addSql(`create index events_going_on on events (tenant_id, last_at desc) where ended_at is null`);
    this.addSql(`create index events_zone on events (tenant_id, zone_id)`);
    this.addSql(`create table event_alerts (
      tenant_id int not null,
      event_id uuid not null,
      alert_id uuid not null,
      primary key (tenant_id, alert_id),
      foreign key (tenant_id, event_id) references events (tenant_id, id) on delete cascade,
      foreign key (tenant_id, alert_id) references alerts (tenant_id, id) on delete cascade
    )`);
    this.addSql(`create index event_alerts_event on event_alerts (tenant_id, event_id)`);
    for (const table of ['events', 'event_alerts']) {
      for (const statement of protectByTenant(table)) this.addSql(statement);
      this.addSql(`grant select, insert, update, delete on ${table} to hydrant_app`);
    }
  }

  override down(): void {
    this.addSql(`drop table event_alerts, events`);
  }
}
