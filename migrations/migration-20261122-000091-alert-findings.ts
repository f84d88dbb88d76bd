import { Migration } from '@mikro-orm/migrations';

/** What an alarm found, as data, beside its English sentence: screens put it into the words and units of their reader. */
export class Migration20261122000091AlertFindings extends Migration {
  override up(): void {
    this.addSql(`alter table alerts add column finding jsonb`);
  }

  override down(): void {
    this.addSql(`alter table alerts drop column finding`);
  }
}
