import { Migration } from '@mikro-orm/migrations';

/**
 * Kinds of alarm that learned and hydraulic detection raise: `anomaly` (course of one sensor), `model` (trained model),
 * `twin` (hydraulic residual), `leak` (night flow or balance of a zone).
 */
export class Migration20261122000079AlertKinds extends Migration {
  override up(): void {
    this.addSql(`alter table alerts drop constraint alerts_kind_check`);
    this.addSql(`alter table alerts add constraint alerts_kind_check check (kind in
      ('threshold', 'range', 'rate', 'zscore', 'stuck', 'silence', 'anomaly', 'model', 'twin', 'leak'))`);
  }

  override down(): void {
    this.addSql(`delete from alerts where kind in ('anomaly', 'model', 'twin', 'leak')`);
    this.addSql(`alter table alerts drop constraint alerts_kind_check`);
    this.addSql(`alter table alerts add constraint alerts_kind_check check (kind in
      ('threshold', 'range', 'rate', 'zscore', 'stuck', 'silence'))`);
  }
}
