import { IngestHarness, type SeededDevice } from '../../test/ingest-harness';
import { IngestPipeline } from './ingest-pipeline';
import { TelemetryIntake } from './telemetry-intake';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const reading = (code: string, value: number, timeMs: number) => ({
  sensor_id: code,
  value,
  unit: 'kPa',
  timestamp: new Date(timeMs).toISOString(),
});

/** Real: PostgreSQL, with a role that row security binds. */
describe('ingest through a role without BYPASSRLS', () => {
  let harness: IngestHarness;
  let device: SeededDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open({ bypass: false });
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    await harness.sensor(tenant, 'STAGED');
    await harness.registry.refresh();
  });
  afterAll(() => harness.close());

  it('stages readings and quarantine, with the same outcomes', async () => {
    const at = Date.now() - 1_000;
    expect(await harness.send(device, [reading('STAGED', 1, at), reading('NOBODY', 1, at)])).toMatchObject({
      stored: 1,
      quarantined: 1,
    });
    await harness.restartPipeline();
    expect(
      await harness.send(device, [reading('STAGED', 1, at), reading('STAGED', 2, at - 5), reading('STAGED', 3, at)]),
    ).toMatchObject({
      stored: 1,
      duplicate: 1,
      conflict: 1,
    });
    expect(await harness.sql('select value from readings order by value')).toEqual([{ value: 1 }, { value: 2 }]);
    expect(await harness.sql('select reason from quarantine')).toEqual([{ reason: 'unknown_sensor' }]);
    const [log] = await harness.sql<{ rows: number }>('select count(*)::int as rows from ingest_log');
    expect(log?.rows).toBeGreaterThan(1);
  });
});

/** Real: PostgreSQL; the process has no owning role. */
describe('ingest without the right to make partitions', () => {
  let harness: IngestHarness;
  let device: SeededDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open({ owner: false });
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    await harness.sensor(tenant, 'PLACED');
    await harness.registry.refresh();
    const day = new Date().toISOString().slice(0, 10);
    await harness.sql(
      `create table readings_${day.replaceAll('-', '')} partition of readings for values from ('${day}') to ('${day}'::date + 1)`,
    );
  });
  afterAll(() => harness.close());

  it('quarantines readings of days that have none, and stores the others', async () => {
    const today = Math.max(Date.now() - 1_000, Math.floor(Date.now() / DAY) * DAY);
    const report = await harness.send(device, [reading('PLACED', 1, today - 3 * DAY), reading('PLACED', 2, today)]);
    expect(report).toMatchObject({ stored: 1, quarantined: 1, faults: [{ index: 0, reason: 'no_partition' }] });
    expect(await harness.sql('select value from readings')).toEqual([{ value: 2 }]);
    expect(await harness.sql('select reason from quarantine')).toEqual([{ reason: 'no_partition' }]);
  });

  it('takes the same reading once there is one', async () => {
    const at = Math.floor(Date.now() / DAY) * DAY - 3 * DAY;
    expect(await harness.send(device, reading('PLACED', 5, at))).toMatchObject({ quarantined: 1 });
    const from = new Date(at).toISOString().slice(0, 10);
    await harness.sql(
      `create table readings_${from.replaceAll('-', '')} partition of readings for values from ('${from}') to ('${from}'::date + 1)`,
    );
    expect(await harness.send(device, reading('PLACED', 5, at))).toMatchObject({ late: 1 });
  });
});

/** Real: PostgreSQL, with a rule of its own on the readings that some of them break. */
describe('ingest of readings that the database refuses', () => {
  let harness: IngestHarness;
  let device: SeededDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    await harness.sensor(tenant, 'RULED');
    await harness.registry.refresh();
    await harness.sql(`create function refuse_odd() returns trigger language plpgsql as $$
      begin if new.value = 13 then raise exception 'unlucky' using errcode = '22000'; end if; return new; end $$`);
    await harness.sql(`create trigger odd before insert on readings for each row execute function refuse_odd()`);
  });
  afterAll(() => harness.close());

  it('finds them out one by one, so that they hold up no others', async () => {
    const at = Date.now() - 60_000;
    const batch = [12, 13, 14].map((value, n) => reading('RULED', value, at + n));
    const report = await harness.send(device, batch);
    expect(report).toMatchObject({ stored: 2, quarantined: 1, faults: [{ index: 1, reason: 'not_storable' }] });
    expect(await harness.sql('select value from readings order by value')).toEqual([{ value: 12 }, { value: 14 }]);
    expect(await harness.sql('select reason from quarantine')).toEqual([{ reason: 'not_storable' }]);
  });
});

/** Real: two ingest processes in small, on one database. */
describe('two processes at once', () => {
  it('number the log together and store a shared reading once', async () => {
    const harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    const device = await harness.device(tenant);
    for (let n = 0; n < 8; n += 1) await harness.sensor(tenant, `SHARED_${n}`);
    await harness.registry.refresh();
    const first = harness.intake;
    const firstPipeline = harness.pipeline;
    const second = new IngestPipeline(harness.work, harness.log, null, harness.settings);
    const at = Date.now() - 600_000;
    await harness.send(device, reading('SHARED_0', 0, at - 1_000));
    const reports = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        harness.intake = n % 2 === 0 ? first : new TelemetryIntake(harness.registry, second, harness.notes);
        return harness.send(device, reading(`SHARED_${n % 8}`, 1, at + (n >> 2) * 10));
      }),
    );
    const stored = reports.reduce((sum, report) => sum + report.stored, 0);
    const [row] = await harness.sql<{ count: number }>('select count(*)::int as count from readings');
    expect(row?.count).toBe(stored + 1);
    expect(reports.every(({ conflict, quarantined }) => conflict + quarantined === 0)).toBe(true);
    const heads = await harness.log.heads();
    for (const [shard, head] of heads.entries()) {
      const seqs = (await harness.log.read(shard, 0, 1_000)).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: head }, (_, n) => n + 1));
    }
    harness.pipeline = firstPipeline;
    await second.beforeApplicationShutdown();
    await harness.close();
  });

  it('prune the log only up to what all have read', async () => {
    const harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    const device = await harness.device(tenant);
    const { number } = await harness.sensor(tenant, 'PRUNED');
    const shard = number & 3;
    await harness.registry.refresh();
    for (let n = 0; n < 5; n += 1) await harness.send(device, reading('PRUNED', n, Date.now() - n * 1_000));
    expect(await harness.log.prune(0)).toBe(0);
    await harness.sql('update ingest_shards set applied_seq = 4, snapshot_seq = 3');
    expect(await harness.log.prune(60_000)).toBe(0);
    expect(await harness.log.prune(0)).toBe(3);
    expect((await harness.log.read(shard, 0, 10)).map(({ seq }) => seq)).toEqual([4, 5]);
    await harness.close();
  });
});
