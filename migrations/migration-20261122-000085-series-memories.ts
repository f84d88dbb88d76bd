import { Migration } from '@mikro-orm/migrations';
import { protectByTenant } from './sql';

/**
 * What detection has learned of the usual course of each sensor. Written with the snapshot and the offset of the
 * sensor's shard, only for sensors that were judged since the last time.
 */
export class Migration20261122000085SeriesMemories extends Migration {
  override up(): void {
    this.addSql(`alter table sensors add constraint sensors_tenant_number unique (tenant_id, number)`);
    this.addSql(`create table series_memories (
      tenant_id int not null references tenants (id),
      sensor_number int not null,
      shard int not null,
      memory bytea not null,
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, sensor_number),
      foreign key (tenant_id, sensor_number) references sensors (tenant_id, number) on delete cascade
    )`);
    this.addSql(`alter table series_memories alter column memory set storage external`);
    this.addSql(`create index series_memories_shard on series_memories (shard)`);
    for (const statement of protectByTenant('series_memories')) this.addSql(statement);
    this.addSql(`grant select, insert, update, delete on series_memories to hydrant_app`);
  }

  override down(): void {
    this.addSql(`drop table series_memories`);
    this.addSql(`alter table sensors drop constraint sensors_tenant_number`);
  }
}
