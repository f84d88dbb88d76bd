import type { PartitionKeeper, UnitOfWork } from '@app/database';

const DAY_MS = 86_400_000;
/** Partitions made in one transaction: more would hold up live readings. */
const AT_ONCE = 10;

/** Sees to it that the days of an import have their partitions, and that days before the retention are kept. */
export class ImportDays {
  private readonly ready = new Set<number>();

  /** @param keeper - null where this process may not make partitions */
  constructor(
    private readonly keeper: PartitionKeeper | null,
    private readonly units: UnitOfWork,
    private readonly importId: string,
    private readonly retentionMs: number,
  ) {
    // A run before this one may have ended because the retention dropped what this process had made.
    keeper?.forget();
  }

  /**
   * @param days - UTC days since 1970, ascending
   * @returns those without a partition, where this process may not make one
   */
  async prepare(days: readonly number[]): Promise<Set<number>> {
    const fresh = days.filter((day) => !this.ready.has(day));
    if (fresh.length === 0) return new Set();
    if (this.keeper === null) return this.missing(fresh);
    const oldest = Math.floor((Date.now() - this.retentionMs) / DAY_MS);
    for (let at = 0; at < fresh.length;) {
      const first = fresh[at] as number;
      let last = first;
      for (at += 1; fresh[at] === last + 1 && last - first + 1 < AT_ONCE; at += 1) last += 1;
      // Kept before they are made, so that the retention never sees them unprotected.
      if (first <= oldest) await this.keeper.keep(first * DAY_MS, Math.min(last, oldest) * DAY_MS, this.importId);
      await this.keeper.ensure(first * DAY_MS, last * DAY_MS);
    }
    for (const day of fresh) this.ready.add(day);
    return new Set();
  }

  private async missing(days: readonly number[]): Promise<Set<number>> {
    const rows = await this.units.run([], (work) =>
      work.sql<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'readings'::regclass`,
      ),
    );
    const there = new Set(rows.map(({ name }) => name));
    const without = new Set<number>();
    for (const day of days) {
      const name = `readings_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
      if (there.has(name)) this.ready.add(day);
      else without.add(day);
    }
    return without;
  }
}
