import type { PartitionKeeper, UnitOfWork } from '@app/database';
import type { RowColumns } from './row-columns';

const DAY_MS = 86_400_000;

/** Sees to it that the days of a batch have their partitions before it is copied, as a missing one fails the whole COPY. */
export class PartitionDays {
  private readonly known = new Set<number>();

  constructor(
    private readonly keeper: PartitionKeeper | null,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Makes missing partitions, where this process may.
   * @returns days (since 1970, UTC) of the rows that have no partition; empty as a rule
   */
  async missing(rows: RowColumns): Promise<Set<number>> {
    const days = new Set<number>();
    for (let i = 0; i < rows.count; i += 1) {
      const day = Math.floor((rows.times[i] as number) / DAY_MS);
      if (!this.known.has(day)) days.add(day);
    }
    if (days.size === 0) return days;
    if (this.keeper !== null) {
      for (const day of days) await this.keeper.ensure(day * DAY_MS, day * DAY_MS);
      for (const day of days) this.known.add(day);
      return new Set();
    }
    await this.readCatalogue();
    return new Set([...days].filter((day) => !this.known.has(day)));
  }

  /** Forgets what is known, after the database has said that a partition is missing. */
  forget(): void {
    this.known.clear();
    this.keeper?.forget();
  }

  private async readCatalogue(): Promise<void> {
    const rows = await this.work.run([], (work) =>
      work.sql<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'readings'::regclass`,
      ),
    );
    for (const { name } of rows) {
      const [, year, month, day] = /^readings_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
      if (day !== undefined) this.known.add(Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS);
    }
  }
}

/** @param timeMs - Unix ms @returns the UTC day, counted from 1970 */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}
