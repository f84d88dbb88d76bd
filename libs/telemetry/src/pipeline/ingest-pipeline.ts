import { setTimeout as delay } from 'node:timers/promises';
import { PartitionKeeper, UnitOfWork } from '@app/database';
import { SETTINGS, type Settings } from '@app/config';
import { OverloadedError, type TelemetryReport } from '@app/plugin-sdk';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { detached } from '../detached';
import { BatchLog } from '../log/batch-log';
import { admit } from './admission';
import { Committer } from './committer';
import { IngestConnection } from './ingest-connection';
import { KeyFilter } from './key-filter';
import { type IngestLimits, defaultLimits } from './limits';
import { ingestMetrics } from './metrics';
import { OutcomeCode, type OutcomeCounts, addOutcomes, outcomeName } from './outcome';
import { PartitionDays } from './partition-days';
import { type Submission, PendingBatch, PendingSubmission } from './pending-batch';

/** What to do when the database is away or too much is waiting. */
export interface Patience {
  /** `wait`: hold the message, and with it its sender. `refuse`: throw {@link OverloadedError}. */
  whenBusy: 'wait' | 'refuse';
  /** Gives up waiting for the commit after so long, ms. What was handed in may still be stored later. */
  timeoutMs?: number;
}

const DRAIN_MS = 4_000;
const CLOSE_MS = 500;
const RETRY_AFTER_S = 5;

/**
 * The one way of readings into the database: messages that arrive together are committed together, one transaction
 * after the other, and each message's outcome is told after the commit.
 */
@Injectable()
export class IngestPipeline implements BeforeApplicationShutdown {
  private readonly logger = new Logger(IngestPipeline.name);
  private readonly limits: IngestLimits;
  private readonly filter = new KeyFilter();
  private readonly connection: IngestConnection | null;
  private readonly committer: Committer | null;
  private queue: PendingBatch[] = [];
  /** Those in the queue, and those on their way. */
  private readonly unsettled = new Set<PendingBatch>();
  private pending = 0;
  /** Readings of the last commit, and some more. */
  private expected = 256;
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  /** Called after each growth of the queue during a commit. */
  private grown: () => void = () => undefined;
  private closing = false;

  constructor(
    work: UnitOfWork,
    private readonly log: BatchLog,
    @Optional() @Inject(PartitionKeeper) keeper: PartitionKeeper | null,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.limits = defaultLimits(settings.RETENTION_DAYS);
    const url = settings.DATABASE_INGEST_URL;
    this.connection = url === undefined ? null : new IngestConnection(url);
    this.committer =
      this.connection === null
        ? null
        : new Committer({
            connection: this.connection,
            work,
            partitions: new PartitionDays(keeper ?? null, work),
            filter: this.filter,
            log: this.log,
            logger: this.logger,
            unsettled: this.unsettled,
          });
  }

  /** Readings that wait for their commit. */
  get pendingRows(): number {
    return this.pending;
  }

  /** False while the database does not take readings. */
  get healthy(): boolean {
    return this.committer?.healthy ?? false;
  }

  /** True when the ingest role does not pass row security, so that rows go by way of a temporary table. */
  get staging(): boolean {
    return this.connection?.bypassesRowSecurity === false;
  }

  /**
   * Takes a message in; resolves after its commit.
   * @throws {OverloadedError} when it was refused, or when time was up
   */
  submit(submission: Submission, patience: Patience): Promise<TelemetryReport> {
    const { count } = submission.columns;
    const refusal = this.refusal(count, patience);
    if (refusal !== null) return Promise.reject(refusal);
    const done = this.hasRoom(count) ? this.take(submission) : this.room(count).then(() => this.take(submission));
    return patience.timeoutMs === undefined ? done : withTimeout(done, patience.timeoutMs);
  }

  /** Stores what is waiting, and refuses what comes; gives up after a few seconds, as nothing of it was acknowledged. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    const stored = this.commitAll();
    await Promise.race([stored, delay(DRAIN_MS, undefined, { ref: false })]);
    this.committer?.stop();
    await Promise.race([this.connection?.close(), delay(CLOSE_MS, undefined, { ref: false })]);
  }

  private refusal(count: number, { whenBusy }: Patience): OverloadedError | null {
    const { committer } = this;
    if (this.closing || committer === null) {
      return new OverloadedError('Readings are not taken here now', RETRY_AFTER_S);
    }
    if (whenBusy === 'wait' || (committer.healthy && this.hasRoom(count))) return null;
    ingestMetrics.refusals.inc();
    return new OverloadedError(
      committer.healthy ? 'Too many readings are waiting to be stored' : 'The database is not available',
      RETRY_AFTER_S,
    );
  }

  /** A message larger than the bound itself is taken when nothing else waits. */
  private hasRoom(count: number): boolean {
    return this.pending === 0 || this.pending + count <= this.limits.pendingRows;
  }

