import { randomUUID } from 'node:crypto';
import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import { PartitionKeeper, UnitOfWork } from '@app/database';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ImportFiles } from '../import-files';
import { type ChunkTotals, type ImportRecord, readImports } from '../import-record';
import { sourceFileOf } from '../source-file';
import { FileRefused } from '../source/refusal';
import { ParsingThread, ThreadFailed } from '../thread/import-threads';
import type { ThreadCheckpoint } from '../thread/protocol';
import { ChunkSink, FencedOut } from './chunk-sink';
import { ChunkWriter, noTotals } from './chunk-writer';
import { ImportDays } from './import-days';
import { ImportLease } from './import-lease';
import { loadSensors } from './sensor-source';

/** Imports that one process carries on at a time. */
const AT_ONCE = 2;
/** Attempts in a row that stored nothing, after which an import counts as failed. */
const MOST_ATTEMPTS = 5;
/** Parsed chunks that may wait to be stored; one more is being parsed meanwhile. */
const AHEAD = 1;
const DAY_MS = 86_400_000;

export type RunResult = 'finished' | 'cancelled' | 'failed' | 'interrupted' | 'not_free' | 'busy';

/**
 * Carries an import from its last checkpoint to its end: a thread reads the file, this stores what it read. Whatever ends
 * it in between, killing included, leaves a state from which another run goes on.
 */
@Injectable()
export class ImportRunner {
  private readonly log = new Logger(ImportRunner.name);
  private running = 0;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PartitionKeeper) private readonly keeper: PartitionKeeper | null,
    private readonly units: UnitOfWork,
    private readonly files: ImportFiles,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @param tenantId - internal number of the tenant that the import belongs to
   * @param id - UUID
   * @param signal - ends the run at the next chunk; another one goes on later
   */
  async run(tenantId: number, id: string, signal: AbortSignal): Promise<RunResult> {
    if (this.running >= AT_ONCE) return 'busy';
    this.running += 1;
    const lease = new ImportLease(this.units, tenantId, id, randomUUID());
    try {
      const attempts = await lease.take();
      if (attempts === null) return 'not_free';
      return await this.carry(lease, tenantId, id, attempts, signal);
    } finally {
      await lease.release();
      this.running -= 1;
    }
  }

  private async carry(
    lease: ImportLease,
    tenantId: number,
    id: string,
    attempts: number,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const [record] = await this.units.run([tenantId], (work) => readImports(work, 'i.id = ?', [id]));
    if (record === undefined) return 'not_free';
    try {
      if (this.settings.DATABASE_INGEST_URL === undefined) {
        return await this.end(
          record,
          'failed',
          'DATABASE_INGEST_URL is not set in the worker: set it and start again.',
        );
      }
      if (!this.files.exists(id)) {
        return await this.end(record, 'failed', 'The file is not there. API and worker need the same IMPORT_DIR.');
      }
      if ((await this.files.sizeOf(id)) !== record.sizeBytes) {
        return await this.end(record, 'failed', 'The file is not as long as it was when it came. Send it again.');
      }
      const outcome = await this.storeAll(lease, record, signal);
      if (outcome === 'interrupted') return outcome;
      return await this.end(record, outcome, null);
    } catch (error) {
      if (error instanceof FencedOut) return 'interrupted';
      if (error instanceof FileRefused) return this.end(record, 'failed', error.message);
      this.log.warn(`Import ${id} was interrupted: ${String(error)}`);
      const gaveUp = attempts >= MOST_ATTEMPTS && !lease.hasAdvanced;
      if (error instanceof ThreadFailed && gaveUp) return this.end(record, 'failed', error.message);
      if (gaveUp) return this.end(record, 'failed', `It could not be stored: ${(error as Error).message}`);
      return 'interrupted';
    }
  }

  private async storeAll(
    lease: ImportLease,
    record: ImportRecord,
    signal: AbortSignal,
  ): Promise<'finished' | 'cancelled' | 'interrupted'> {
    const { tenantId, id, scope, last } = record;
    await this.files.resetErrors(id, last?.errorBytes ?? 0);
    const sensors = await loadSensors(this.units, scope);
    const sink = new ChunkSink(this.settings, scope);
    const days = new ImportDays(this.keeper, this.units, id, this.settings.RETENTION_DAYS * DAY_MS);
    const parts = { tenantId, importId: id, sink, days, files: this.files, units: this.units, sensors };
    const writer = new ChunkWriter(parts, last ?? noTotals);
    const thread = new ParsingThread({
      task: 'parse',
      ...sourceFileOf(record, this.files.pathOf(id), this.settings.IMPORT_MAX_BYTES),
      sensors,
      nowMs: Date.now(),
      checkpoint: last === null ? null : await this.checkpoint(record, last),
      ahead: AHEAD,
    });
    try {
      for await (const chunk of thread.chunks()) {
        if (signal.aborted || lease.isLost) return 'interrupted';
        if (lease.cancelRequested) return 'cancelled';
        await writer.write(chunk);
        lease.hasAdvanced = true;
      }
      return lease.cancelRequested ? 'cancelled' : 'finished';
    } finally {
      await Promise.all([thread.stop(), sink.close()]);
    }
  }

  private async checkpoint({ tenantId, id }: ImportRecord, { seq, position }: ChunkTotals): Promise<ThreadCheckpoint> {
    const [row] = await this.units.run([tenantId], (work) =>
      work.sql<{ state: ThreadCheckpoint['state'] }>(
        `select state from import_chunks where import_id = ? and seq = ?`,
        [id, seq],
      ),
    );
    if (row === undefined) throw new Error(`Import ${id} has no checkpoint ${seq}`);
    return { position, state: row.state };
  }

  private async end(
    record: ImportRecord,
    state: 'finished' | 'failed' | 'cancelled',
    failure: string | null,
  ): Promise<RunResult> {
    const { tenantId, id } = record;
    const ended = await this.units.run([tenantId], async (work) => {
      const rows = await work.sql(
        `update imports set state = ?, failure = ?, finished_at = now(), updated_at = now(), version = version + 1
         where id = ? and state = 'running' returning id`,
        [state, failure, id],
      );
      const [after] = await readImports(work, 'i.id = ?', [id]);
      if (rows.length === 0 || after === undefined) return false;
      const { rows: read = 0, stored = 0, duplicates = 0, conflicts = 0, rejected = 0 } = after.last ?? {};
      this.trail.record(work, {
        action: `import.${state === 'finished' ? 'finish' : state === 'failed' ? 'fail' : 'cancel'}`,
        objectType: 'Import',
        objectId: id,
        tenantId,
        after: { fileName: record.fileName, rows: read, stored, duplicates, conflicts, rejected, failure },
      });
      return true;
    });
    if (!ended) return 'interrupted';
    if (state === 'finished') await this.files.removeContent(id);
    return state;
  }
}
