import { setTimeout as delay } from 'node:timers/promises';
import { PartitionKeeper, UnitOfWork } from '@app/database';
import { SETTINGS, type Settings } from '@app/config';
import { type TelemetryColumns, type TelemetryFault, OverloadedError, type TelemetryReport } from '@app/plugin-sdk';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { detached } from '../detached';
import { BatchLog } from '../log/batch-log';
import { type Resolved, admit } from './admission';
import { Committer } from './committer';
import { IngestConnection } from './ingest-connection';
import { KeyFilter } from './key-filter';
import { type IngestLimits, defaultLimits } from './limits';
import { ingestMetrics } from './metrics';
import { countOutcomes, outcomeName } from './outcome';
import { PartitionDays } from './partition-days';
import { type LedgerOwner, PendingBatch, type PendingSubmission } from './pending-batch';

/** A message whose sender is known and whose items have been looked up. */
export interface Submission {
  owner: LedgerOwner;
  tenantId: number;
  /** UUID; null for users and API keys */
  deviceId: string | null;
  protocol: string;
  /** Unix ms */
  receivedAt: number;
  columns: TelemetryColumns;
  resolved: Resolved;
  rawOf: (index: number) => Uint8Array;
}

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
  private pending = 0;
  /** Readings of the last commit, and some more. */
  private expected = 256;
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
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
  async submit(submission: Submission, patience: Patience): Promise<TelemetryReport> {
    const { columns } = submission;
    await this.makeRoom(columns.count, patience);
    const outcomes = new Uint8Array(columns.count);
    const faults: TelemetryFault[] = [];
    await withTimeout(
      new Promise<void>((resolve, reject) => {
        const { owner, tenantId, deviceId, protocol, receivedAt, rawOf } = submission;
        const settled = (error?: Error) => (error === undefined ? resolve() : reject(error));
        this.take(submission, { owner, tenantId, deviceId, protocol, receivedAt, rawOf, outcomes, faults, settled });
      }),
      patience.timeoutMs,
    );
    return report(outcomes, faults);
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

  private async makeRoom(count: number, { whenBusy }: Patience): Promise<void> {
    const { committer } = this;
    if (this.closing || committer === null) throw new OverloadedError('Readings are not taken here now', RETRY_AFTER_S);
    if (whenBusy === 'refuse' && (!committer.healthy || this.pending + count > this.limits.pendingRows)) {
      ingestMetrics.refusals.inc();
      throw new OverloadedError(
        committer.healthy ? 'Too many readings are waiting to be stored' : 'The database is not available',
        RETRY_AFTER_S,
      );
    }
    while (this.pending > 0 && this.pending + count > this.limits.pendingRows) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private take({ columns, resolved }: Submission, submission: PendingSubmission): void {
    const batch = this.openBatch();
    const { retentionMs, commitRows, commitAgeMs } = this.limits;
    admit({ columns, resolved, submission, batch, filter: this.filter, now: submission.receivedAt, retentionMs });
    this.pending += columns.count;
    ingestMetrics.pendingRows.set(this.pending);
    if (this.running !== undefined) return;
    if (batch.rows.count >= commitRows) this.start();
    else this.timer ??= setTimeout(() => this.start(), commitAgeMs);
  }

  private openBatch(): PendingBatch {
    const last = this.queue.at(-1);
    if (last !== undefined && last.rows.count < this.limits.commitRows) return last;
    const opened = new PendingBatch(this.expected);
    this.queue.push(opened);
    return opened;
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.commitAll();
  }

  private commitAll(): Promise<void> {
    if (this.running === undefined && this.queue.length > 0) this.running = detached(() => this.commitQueue());
    return this.running ?? Promise.resolve();
  }

  private async commitQueue(): Promise<void> {
    for (let batch = this.queue.shift(); batch !== undefined; batch = this.queue.shift()) {
      this.expected = Math.max(256, Math.ceil(batch.rows.count * 1.25));
      let failure: Error | undefined;
      try {
        await this.committer?.commit(batch);
      } catch (error) {
        failure = error as Error;
        this.logger.error(`Readings were not stored: ${failure.message}`);
      }
      for (const { outcomes } of batch.submissions) this.pending -= outcomes.length;
      ingestMetrics.pendingRows.set(this.pending);
      for (const submission of batch.submissions) {
        if (failure === undefined) countReadings(submission);
        submission.settled(failure);
      }
      const held = this.waiting;
      this.waiting = [];
      for (const resume of held) resume();
    }
    // In the same turn as the last look into the queue, so that nothing is put there unseen.
    this.running = undefined;
  }
}

function countReadings({ outcomes, protocol }: PendingSubmission): void {
  countOutcomes(outcomes).forEach((count, code) => {
    if (count > 0) ingestMetrics.readings.inc({ outcome: outcomeName(code), protocol }, count);
  });
}

function report(outcomes: Uint8Array, faults: TelemetryFault[]): TelemetryReport {
  const [stored, duplicate, conflict, late, quarantined] = countOutcomes(outcomes);
  const whole = faults.filter(({ index }) => index < 0).length;
  faults.sort((a, b) => a.index - b.index);
  return { stored, duplicate, conflict, late, quarantined: quarantined + whole, outcomes, faults };
}

async function withTimeout(action: Promise<void>, timeoutMs: number | undefined): Promise<void> {
  if (timeoutMs === undefined) return action;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new OverloadedError('Readings could not be stored in time', RETRY_AFTER_S)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([action, late]);
  } finally {
    clearTimeout(timer);
  }
}
