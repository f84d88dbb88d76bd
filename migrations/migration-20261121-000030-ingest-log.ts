import { Migration } from '@mikro-orm/migrations';

/**
 * The batch log numbers itself: a row gets the next number of its shard, whose row then stays locked to the end of the
 * transaction, so that numbers are committed in order and without gaps. So ingest can COPY readings and log in one go.
 */
export class Migration20261121000030IngestLog extends Migration {
  override up(): void {
    this.addSql(`create function number_ingest_log() returns trigger language plpgsql as $$
      begin
        update ingest_shards set head = head + 1 where shard = new.shard returning head into new.seq;
        if new.seq is null then
          raise exception 'There is no shard %', new.shard using errcode = 'foreign_key_violation';
        end if;
        perform pg_notify('ingest_log', current_setting('application_name'));
        return new;
      end $$`);
    this.addSql(
      `create trigger ingest_log_number before insert on ingest_log for each row execute function number_ingest_log()`,
    );
  }

  override down(): void {
    this.addSql(`drop trigger ingest_log_number on ingest_log`);
    this.addSql(`drop function number_ingest_log`);
  }
}
