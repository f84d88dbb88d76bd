import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AlertConditions } from '@app/alerts';
import { UnitOfWork } from '@app/database';
import { BatchLog, shardOf, type LoggedBatch } from '@app/telemetry';
import { TenantTree } from '@app/tenancy';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DetectionShard, isJudgedHere, SnapshotError } from '../core';
import { CourseStore } from './course-store';
import { SensorProfiles } from './sensor-profiles';
import { ShardRunner } from './shard-runner';
import { LeaseLostError, ShardStore, type ShardPosition } from './shard-store';
import { isTrusted } from './trusted';

/** Leases are looked after so often, ms; a fraction of their length. */
const TICK_MS = 1_000;

interface Held {
  runner: ShardRunner;
  /** The run under way. */
  running: Promise<void> | undefined;
  again: boolean;
}

/**
 * Judges every stored reading. Shards are leased, so that each is followed by one process at a time; a process that
 * dies loses its leases after some seconds, and another goes on from the log.
 */
@Injectable()
export class DetectionConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DetectionConsumer.name);
  private readonly owner = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  private readonly held = new Map<number, Held>();
  private readonly stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> | undefined;
  private stopping = false;
  private failing = false;

  constructor(
    private readonly units: UnitOfWork,
    private readonly log: BatchLog,
    private readonly alerts: AlertConditions,
    private readonly profiles: SensorProfiles,
    private readonly store: ShardStore,
    private readonly courseStore: CourseStore,
    private readonly tree: TenantTree,
  ) {}

  onApplicationBootstrap(): void {
    this.stops.push(
      this.log.onCommitted((batch) => this.take(batch)),
      this.log.onWake(() => this.lookAgain()),
    );
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  /** Writes what is in memory and gives the shards back. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    for (const stop of this.stops) stop();
    await this.ticking;
    for (const [shard, { runner, running }] of this.held) {
      await running;
      if (this.held.has(shard)) await runner.close().catch((error: unknown) => this.lost(shard, error));
    }
    this.held.clear();
    await this.store
      .release(this.owner)
      .catch((error: unknown) => this.logger.warn(`Shards not released: ${String(error)}`));
  }

  /** Shards that this process follows, with the last batch judged of each. */
  positions(): Map<number, number> {
    return new Map([...this.held].map(([shard, { runner }]) => [shard, runner.seq]));
  }

  private take(batch: LoggedBatch): void {
    const held = this.held.get(batch.shard);
    if (held === undefined) return;
    held.runner.offer(batch);
    this.kick(batch.shard, held);
  }

  private lookAgain(): void {
    for (const [shard, held] of this.held) {
      held.runner.lookAgain();
      this.kick(shard, held);
    }
  }

  private tick(): void {
    if (this.ticking !== undefined || this.stopping) return;
    this.ticking = this.lookAfterLeases()
      .then(() => {
        this.failing = false;
      })
      .catch((error: unknown) => {
        if (!this.failing) this.logger.warn(`Leases of shards not renewed: ${String(error)}`);
        this.failing = true;
      })
      .finally(() => (this.ticking = undefined));
  }

  private async lookAfterLeases(): Promise<void> {
    if (this.held.size > 0) {
      const kept = await this.store.renew(this.owner);
      for (const shard of this.held.keys())
        if (!kept.includes(shard)) this.lost(shard, new LeaseLostError('Lease ran out'));
    }
    for (const position of await this.store.acquire(this.owner, [...this.held.keys()])) {
      const runner = await this.runnerFor(position);
      if (this.stopping) return;
      this.held.set(position.shard, { runner, running: undefined, again: false });
    }
    for (const [shard, held] of this.held) this.kick(shard, held);
  }

  private async runnerFor({ shard, snapshot, snapshotSeq, appliedSeq }: ShardPosition): Promise<ShardRunner> {
    const { units, log, alerts, profiles, store, courseStore, owner } = this;
    const parts = { units, log, alerts, profiles, store, courseStore, owner };
    const memory = snapshot === null ? DetectionShard.create(isTrusted) : await this.remember(shard, snapshot);
    const courses = await courseStore.load(this.tree.all(), shard);
    return new ShardRunner(parts, shard, memory, courses, snapshotSeq, appliedSeq);
  }

  /** A snapshot of another version is given up: detectors learn anew, and what the alarms say holds is taken over. */
  private async remember(shard: number, snapshot: Buffer): Promise<DetectionShard> {
    try {
      return DetectionShard.restore(snapshot, isTrusted);
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      this.logger.warn(`Shard ${shard} learns anew: ${error.message}`);
      const memory = DetectionShard.create(isTrusted);
      const holding = await this.units.run(this.tree.all(), (work) => this.alerts.holding(work));
      for (const { tenantId, sensorId, limitName } of holding) {
        if (isJudgedHere(limitName) && shardOf(sensorId) === shard) memory.seed(tenantId, sensorId, limitName);
      }
      return memory;
    }
  }

  /** Runs a shard, once at a time; a kick during a run is followed by another run. */
  private kick(shard: number, held: Held): void {
    if (this.stopping) return;
    if (held.running !== undefined) {
      held.again = true;
      return;
    }
    held.running = held.runner
      .run()
      .catch((error: unknown) => this.lost(shard, error))
      .finally(() => {
        held.running = undefined;
        if (!held.again) return;
        held.again = false;
        if (this.held.get(shard) === held) this.kick(shard, held);
      });
  }

  /** Throws away what is held of a shard; it is taken up again, from what is written, at one of the next ticks. */
  private lost(shard: number, error: unknown): void {
    this.held.delete(shard);
    if (!this.stopping) this.logger.warn(`Shard ${shard} starts again from its snapshot: ${String(error)}`);
  }
}
