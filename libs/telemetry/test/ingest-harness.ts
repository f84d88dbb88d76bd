import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Settings } from '@app/config';
import { DatabaseEvents, PartitionKeeper, UnitOfWork, openOrm, openPool } from '@app/database';
import { decodeTelemetryJson } from '@app/plugin-sdk';
import { type TestDatabase, testDatabase, testSettings } from '@app/testing';
import { Client } from 'pg';
import { BatchLog } from '../src/log/batch-log';
import { IngestPipeline } from '../src/pipeline/ingest-pipeline';
import { TelemetryIntake } from '../src/pipeline/telemetry-intake';
import { DeviceRegistry } from '../src/registry/device-registry';

export interface SeededDevice {
  id: string;
  token: string;
  tenantId: number;
}

export interface SeededSensor {
  id: string;
  number: number;
  code: string;
  tenantId: number;
}

/** The ingest path on a real database, put together without Nest. Real: all of it. */
export class IngestHarness {
  registry: DeviceRegistry;
  log: BatchLog;
  pipeline: IngestPipeline;
  intake: TelemetryIntake;
  readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly settings: Settings,
    readonly work: UnitOfWork,
    readonly events: DatabaseEvents,
    readonly superuser: Client,
    private readonly keeper: PartitionKeeper | null,
  ) {
    this.registry = new DeviceRegistry(work, events);
    this.log = new BatchLog(work, events);
    this.pipeline = new IngestPipeline(work, this.log, keeper, settings);
    this.intake = new TelemetryIntake(this.registry, this.pipeline);
  }

  static async open(overrides: Record<string, string> = {}, withOwner = true): Promise<IngestHarness> {
    const database = await testDatabase();
    const settings = testSettings(database, overrides);
    const orm = await openOrm({ url: database.appUrl, entities: [], poolSize: 4 });
    const owner = openPool(database.ownerUrl, 1);
    const superuser = new Client({ connectionString: database.superuserUrl });
    superuser.on('error', () => undefined);
    await superuser.connect();
    const events = new DatabaseEvents(settings);
    const keeper = withOwner && owner !== null ? new PartitionKeeper(owner) : null;
    const harness = new IngestHarness(database, settings, new UnitOfWork(orm), events, superuser, keeper);
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
    this.intake = new TelemetryIntake(this.registry, this.pipeline);
  }

  async close(): Promise<void> {
    await this.pipeline.beforeApplicationShutdown();
    this.registry.onApplicationShutdown();
    for (const close of this.closers) await close();
    await this.superuser.end();
    await this.database.drop();
  }

  /** Runs SQL as superuser. */
  async sql<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.superuser.query(statement, parameters);
    return rows as Row[];
  }

  async tenant(): Promise<number> {
    const [nation] = await this.sql<{ id: number }>(
      `insert into tenants (uid, kind) select $1, 'nation' where not exists (select from tenants where kind = 'nation') returning id`,
      [randomUUID()],
    );
    const [row] = await this.sql<{ id: number }>(
      `insert into tenants (uid, kind, parent_id) select $1, 'municipality', id from tenants where kind = 'nation' returning id`,
      [randomUUID()],
    );
    return row?.id ?? nation?.id ?? 0;
  }

  async device(tenantId: number, token = randomBytes(32).toString('base64url')): Promise<SeededDevice> {
    const id = randomUUID();
    await this.sql(`insert into devices (tenant_id, id, name, protocol) values ($1, $2, 'Logger', 'mqtt')`, [
      tenantId,
      id,
    ]);
    await this.sql(`insert into device_credentials (tenant_id, id, device_id, secret_hash) values ($1, $2, $3, $4)`, [
      tenantId,
      randomUUID(),
      id,
      createHash('sha256').update(token).digest(),
    ]);
    return { id, token, tenantId };
  }

  async sensor(
    tenantId: number,
    code: string,
    {
      quantity = 'pressure',
      deviceId = null as string | null,
      rangeMin = null as number | null,
      rangeMax = null as number | null,
    } = {},
  ): Promise<SeededSensor> {
    const id = randomUUID();
    const [row] = await this.sql<{ number: number }>(
      `insert into sensors (tenant_id, id, code, name, quantity, display_unit, device_id, range_min, range_max)
       values ($1, $2, $3, $3, $4, 'kPa', $5, $6, $7) returning number`,
      [tenantId, id, code, quantity, deviceId, rangeMin, rangeMax],
    );
    return { id, number: row?.number ?? 0, code, tenantId };
  }

  /** Sends JSON as a device would, and waits for the commit. */
  send(device: SeededDevice, body: unknown, receivedAt = Date.now()) {
    const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    return this.intake.fromDevice(
      { deviceId: device.id, protocol: 'mqtt', receivedAt, columns: decodeTelemetryJson(raw), raw, format: 'json' },
      { whenBusy: 'refuse', timeoutMs: 20_000 },
    );
  }
}
