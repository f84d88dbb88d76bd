import type { Pool } from 'pg';

const DAY_MS = 86_400_000;

/**
 * Makes and drops the daily partitions of `readings`, over a connection of the owning role.
 * Days are UTC days; a partition holds `[midnight, next midnight)`.
 */
export class PartitionKeeper {
  private readonly known = new Set<number>();

  constructor(private readonly pool: Pool) {}

  /** Makes the partitions of all days from `fromMs` to `toMs` (Unix time, both ends included) that are missing. */
  async ensure(fromMs: number, toMs: number): Promise<void> {
    const missing: number[] = [];
    for (let day = dayOf(fromMs); day <= dayOf(toMs); day += 1) if (!this.known.has(day)) missing.push(day);
    if (missing.length === 0) return;
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query(`select pg_advisory_xact_lock(hashtextextended('hydrant.partitions', 0))`);
      const { rows } = await client.query<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'readings'::regclass`,
      );
      const existing = new Set(rows.map(({ name }) => name));
      const statements = missing.filter((day) => !existing.has(partitionName(day))).flatMap(partitionStatements);
      // In one message: live readings wait while this holds the table.
      if (statements.length > 0) await client.query(statements.join(';'));
      await client.query('commit');
      for (const day of missing) this.known.add(day);
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  /** Forgets which partitions there are: another process may have dropped some. */
  forget(): void {
    this.known.clear();
  }

  /**
   * Notes that the days from `fromMs` to `toMs` (Unix time, both ends included) are to be kept by {@link dropBefore}: an
   * import wrote to them on purpose.
   * @param importId - UUID of the import
   */
  async keep(fromMs: number, toMs: number, importId: string): Promise<void> {
    await this.pool.query(
      `insert into readings_kept_days (day, import_id)
       select day::date, $3 from generate_series($1::timestamp, $2::timestamp, interval '1 day') day on conflict do nothing`,
      [isoDay(dayOf(fromMs)), isoDay(dayOf(toMs)), importId],
    );
  }

  /**
   * Drops partitions that lie wholly before `beforeMs` (Unix time), but for the days that are to be kept.
   * @returns names of the dropped partitions, oldest first
   */
  async dropBefore(beforeMs: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'readings'::regclass order by 1`,
    );
    const { rows: days } = await this.pool.query<{ day: string }>(
      `select to_char(day, 'YYYYMMDD') as day from readings_kept_days`,
    );
    const kept = new Set(days.map(({ day }) => `readings_${day}`));
    const old = rows.map(({ name }) => name).filter((name) => name < partitionName(dayOf(beforeMs)) && !kept.has(name));
    for (const name of old) await this.pool.query(`drop table ${name}`);
    for (const day of this.known) if (day < dayOf(beforeMs)) this.known.delete(day);
    return old;
  }
}

function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function partitionName(day: number): string {
  return `readings_${isoDay(day).replaceAll('-', '')}`;
}

/** Row security is forced on the partition too, so that a direct read of it shows nothing to anybody but its maintainers. */
function partitionStatements(day: number): string[] {
  const name = partitionName(day);
  return [
    `create table ${name} partition of readings for values from ('${isoDay(day)} 00:00:00+00') to ('${isoDay(day + 1)} 00:00:00+00')`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
  ];
}
