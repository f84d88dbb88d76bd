import { Migration } from '@mikro-orm/migrations';

/**
 * The numbers of the batch log get a table of their own: ingest holds their rows to the end of each commit, and must not
 * wait there for the reader of a shard, who keeps its offset and snapshot in `ingest_shards`.
 */
export class Migration20261121000031IngestHeads extends Migration {
  override up(): void {
    this.addSql(`create table ingest_heads (
      shard int2 primary key references ingest_shards (shard),
      head bigint not null default 0
    ) with (fillfactor = 10)`);
    this.addSql(`insert into ingest_heads (shard, head) select shard, head from ingest_shards`);
    this.addSql(`create or replace function number_ingest_log() returns trigger language plpgsql as $$
      begin
        update ingest_heads set head = head + 1 where shard = new.shard returning head into new.seq;
        if new.seq is null then
          raise exception 'There is no shard %', new.shard using errcode = 'foreign_key_violation';
        end if;
        perform pg_notify('ingest_log', current_setting('application_name'));
        return new;
      end $$`);
    this.addSql(`revoke select, update (head) on ingest_shards from hydrant_ingest`);
    this.addSql(`alter table ingest_shards drop column head`);
    this.addSql(`grant select, update (head) on ingest_heads to hydrant_ingest`);
    this.addSql(`grant select on ingest_heads to hydrant_app`);
  }

  override down(): void {
    throw new Error('Numbers of the batch log do not go back to where they were');
  }
}
