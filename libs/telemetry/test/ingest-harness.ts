import { randomBytes } from 'node:crypto';
import type { Settings } from '@app/config';
import { DatabaseEvents, PartitionKeeper, UnitOfWork, openOrm, openPool } from '@app/database';
import { type MessageKey, decodeTelemetryJson } from '@app/plugin-sdk';
import { SealedBox } from '@app/secrets';
import { TenantTree } from '@app/tenancy';
import { type TestDatabase, testDatabase, testSettings } from '@app/testing';
import { BatchLog } from '../src/log/batch-log';
import { IngestPipeline } from '../src/pipeline/ingest-pipeline';
import { LedgerNotes } from '../src/pipeline/ledger-notes';
import { TelemetryIntake } from '../src/pipeline/telemetry-intake';
import { DeviceRegistry } from '../src/registry/device-registry';
import { type SeededDevice, type SeededSensor, Seeds } from './seeds';

export type { SeededDevice, SeededSensor } from './seeds';

interface HarnessOptions {
  /** Environment beside or instead of the test's. */
  settings?: Record<string, string>;
  /** False: this process may not make partitions. */
  owner?: boolean;
  /** False: as with a managed database, the ingest role does not pass row security. */
  bypass?: boolean;
}

/** The ingest path on a real database, put together without Nest, with an ingest role of its own. Real: all of it. */
export class IngestHarness {
  registry: DeviceRegistry;
  log: BatchLog;
  pipeline: IngestPipeline;
  intake: TelemetryIntake;
  readonly notes: LedgerNotes;
  readonly tree: TenantTree;
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly settings: Settings,
    readonly work: UnitOfWork,
    readonly events: DatabaseEvents,
    orm: ConstructorParameters<typeof TenantTree>[0],
    readonly seeds: Seeds,
    private readonly keeper: PartitionKeeper | null,
    readonly role: string,
  ) {
    this.registry = new DeviceRegistry(work, events);
    this.log = new BatchLog(work, events);
    this.pipeline = new IngestPipeline(work, this.log, keeper, settings);
    this.tree = new TenantTree(orm, events);
    this.notes = new LedgerNotes(work, this.registry);
    this.intake = new TelemetryIntake(this.registry, this.pipeline, this.notes);
  }

  static async open(options: HarnessOptions = {}): Promise<IngestHarness> {
    const database = await testDatabase();
    const seeds = await Seeds.open(database.superuserUrl, new SealedBox(testSettings(database)));
    const role = `ingest_${randomBytes(4).toString('hex')}`;
    const bypass = options.bypass === false ? 'nobypassrls' : 'bypassrls';
    await seeds.sql(`create role ${role} login password 'test' ${bypass} in role hydrant_ingest`);
    const ingestUrl = Object.assign(new URL(database.ingestUrl), { username: role, password: 'test' }).href;
    const settings = testSettings(database, { DATABASE_INGEST_URL: ingestUrl, ...options.settings });
    const orm = await openOrm({ url: database.appUrl, entities: [], poolSize: 4 });
    const owner = openPool(database.ownerUrl, 1);
    const events = new DatabaseEvents(settings);
    const keeper = options.owner !== false && owner !== null ? new PartitionKeeper(owner) : null;
    const harness = new IngestHarness(database, settings, new UnitOfWork(orm), events, orm, seeds, keeper, role);
    harness.closers.push(
      () => events.onApplicationShutdown(),
      () => orm.close(true),
      () => owner?.end() ?? Promise.resolve(),
    );
    await harness.registry.onModuleInit();
    return harness;
  }

  /** Begins anew with an empty memory, as a restarted process would. */
  async restartPipeline(): Promise<void> {
    await this.pipeline.beforeApplicationShutdown();
    this.pipeline = new IngestPipeline(this.work, this.log, this.keeper, this.settings);
    this.intake = new TelemetryIntake(this.registry, this.pipeline, this.notes);
  }

  async close(): Promise<void> {
    await this.pipeline.beforeApplicationShutdown();
    this.registry.onApplicationShutdown();
    for (const close of this.closers) await close();
    await this.seeds.sql(`drop role ${this.role}`);
    await this.seeds.close();
    await this.database.drop();
  }

  /** Runs SQL as superuser. */
  sql<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.seeds.sql(statement, parameters);
  }

  /** Ends the pipeline's connection, as a failing network would. */
  async cut(): Promise<void> {
    await this.sql(`select pg_terminate_backend(pid) from pg_stat_activity where usename = $1`, [this.role]);
  }

  async tenant(): Promise<number> {
    return (await this.seeds.tenant()).id;
  }

  device(...args: Parameters<Seeds['device']>): Promise<SeededDevice> {
    return this.seeds.device(...args);
  }

  /** A name of a device outside the platform, perhaps with a secret. @returns id of the credential */
  identity(...args: Parameters<Seeds['identity']>): Promise<string> {
    return this.seeds.identity(...args);
  }

  sensor(...args: Parameters<Seeds['sensor']>): Promise<SeededSensor> {
    return this.seeds.sensor(...args);
  }

  /** Sends JSON as a device would, and waits for the commit. */
  send(device: SeededDevice, body: unknown, receivedAt = Date.now(), key?: MessageKey) {
    const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    return this.intake.fromDevice(
      {
        deviceId: device.id,
        protocol: 'mqtt',
        receivedAt,
        columns: decodeTelemetryJson(raw),
        raw,
        format: 'json',
        ...(key && { key }),
      },
      { whenBusy: 'refuse', timeoutMs: 20_000 },
    );
  }
}
