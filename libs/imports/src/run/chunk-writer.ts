import type { ImportErrorKind, ImportProgress } from '@app/contracts';
import type { UnitOfWork } from '@app/database';
import { ErrorLines } from '../core/error-lines';
import { READING_BYTES } from '../core/reading-columns';
import type { SensorTable } from '../core/sensor-table';
import type { ImportFiles } from '../import-files';
import type { ChunkTotals } from '../import-record';
import type { ThreadChunk } from '../thread/protocol';
import { type ChunkSink, KeysTaken, type PackedRows, withoutRows } from './chunk-sink';
import type { ImportDays } from './import-days';

const DAY_MS = 86_400_000;
const POSTGRES_EPOCH_MS = 946_684_800_000;
const MOST_TRIES = 5;

interface Parts {
  tenantId: number;
  importId: string;
  sink: ChunkSink;
  days: ImportDays;
  files: ImportFiles;
  units: UnitOfWork;
  sensors: SensorTable;
}

export const noTotals: Omit<ChunkTotals, 'at'> = {
  seq: -1,
  position: 0,
  bytesRead: 0,
  rows: 0,
  stored: 0,
  duplicates: 0,
  conflicts: 0,
  missing: 0,
  rejected: 0,
  doubledHours: 0,
  errors: {},
  errorBytes: 0,
  firstMs: null,
  lastMs: null,
};

/** Stores one chunk after the other, each with the checkpoint behind it. */
export class ChunkWriter {
  /** After a chunk with repetitions the next one is looked through before it is tried. */
  private expectsTaken = false;

  /** @param totals - sums of the last checkpoint */
  constructor(
    private readonly parts: Parts,
    private totals: Omit<ChunkTotals, 'at'>,
  ) {}

  /**
   * When it resolves, the chunk and its checkpoint are durable.
   * @throws {FencedOut} when another worker has taken over
   */
  async write(chunk: ThreadChunk): Promise<Omit<ChunkTotals, 'at'>> {
    const { days, files, importId, sink } = this.parts;
    const errors = new ErrorLines(chunk.state.errorLines);
    const missing = await days.prepare(chunk.days);
    let packed: PackedRows = chunk;
    if (missing.size > 0) packed = this.withoutDays(packed, missing, errors);
    const noPartition = errors.count;
    let duplicates = chunk.duplicates;
    let conflicts = chunk.conflicts.length;
    for (const row of chunk.conflicts) errors.add({ row, column: '', text: '', kind: 'conflict' });
    await this.showLatest(chunk, missing);
    for (let attempt = 1; ; attempt += 1) {
      if (this.expectsTaken) {
        const taken = await sink.findTaken(packed, chunk.firstMs, chunk.lastMs);
        for (const [place, same] of taken) {
          if (same) duplicates += 1;
          else {
            conflicts += 1;
            errors.add({ row: packed.lines[place] as number, column: '', text: '', kind: 'conflict' });
          }
        }
        this.expectsTaken = taken.size > 0;
        if (taken.size > 0) packed = withoutRows(packed, taken);
      }
      const late = errors.take();
      const added = await files.addErrors(importId, chunk.errorText + late.text, this.totals.errorBytes);
      // Taken once: a further attempt must not write them again.
      chunk.errorText = '';
      chunk.errors = sum(chunk.errors, late.counts);
      const next = this.after(chunk, { duplicates, conflicts, stored: packed.count, noPartition });
      this.totals = { ...this.totals, errorBytes: this.totals.errorBytes + added };
      next.errorBytes = this.totals.errorBytes;
      try {
        await sink.store(packed, { ...next, tenantId: this.parts.tenantId, importId, state: chunk.state });
        this.totals = next;
        return next;
      } catch (error) {
        if (!(error instanceof KeysTaken) || attempt >= MOST_TRIES) throw error;
        this.expectsTaken = true;
      }
    }
  }

  private after(
    chunk: ThreadChunk,
    {
      duplicates,
      conflicts,
      stored,
      noPartition,
    }: Record<'duplicates' | 'conflicts' | 'stored' | 'noPartition', number>,
  ): Omit<ChunkTotals, 'at'> {
    const { totals } = this;
    const any = chunk.count > 0;
    return {
      seq: totals.seq + 1,
      position: chunk.position,
      bytesRead: chunk.bytesRead,
      rows: totals.rows + chunk.fileRows,
      stored: totals.stored + stored,
      duplicates: totals.duplicates + duplicates,
      conflicts: totals.conflicts + conflicts,
      missing: totals.missing + chunk.missing,
      rejected: totals.rejected + chunk.rejected + noPartition,
      doubledHours: totals.doubledHours + chunk.doubledHours,
      errors: sum(totals.errors, chunk.errors),
      errorBytes: totals.errorBytes,
      firstMs: any ? Math.min(totals.firstMs ?? Number.POSITIVE_INFINITY, chunk.firstMs) : totals.firstMs,
      lastMs: any ? Math.max(totals.lastMs ?? Number.NEGATIVE_INFINITY, chunk.lastMs) : totals.lastMs,
    };
  }

  private withoutDays(packed: PackedRows, days: ReadonlySet<number>, errors: ErrorLines): PackedRows {
    const view = new DataView(packed.rows.buffer, packed.rows.byteOffset, packed.rows.byteLength);
    const out = new Set<number>();
    for (let place = 0; place < packed.count; place += 1) {
      const timeMs = Number(view.getBigInt64(place * READING_BYTES + 22)) / 1_000 + POSTGRES_EPOCH_MS;
      if (!days.has(Math.floor(timeMs / DAY_MS))) continue;
      out.add(place);
      const text = new Date(timeMs).toISOString();
      errors.add({ row: packed.lines[place] as number, column: '', text, kind: 'no_partition' });
    }
    return withoutRows(packed, out);
  }

  /**
   * The newest reading of a sensor is shown where an import brings it; when it came in stays as it was, as nothing came in
   * from the sensor. Sensors that have never reported keep showing nothing.
   */
  private async showLatest(chunk: ThreadChunk, missing: ReadonlySet<number>): Promise<void> {
    const latest = chunk.latest.filter(({ timeMs }) => !missing.has(Math.floor(timeMs / DAY_MS)));
    if (latest.length === 0) return;
    const { units, sensors } = this.parts;
    const rows = latest.map(({ place, timeMs, value, quality }) => ({
      t: sensors.tenants[place],
      s: sensors.numbers[place],
      at: timeMs,
      v: value,
      q: quality,
    }));
    await units.run([...new Set(rows.map(({ t }) => t as number))], (work) =>
      work.sql(
        `update sensor_latest l set time = to_timestamp(r.at / 1000), value = r.v, quality = r.q
         from jsonb_to_recordset(?::jsonb) as r (t int, s int, at float8, v float8, q int2)
         where l.tenant_id = r.t and l.sensor_id = r.s and l.time < to_timestamp(r.at / 1000)`,
        [JSON.stringify(rows)],
      ),
    );
  }
}

function sum(
  left: ImportProgress['errors'],
  right: Partial<Record<ImportErrorKind, number>>,
): Partial<Record<ImportErrorKind, number>> {
  const total: Partial<Record<ImportErrorKind, number>> = { ...left };
  for (const [kind, count] of Object.entries(right) as [ImportErrorKind, number][])
    total[kind] = (total[kind] ?? 0) + count;
  return total;
}
