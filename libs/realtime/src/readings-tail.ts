import { BatchLog, type LoggedBatch } from '@app/telemetry';
import { Injectable, Logger } from '@nestjs/common';

const READ_LIMIT = 64;
/** A connection that is further behind than this starts anew rather than hearing it all. */
const MAX_REPLAY = 2_000;
const RETRY_MS = 1_000;

/**
 * Follows the batch log from now on, shard by shard in order: from memory what this process stores, from the database
 * what others do. Everything that touches a shard's position waits in that shard's queue.
 */
@Injectable()
export class ReadingsTail {
  private readonly log = new Logger(ReadingsTail.name);
  private positions: number[] = [];
  private queues: Promise<void>[] = [];
  private stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private deliver: (batch: LoggedBatch) => void = () => undefined;

  constructor(private readonly batches: BatchLog) {}

  /** Number of shards; known once started. */
  get shards(): number {
    return this.positions.length;
  }

  /** Last delivered sequence of each shard. */
  position(shard: number): number {
    return this.positions[shard] ?? 0;
  }

  /** @param deliver - is given each batch once, in order within its shard; must not throw */
  async start(deliver: (batch: LoggedBatch) => void): Promise<void> {
    this.deliver = deliver;
    this.positions = await this.batches.heads();
    this.queues = this.positions.map(() => Promise.resolve());
    const catchUp = () => this.positions.forEach((_, shard) => this.inTurn(shard, () => this.catchUp(shard)));
    this.stops = [this.batches.onCommitted((batch) => this.committed(batch)), this.batches.onWake(catchUp)];
    this.timer = setInterval(catchUp, 5 * RETRY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const stop of this.stops) stop();
  }

  /**
   * Hears the log from `after` up to the present, and calls `joined` at a moment when nothing lies between the last
   * batch heard and the next one delivered.
   * @param hear - given each missed batch in order
   * @returns false when the log no longer reaches back so far; then `joined` is called all the same
   */
  replay(shard: number, after: number, hear: (batch: LoggedBatch) => void, joined: () => void): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.inTurn(shard, async () => {
        const upTo = this.position(shard);
        let reached = after;
        let whole = after <= upTo && upTo - after <= MAX_REPLAY;
        try {
          while (whole && reached < upTo) {
            const missed = await this.batches.read(shard, reached, Math.min(READ_LIMIT, upTo - reached));
            whole = missed[0]?.seq === reached + 1;
            if (whole) for (const batch of missed) hear(batch);
            reached = missed.at(-1)?.seq ?? reached;
          }
          joined();
          resolve(whole);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  private committed(batch: LoggedBatch): void {
    this.inTurn(batch.shard, async () => {
      const position = this.position(batch.shard);
      if (batch.seq <= position) return;
      if (batch.seq === position + 1) this.advance(batch);
      else await this.catchUp(batch.shard);
    });
  }

  private async catchUp(shard: number): Promise<void> {
    for (;;) {
      const missed = await this.batches.read(shard, this.position(shard), READ_LIMIT);
      for (const batch of missed) this.advance(batch);
      if (missed.length < READ_LIMIT) return;
    }
  }

  private advance(batch: LoggedBatch): void {
    this.positions[batch.shard] = batch.seq;
    this.deliver(batch);
  }

  /** What fails is tried again by the next batch or the next look; nothing is skipped. */
  private inTurn(shard: number, action: () => Promise<void>): void {
    const queue = this.queues[shard] ?? Promise.resolve();
    this.queues[shard] = queue
      .then(action)
      .catch((error: unknown) => this.log.warn(`Batch log not read: ${String(error)}`));
  }
}
