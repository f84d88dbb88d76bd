import { randomBytes } from 'node:crypto';
import { DatabaseEvents, UnitOfWork } from '@app/database';
import { Injectable } from '@nestjs/common';
import { type LoggedBatch, decodeBatch } from './logged-batch';

type Listener = (batch: LoggedBatch) => void;

/** Name under which this process stores; the database tells it to whoever listens to the log. */
export const INGEST_INSTANCE = `hydrant-ingest-${randomBytes(6).toString('hex')}`;

/** Batches are kept at least so long, ms, also when all have read them: live streams resume from them. */
export const LOG_KEPT_MS = 120_000;

/**
 * The log of stored batches: everything that follows from readings (detection, live streams, roll-ups) reads it in
 * order, each reader with an offset of its own, at its own pace and again after a crash.
 */
@Injectable()
export class BatchLog {
  private readonly listeners = new Set<Listener>();
  private readonly wakeListeners = new Set<() => void>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DatabaseEvents,
  ) {}

  /**
   * Batches of a shard after an offset, in order, without gaps.
   * @param after - `seq` of the last batch already read; 0: from the oldest still kept
   * @param limit - at most so many batches
   */
  async read(shard: number, after: number, limit: number): Promise<LoggedBatch[]> {
    const rows = await this.work.run([], (work) =>
      work.sql<{ seq: string; payload: Buffer }>(
        `select seq::text as seq, payload from ingest_log where shard = ? and seq > ? order by ingest_log.seq limit ?`,
        [shard, after, limit],
      ),
    );
    return rows.map(({ seq, payload }) => ({ shard, seq: Number(seq), ...decodeBatch(payload) }));
  }

  /** Offset of the newest batch of each shard, by shard. */
  async heads(): Promise<number[]> {
    const rows = await this.work.run([], (work) =>
      work.sql<{ head: string }>('select head::text as head from ingest_heads order by shard'),
    );
    return rows.map(({ head }) => Number(head));
  }

  /**
   * Hands over each batch that this process has stored, right after its commit, in order of `seq` within a shard.
   * Batches of other processes lie between: a reader whose offset is not `seq - 1` reads the log instead.
   * Listeners must not throw and must not wait.
   * @returns ends the listening
   */
  onCommitted(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Calls when something was stored that {@link onCommitted} did not hand over: by another process, or by this one while
   * the database was being lost. Also called each time the connection is back.
   * @returns ends the listening
   */
  onWake(listener: () => void): () => void {
    this.wakeListeners.add(listener);
    const unlisten = this.events.listen('ingest_log', (instance) => {
      if (instance !== INGEST_INSTANCE) listener();
    });
    return () => {
      this.wakeListeners.delete(listener);
      unlisten();
    };
  }

  /** Called by the committer alone: something is in the log that was not announced. */
  wake(): void {
    for (const listener of this.wakeListeners) listener();
  }

  /** Called by the committer alone, after a commit. */
  announce(batches: readonly LoggedBatch[]): void {
    for (const batch of batches) for (const listener of this.listeners) listener(batch);
  }

  /**
   * Deletes batches that are applied, are not needed to rebuild a detector from its snapshot, and are old enough.
   * @param keepMs - least age
   * @returns how many were deleted
   */
  async prune(keepMs: number = LOG_KEPT_MS): Promise<number> {
    const [row] = await this.work.run([], (work) =>
      work.sql<{ count: string }>(
        `with gone as (
           delete from ingest_log l using ingest_shards s
           where l.shard = s.shard and l.seq <= least(s.applied_seq, s.snapshot_seq)
             and l.created_at < now() - ? * interval '1 millisecond'
           returning 1
         ) select count(*)::text as count from gone`,
        [keepMs],
      ),
    );
    return Number(row?.count ?? 0);
  }
}
