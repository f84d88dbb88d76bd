import { AlertConditions, type ConditionReport } from '@app/alerts';
import { DatabaseEvents, openOrm, UnitOfWork, type Work } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { uuidv7 } from '@app/kernel';
import { BatchLog, encodeBatch, shardOf, type LoggedBatch } from '@app/telemetry';
import { TenancyService, TenantTree } from '@app/tenancy';
import { testDatabase, testSettings } from '@app/testing';
import { Client } from 'pg';
import { DetectionConsumer } from '../src/consumer/detection.consumer';
import { SensorProfiles } from '../src/consumer/sensor-profiles';
import { ShardRunner } from '../src/consumer/shard-runner';
import { isTrusted } from '../src/consumer/trusted';
import { CourseStore } from '../src/consumer/course-store';
import { ShardStore } from '../src/consumer/shard-store';
import { SilenceService } from '../src/consumer/silence.service';
import { DetectionShard } from '../src/core';
import { batchOf, type Row } from './readings';

/** A reading of a test; the sensor by its number. */
export type TestReading = Row & { sensor: number };

/** Fails when told to, after everything has been written: the transaction is rolled back as by a crash. */
export class CrashingConditions extends AlertConditions {
  crashNext = false;

  override async apply(work: Work, reports: readonly ConditionReport[]): Promise<number> {
    const count = await super.apply(work, reports);
    if (this.crashNext) {
      this.crashNext = false;
      throw new Error('crash before the commit');
    }
    return count;
  }
}

/** Real: PostgreSQL, batch log, alarms. Not real: who stores the readings. */
export async function detectionWorld() {
  const database = await testDatabase();
  const settings = testSettings(database);
  const orm = await openOrm({ url: database.appUrl, entities: [], poolSize: 8 });
  const units = new UnitOfWork(orm);
  const events = new DatabaseEvents(settings);
  const tree = new TenantTree(orm, events);
  const tenancy = new TenancyService(tree, units);
  const nation = await tenancy.ensureNation();
  const grow = (kind: 'region' | 'municipality', parent: string) =>
    units.run([nation.id], (work) => tenancy.createTenant(work, kind, parent));
  const region = await grow('region', nation.uid);
  const town = await grow('municipality', region.uid);
  await tree.load();
  const log = new BatchLog(units, events);
  const alerts = new CrashingConditions();
  const store = new ShardStore(units);
  const courseStore = new CourseStore(units, alerts);
  const profiles = new SensorProfiles(units, events);
  const ingest = new Client({ connectionString: database.ingestUrl });
  await ingest.connect();
  const rows = <R>(statement: string, parameters: unknown[] = []) =>
    units.run(tree.all(), (work) => work.sql<R>(statement, parameters));

  const sensor = async (shard: number, columns: Record<string, unknown> = {}): Promise<number> => {
    for (;;) {
      const given = { thresholds: '{}', detection: '{}', interval_s: 60, quantity: 'level', ...columns };
      const [row] = await rows<{ number: number }>(
        `insert into sensors (tenant_id, id, code, name, quantity, display_unit, thresholds, detection, interval_s)
         values (?, ?, ?, 'Tank', ?, 'm', ?::jsonb, ?::jsonb, ?) returning number`,
        [town.id, uuidv7(), uuidv7().slice(-12), given.quantity, given.thresholds, given.detection, given.interval_s],
      );
      const number = (row as { number: number }).number;
      if (shardOf(number) === shard) return number;
    }
  };

  /** Writes a batch into the log, as the committer does in its transaction. */
  const append = async (
    shard: number,
    readings: readonly TestReading[],
    ledger: LoggedBatch['ledger'] = [],
    receivedAt?: number,
  ) => {
    const columns = batchOf(
      readings.map((reading) => ({ tenant: town.id, ...reading })),
      receivedAt,
    );
    await ingest.query(`insert into ingest_log (shard, payload) values ($1, $2)`, [
      shard,
      encodeBatch({ ...columns, ledger }),
    ]);
    return { shard, seq: (await log.heads())[shard] as number, ...columns, ledger } satisfies LoggedBatch;
  };

  return {
    database,
    units,
    tree,
    town,
    log,
    alerts,
    store,
    profiles,
    rows,
    sensor,
    append,
    silence: new SilenceService(units, tree, alerts, profiles, new JobRegistry()),
    /** A consumer with a memory of its own, as in another process. */
    consumer: () => {
      const own = new SensorProfiles(units, events);
      return new DetectionConsumer(units, log, alerts, own, store, courseStore, tree);
    },
    /** A runner made from what the database holds, as after a start. */
    runner: async (shard: number, owner = 'test'): Promise<ShardRunner> => {
      const all = await store.acquire(
        owner,
        [0, 1, 2, 3].filter((other) => other !== shard),
      );
      const position = all[0];
      if (position === undefined) throw new Error(`shard ${shard} is not free`);
      const memory =
        position.snapshot === null
          ? DetectionShard.create(isTrusted)
          : DetectionShard.restore(position.snapshot, isTrusted);
      const courses = await courseStore.load(tree.all(), shard);
      const parts = { units, log, alerts, profiles, store, courseStore, owner };
      return new ShardRunner(parts, shard, memory, courses, position.snapshotSeq, position.appliedSeq);
    },
    /** What was written down about the alarms of a sensor, oldest first. */
    story: async (number: number): Promise<string[]> => {
      const steps = await rows<{
        kind: string;
        limit_name: string;
        event: string;
        at: string;
        from_state: string;
        to_state: string;
      }>(
        `select a.limit_name, t.event, t.at, t.from_state, t.to_state
         from alert_transitions t join alerts a on a.tenant_id = t.tenant_id and a.id = t.alert_id
         where a.sensor_number = ? order by a.limit_name, a.raised_at, a.id, t.seq`,
        [number],
      );
      return steps.map(
        (step) =>
          `${step.limit_name} ${step.event} ${new Date(step.at).toISOString()} ${step.from_state}>${step.to_state}`,
      );
    },
    close: async () => {
      await ingest.end();
      await events.onApplicationShutdown();
      await orm.close(true);
      await database.drop();
    },
  };
}