  private async room(count: number): Promise<void> {
    while (!this.hasRoom(count)) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Called only where there is room, in the same turn as the look. */
  private take(submission: Submission): Promise<TelemetryReport> {
    const { columns, resolved } = submission;
    const batch = this.openBatch();
    const { retentionMs, commitRows, commitAgeMs } = this.limits;
    const pending = new PendingSubmission(submission);
    admit({
      columns,
      resolved,
      submission: pending,
      batch,
      filter: this.filter,
      now: submission.receivedAt,
      retentionMs,
    });
    this.pending += columns.count;
    if (this.running !== undefined) this.grown();
    else if (batch.rows.count >= commitRows) this.start();
    else this.timer ??= setTimeout(() => this.start(), commitAgeMs);
    return pending.done;
  }

  private openBatch(): PendingBatch {
    const last = this.queue.at(-1);
    if (last !== undefined && last.rows.count < this.limits.commitRows) return last;
    const opened = new PendingBatch(this.expected);
    this.queue.push(opened);
    this.unsettled.add(opened);
    return opened;
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.commitAll();
  }

  private commitAll(): Promise<void> {
    const { committer } = this;
    if (this.running === undefined && this.queue.length > 0 && committer !== null) {
      this.running = detached(() => this.commitQueue(committer));
    }
    return this.running ?? Promise.resolve();
  }

  /** One commit after the other; a full one is sent while the server is still at the one before it. */
  private async commitQueue(committer: Committer): Promise<void> {
    let before = Promise.resolve();
    let beforeDone = Promise.resolve();
    for (let batch = this.queue.shift(); batch !== undefined; batch = this.queue.shift()) {
      this.expected = Math.max(256, Math.ceil(batch.rows.count * 1.25));
      const stored = committer.commit(batch, before);
      const done = this.settle(batch, stored);
      await beforeDone;
      await Promise.race([done, this.nextIsFull(committer)]);
      before = stored;
      beforeDone = done;
      if (this.queue.length === 0) await done;
      if (batch.messages >= this.limits.gatherFrom) await this.gather();
    }
    // In the same turn as the last look into the queue, so that nothing is put there unseen.
    this.running = undefined;
  }

  /** Resolves when the next commit can take no more; never while the server has trouble with the one before it. */
  private nextIsFull(committer: Committer): Promise<void> {
    return new Promise((resolve) => {
      this.grown = () => {
        if ((this.queue[0]?.rows.count ?? 0) >= this.limits.commitRows && committer.steady) resolve();
      };
      this.grown();
    });
  }

  /** Many small messages are coming: waits a moment for more of them. */
  private async gather(): Promise<void> {
    const [next, other] = this.queue;
    if (next === undefined || other !== undefined || this.closing) return;
    const { gatherMs, gatherMessages, commitRows } = this.limits;
    const restMs = next.openedAt + gatherMs - performance.now();
    const isEnough = () => next.messages >= gatherMessages || next.rows.count >= commitRows;
    if (restMs <= 0 || isEnough()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      this.grown = () => {
        if (!isEnough()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Tells the senders, once a batch is stored or given up. */
  private async settle(batch: PendingBatch, stored: Promise<void>): Promise<void> {
    let failure: Error | undefined;
    try {
      await stored;
    } catch (error) {
      failure = error as Error;
      this.logger.error(`Readings were not stored: ${failure.message}`);
    }
    this.unsettled.delete(batch);
    for (const { outcomes } of batch.submissions) this.pending -= outcomes.length;
    ingestMetrics.pendingRows.set(this.pending);
    if (failure === undefined) countReadings(batch.submissions);
    for (const submission of batch.submissions) submission.settle(failure);
    const held = this.waiting;
    this.waiting = [];
    for (const resume of held) resume();
  }
}

function countReadings(submissions: readonly PendingSubmission[]): void {
  const totals = new Map<string, OutcomeCounts>();
  for (const { outcomes, faults, protocol } of submissions) {
    let counts = totals.get(protocol);
    if (counts === undefined) totals.set(protocol, (counts = [0, 0, 0, 0, 0]));
    addOutcomes(counts, outcomes);
    // A message that was refused whole has no items and counts as one, as in the ledger.
    if (outcomes.length === 0 && faults.length > 0) counts[OutcomeCode.quarantined] += 1;
  }
  for (const [protocol, counts] of totals) {
    counts.forEach((count, code) => {
      if (count > 0) ingestMetrics.readings.inc({ outcome: outcomeName(code), protocol }, count);
    });
  }
}

/** Waits no longer than so long, ms; what is under way goes on. @throws {OverloadedError} */
export async function withTimeout<T>(action: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new OverloadedError('Readings could not be stored in time', RETRY_AFTER_S)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([action, late]);
  } finally {
    clearTimeout(timer);
  }
}
