import { Migration } from '@mikro-orm/migrations';
import { appendOnly } from './sql';

/** Tokens carry the id of their row alone; checkpoints say where the sealed stretch begins. */
export class Migration20261121000010Access extends Migration {
  override up(): void {
    this.addSql(`create index refresh_tokens_id on refresh_tokens (id)`);
    this.addSql(`create index api_keys_id on api_keys (id)`);
    this.addSql(`create index sessions_expiry on sessions (expires_at)`);
    this.addSql(`alter table audit_checkpoints add column from_seq bigint not null default 0`);
    for (const statement of appendOnly('audit_checkpoints')) this.addSql(statement);
  }
}
