import { AlertConditions, type ConditionReport } from '@app/alerts';
import { UnitOfWork } from '@app/database';
import { BatchLog, type LoggedBatch } from '@app/telemetry';
import type { DetectionShard } from '../core';
import type { CourseShard } from '../course';
import { BatchMarks } from './batch-marks';
import { courseFinding } from './course-finding';
import type { CourseStore } from './course-store';
import { conditionChanges, judgedReadings, shardDelay } from './metrics';
import { SensorProfiles } from './sensor-profiles';
import { ShardStore } from './shard-store';

/** Batches read from the log at once. */
const READ_LIMIT = 64;
/** Batches held in memory while the database is slow; beyond that they are read from the log. */
const QUEUE_LIMIT = 256;
/** Newest readings and counts are written at least so often, ms. */
const MARKS_EVERY_MS = 1_000;
/** A snapshot is written as often as this many bytes a second allow, within the two bounds, ms. */
const SNAPSHOT_BYTES_PER_S = 48 * 1024;
const SNAPSHOT_AT_LEAST_MS = 1_000;
const SNAPSHOT_AT_MOST_MS = 600_000;
/** So many readings are judged again after a crash at most, some seconds' work; then a snapshot is due whatever it costs. */
const MOST_UNSAVED = 2_000_000;

/** What a runner works with. */
export interface RunnerParts {
  units: UnitOfWork;
  log: BatchLog;
  alerts: AlertConditions;
  profiles: SensorProfiles;
  store: ShardStore;
  courseStore: CourseStore;
  /** Holder of the lease. */
  owner: string;
}

/**
 * Follows one shard of the batch log. The memory of the detectors runs ahead of the database and is saved now and then;
 * what they find is written at once, with the offset, in one transaction. After a crash the memory is rebuilt from the
 * snapshot and the log; what had been written before is left out, so that nothing is told twice and nothing is lost.
 */
export class ShardRunner {
  private queue: LoggedBatch[] = [];
  private behind = true;
  private readonly marks = new BatchMarks();
  private readonly replayed = new Map<string, ConditionReport>();
  private snapshotSeq: number;
  private lastMarks = 0;
  private lastSnapshot = 0;
  /** Readings judged since the last snapshot. */
  private unsaved = 0;
  private snapshotEveryMs = SNAPSHOT_AT_LEAST_MS;

  /**
   * @param memory - detectors as of batch `position`
   * @param courses - the same of sensors' courses
   * @param position - last batch that the memory holds
   * @param appliedSeq - last batch whose effects are written
   */
  constructor(
    private readonly parts: RunnerParts,
    readonly shard: number,
    private readonly memory: DetectionShard,
    private readonly courses: CourseShard,
    private position: number,
    private readonly appliedSeq: number,
  ) {
    this.snapshotSeq = position;
  }

  /** Last batch judged. */
  get seq(): number {
    return this.position;
  }

  /** Takes a batch that was just committed, if it is the next one; otherwise the log will be read. */
  offer(batch: LoggedBatch): void {
    const next = this.position + this.queue.length + 1;
    if (this.behind || batch.seq < next) return;
    if (batch.seq === next && this.queue.length < QUEUE_LIMIT) this.queue.push(batch);
    else this.behind = true;
  }

  /** There may be batches in the log that were not offered. */
  lookAgain(): void {
    this.behind = true;
  }

  /**
   * Judges everything there is and writes what follows from it.
   * @throws {LeaseLostError} when another process has the shard; after any error the runner is to be thrown away
   */
  async run(now: () => number = Date.now): Promise<void> {
    for (;;) {
      const batches = await this.next();
      const reports: ConditionReport[] = batches.length === 0 ? [] : await this.judge(batches);
      if (await this.isCurrent()) reports.push(...this.courses.settle(this.parts.profiles, now()));
      const marksDue = this.dirty() && now() - this.lastMarks >= MARKS_EVERY_MS;
      const caughtUp = this.position > this.snapshotSeq && this.position >= this.appliedSeq;
      const isTime = now() - this.lastSnapshot >= this.snapshotEveryMs || this.unsaved >= MOST_UNSAVED;
      const snapshotDue = caughtUp && isTime;
      if (reports.length > 0 || marksDue || snapshotDue) await this.commit(reports, snapshotDue, now());
      if (batches.length === 0) return;
    }
  }

