import { setTimeout as delay } from 'node:timers/promises';
import type { UnitOfWork } from '@app/database';
import type { QuarantineReason } from '@app/contracts';
import type { Logger } from '@nestjs/common';
import type { BatchLog } from '../log/batch-log';
import { encodeBatch } from '../log/logged-batch';
import type { ServerError } from './commit-query';
import type { IngestConnection } from './ingest-connection';
import type { KeyFilter } from './key-filter';
import { ingestMetrics } from './metrics';
import { OutcomeCode } from './outcome';
import { type PartitionDays, dayOf } from './partition-days';
import type { PendingBatch, PendingSubmission } from './pending-batch';
import type { RowColumns } from './row-columns';
import { keyRows, setRepeatedApart } from './repeated-messages';
import { shardBatches } from './shard-batches';
import { findStored } from './stored-readings';
import { wasStored } from './was-stored';

const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';
/** The transaction has failed before. */
const ABORTED = '25P02';
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
const DONE = Promise.resolve();

interface Parts {
  connection: IngestConnection;
  work: UnitOfWork;
  partitions: PartitionDays;
  filter: KeyFilter;
  log: BatchLog;
  logger: Logger;
  /** All batches that are not settled. */
  unsettled: Iterable<PendingBatch>;
}

/**
 * Stores batches, one after the other, each until it is stored: a database that is away is waited for. What cannot be
 * stored by its content is found out and quarantined, so that one reading never holds up the others.
 */
export class Committer {
  private failures = 0;
  private stopped = false;

  constructor(private readonly parts: Parts) {}

  /** False from the first failed attempt to the next success: callers who cannot wait should be refused. */
  get healthy(): boolean {
    return this.failures === 0;
  }

  /** False from a failed attempt until a batch is stored again: nothing should be sent ahead then. */
  get steady(): boolean {
    return this.parts.connection.steady;
  }

  /** Ends waiting for a database that is away: the batch under way fails at its next attempt. */
  stop(): void {
    this.stopped = true;
  }

  /**
   * Stores a batch. When it resolves, everything in it is durable and its outcomes are final.
   * @param before - the batch handed in just before this one. This one is sent without waiting for it, so that the
   *   server need not wait either, but is done only after it: what it calls a repetition may lie there.
   * @throws only after {@link stop}, or when the batch before it failed
   */
  async commit(batch: PendingBatch, before: Promise<void> = DONE): Promise<void> {
    // In one order, so that two processes that are given the same readings never wait for each other in a circle.
    batch.rows = batch.rows.sorted();
    const first = await this.attempt(batch, before);
    await before;
    if (first !== null) await this.commitAtLast(batch, first);
    if (!this.healthy) this.parts.logger.log('Readings are being stored again');
    this.failures = 0;
  }

  /** @returns why the batch is not stored; null when it is */
  private async attempt(batch: PendingBatch, before: Promise<void>): Promise<ServerError | null> {
    try {
      await this.quarantineUnplaced(batch);
      // What the one before has to be mended by may concern this one as well.
      if (!this.steady) await before;
      await this.store(batch);
      return null;
    } catch (error) {
      return error as ServerError;
    }
  }

  /** Mends and tries again until the batch is stored. */
  private async commitAtLast(batch: PendingBatch, failure: ServerError): Promise<void> {
    let unknown = false;
    for (let error: ServerError | null = failure; error !== null; error = await this.attempt(batch, DONE)) {
      unknown ||= !isServerError(error);
      // The batch before it failed and took this one along; it is stored by now.
      if (error.code !== ABORTED) await this.mend(batch, error);
      if (unknown && (await this.wasStoredOrWait(batch))) {
        this.parts.log.wake();
        return;
      }
    }
  }

  private async wasStoredOrWait(batch: PendingBatch): Promise<boolean> {
    for (;;) {
      try {
        return await wasStored(this.parts.work, batch);
      } catch (error) {
        await this.wait(error as Error);
      }
    }
  }

  private async store(batch: PendingBatch): Promise<void> {
    const { connection, log } = this.parts;
    const parts = shardBatches(batch.rows, batch.receivedAt, batch.ledger());
    const packed = parts.map(({ shard, content }) => ({ shard, payload: encodeBatch(content) }));
    const keys = keyRows(batch);
    if (packed.length === 0 && batch.quarantine.length === 0 && keys.length === 0) return;
    const startedAt = performance.now();
    const heads = await connection.commit({ rows: batch.rows, quarantine: batch.quarantine, keys, log: packed });
    ingestMetrics.commitSeconds.observe((performance.now() - startedAt) / 1_000);
    ingestMetrics.commitRows.observe(batch.rows.count);
    log.announce(parts.map(({ shard, content }) => ({ shard, seq: heads.get(shard) as number, ...content })));
  }