  /** Writes everything, the memory included; before the shard is given back. */
  async close(now: () => number = Date.now): Promise<void> {
    await this.run(now);
    if (this.position > this.snapshotSeq && this.position >= this.appliedSeq) await this.commit([], true, now());
  }

  /** Whether what the memory says is what the alarms say, and settings are known. */
  private async isCurrent(): Promise<boolean> {
    if (this.position < this.appliedSeq) return false;
    const { profiles } = this.parts;
    if (profiles.version === 0) await profiles.refresh();
    return profiles.version > 0;
  }

  private dirty(): boolean {
    return !this.marks.empty;
  }

  private async next(): Promise<LoggedBatch[]> {
    if (this.queue.length > 0) return this.queue.splice(0, READ_LIMIT);
    if (!this.behind) return [];
    // Cleared before the look: what is committed during it is offered, or wakes us again.
    this.behind = false;
    const batches = await this.parts.log.read(this.shard, this.position, READ_LIMIT);
    if (batches.length === 0) return [];
    this.queue = [];
    this.behind = true;
    return batches;
  }

  private async judge(batches: readonly LoggedBatch[]): Promise<ConditionReport[]> {
    const { profiles } = this.parts;
    await profiles.settle(sensorsOf(batches));
    const reports: ConditionReport[] = [];
    for (const batch of batches) {
      if (batch.seq <= this.position) continue;
      const changes: ConditionReport[] = this.memory.process(batch, profiles);
      for (const change of this.courses.process(batch, profiles)) {
        const quantity = profiles.all().get(change.sensorId)?.profile.quantity ?? '';
        changes.push({ ...change, finding: courseFinding(change, quantity) });
      }
      this.position = batch.seq;
      judgedReadings.inc(batch.times.length);
      this.unsaved += batch.times.length;
      if (batch.seq <= this.appliedSeq) {
        for (const change of changes) this.replayed.set(keyOf(change), change);
      } else {
        this.marks.add(batch);
        reports.push(...changes);
        for (const { kind, historical } of changes) conditionChanges.inc({ kind, historical: String(historical) });
      }
    }
    const newest = batches.at(-1) as LoggedBatch;
    shardDelay.set({ shard: String(this.shard) }, Math.max(0, (Date.now() - newest.receivedAt) / 1000));
    return [...this.reconciled(), ...reports];
  }

  /**
   * The last word of the replay on each condition. The alarms say the same already, unless settings have changed since:
   * then they are put right. To repeat what holds is harmless.
   */
  private reconciled(): ConditionReport[] {
    if (this.position < this.appliedSeq || this.replayed.size === 0) return [];
    const last = [...this.replayed.values()];
    this.replayed.clear();
    return last;
  }

  private async commit(reports: readonly ConditionReport[], withSnapshot: boolean, now: number): Promise<void> {
    const { units, alerts, store, courseStore, owner } = this.parts;
    const tenants = new Set([...this.marks.tenants(), ...reports.map(({ tenantId }) => tenantId)]);
    const snapshot = withSnapshot ? this.memory.snapshot() : null;
    const memories = withSnapshot ? this.courses.memories() : [];
    for (const { tenantId } of memories) tenants.add(tenantId);
    await units.run([...tenants], async (work) => {
      await alerts.apply(work, reports);
      await this.marks.write(work);
      await courseStore.save(work, this.shard, memories);
      await store.save(work, owner, this.shard, this.position, snapshot);
    });
    this.marks.clear();
    this.lastMarks = now;
    if (snapshot === null) return;
    this.courses.saved();
    this.unsaved = 0;
    this.snapshotSeq = this.position;
    this.lastSnapshot = now;
    const bytes = memories.reduce((sum, { memory }) => sum + memory.byteLength, snapshot.length);
    const wanted = (bytes / SNAPSHOT_BYTES_PER_S) * 1000;
    this.snapshotEveryMs = Math.min(SNAPSHOT_AT_MOST_MS, Math.max(SNAPSHOT_AT_LEAST_MS, wanted));
  }
}

function keyOf(change: ConditionReport): string {
  return `${change.tenantId}/${change.sensorId}/${change.limitName}/${change.historical}`;
}

function* sensorsOf(batches: readonly LoggedBatch[]): Iterable<number> {
  for (const { sensorIds } of batches) yield* sensorIds;
}