  /** Makes the batch storable, or waits, so that the next attempt can succeed. */
  private async mend(batch: PendingBatch, error: ServerError): Promise<void> {
    const { partitions, logger } = this.parts;
    if (error.code === UNIQUE_VIOLATION) {
      ingestMetrics.retries.inc({ cause: 'duplicate' });
      // The ids of quarantined items are ours: if one exists, an attempt whose answer was lost has stored them all.
      if (error.table === 'quarantine') batch.quarantine = [];
      else if (error.table === 'message_keys') await this.withRetry(() => setRepeatedApart(this.parts, batch));
      else await this.withRetry(() => this.setStoredApart(batch));
    } else if (error.code === CHECK_VIOLATION) {
      ingestMetrics.retries.inc({ cause: 'partition' });
      partitions.forget();
      await this.wait(error);
    } else if (isDataError(error)) {
      ingestMetrics.retries.inc({ cause: 'content' });
      logger.error(`A batch of readings was refused, its readings are stored singly: ${error.message}`);
      await this.isolate(batch, error);
    } else {
      ingestMetrics.retries.inc({ cause: 'database' });
      if (this.healthy) logger.warn(`Readings cannot be stored, trying again: ${error.message}`);
      await this.wait(error);
    }
  }

  private async wait(error: Error): Promise<void> {
    if (this.stopped) throw error;
    await delay(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.failures, 10)));
    this.failures += 1;
  }

  private async withRetry(action: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await action();
        return;
      } catch (error) {
        await this.wait(error as Error);
      }
    }
  }

  /** Takes out rows whose key is stored already, and tells repetition from contradiction. */
  private async setStoredApart(batch: PendingBatch): Promise<void> {
    const stored = await findStored(this.parts.work, batch.rows);
    const { rows } = batch;
    for (const [row, value] of stored) {
      batch.mark(row, rows.values[row] === value ? OutcomeCode.duplicate : OutcomeCode.conflict);
      this.parts.filter.correct(rows.sensorIds[row] as number, rows.times[row] as number, value);
    }
    batch.rows = rows.filter((row) => !stored.has(row));
  }

  /** Quarantines rows of days without a partition, where this process may not make one. */
  private async quarantineUnplaced(batch: PendingBatch): Promise<void> {
    const missing = await this.parts.partitions.missing(batch.rows);
    if (missing.size === 0) return;
    const unplaced = (row: number) => missing.has(dayOf(batch.rows.times[row] as number));
    this.quarantineRows(batch, unplaced, 'no_partition', 'No partition holds this day; replay it once there is one');
  }

  /** Stores the rows one by one and quarantines those that the database refuses. */
  private async isolate(batch: PendingBatch, error: ServerError): Promise<void> {
    const { rows } = batch;
    if (rows.count === 0) throw error;
    const refused = new Set<number>();
    for (let row = 0; row < rows.count; row += 1) {
      await this.withRetry(async () => {
        try {
          await this.storeAlone(
            batch,
            rows.filter((each) => each === row),
          );
        } catch (failure) {
          const { code } = failure as ServerError;
          if (code !== UNIQUE_VIOLATION && !isDataError(failure as ServerError)) throw failure;
          if (code !== UNIQUE_VIOLATION) refused.add(row);
        }
      });
    }
    this.quarantineRows(batch, (row) => refused.has(row), 'not_storable', 'The database refused this reading');
    batch.rows = batch.rows.filter(() => false);
  }

  private async storeAlone(batch: PendingBatch, rows: RowColumns): Promise<void> {
    const parts = shardBatches(rows, batch.receivedAt, []);
    const packed = parts.map(({ shard, content }) => ({ shard, payload: encodeBatch(content) }));
    const heads = await this.parts.connection.commit({ rows, quarantine: [], keys: [], log: packed });
    this.parts.log.announce(
      parts.map(({ shard, content }) => ({ shard, seq: heads.get(shard) as number, ...content })),
    );
  }

  private quarantineRows(
    batch: PendingBatch,
    refused: (row: number) => boolean,
    reason: QuarantineReason,
    detail: string,
  ): void {
    const { rows } = batch;
    for (let row = 0; row < rows.count; row += 1) {
      if (!refused(row)) continue;
      const submission = batch.submissions[rows.owners[row] as number] as PendingSubmission;
      const index = rows.positions[row] as number;
      batch.mark(row, OutcomeCode.quarantined);
      this.parts.filter.correct(rows.sensorIds[row] as number, rows.times[row] as number, Number.NaN);
      batch.keepAside(submission, rows.tenantIds[row] as number, { index, reason, detail });
    }
    batch.rows = rows.filter((row) => !refused(row));
  }
}

function isServerError(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test((error as ServerError).code ?? '') && 'severity' in (error as object);
}

/** Data exceptions and integrity violations: trying again would not help. */
function isDataError(error: ServerError): boolean {
  return isServerError(error) && /^2[23]/.test(error.code ?? '');
}
