import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { OverloadedError, columnsOf } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { Client } from 'pg';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../test/ingest-harness';
import type { LoggedBatch } from '../log/logged-batch';

jest.setTimeout(60_000);

/** Real: PostgreSQL, roles, row security, partitions. */
describe('the ingest pipeline', () => {
  let harness: IngestHarness;
  let tenant: number;
  let device: SeededDevice;
  let pressure: SeededSensor;
  const batches: LoggedBatch[] = [];

  beforeAll(async () => {
    harness = await IngestHarness.open({ settings: { RETENTION_DAYS: '400' } });
    tenant = await harness.tenant();
    device = await harness.device(tenant);
    pressure = await harness.sensor(tenant, 'SENSOR_001', { rangeMin: 0, rangeMax: 1_000 });
    await harness.sensor(tenant, 'FLOW', { quantity: 'flow', deviceId: device.id });
    harness.log.onCommitted((batch) => batches.push(batch));
    await harness.registry.refresh();
  });
  afterAll(() => harness.close());

  const at = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString();
  const rowsOf = (sensor: SeededSensor) =>
    harness.sql<{ time: Date; value: number; quality: number }>(
      'select time, value, quality from readings where sensor_id = $1 order by time',
      [sensor.number],
    );

  it('stores a reading in the canonical unit and hands it over in the log', async () => {
    const timestamp = at(-1_000);
    const report = await harness.send(device, { sensor_id: 'SENSOR_001', value: 3.5, unit: 'bar', timestamp });
    expect(report).toMatchObject({ stored: 1, quarantined: 0, faults: [] });
    expect(await rowsOf(pressure)).toEqual([{ time: new Date(timestamp), value: 350, quality: 0 }]);
    const handed = batches.at(-1) as LoggedBatch;
    expect(handed).toMatchObject({ shard: pressure.number & 3, seq: 1 });
    expect([...handed.values]).toEqual([350]);
    expect(handed.ledger).toEqual([expect.objectContaining({ deviceId: device.id, stored: 1 })]);
    const [read] = await harness.log.read(handed.shard, 0, 10);
    expect(read).toEqual(handed);
  });

  it('takes the time of arrival where none is sent', async () => {
    const sensor = await harness.sensor(tenant, 'NO_TIME');
    const receivedAt = Date.now() - 5;
    await harness.send(device, { sensor_id: 'NO_TIME', value: 1, unit: 'kPa' }, receivedAt);
    expect((await rowsOf(sensor)).map(({ time }) => time.getTime())).toEqual([receivedAt]);
  });

  it('counts a repetition as duplicate and a contradiction as conflict, within memory and after a restart', async () => {
    const sensor = await harness.sensor(tenant, 'TWICE');
    const timestamp = at(-60_000);
    const reading = { sensor_id: 'TWICE', value: 5, unit: 'kPa', timestamp };
    const contradiction = { ...reading, value: 6 };
    expect(await harness.send(device, [reading, reading, contradiction])).toMatchObject({
      stored: 1,
      duplicate: 1,
      conflict: 1,
    });
    await harness.restartPipeline();
    const fresh = { ...reading, timestamp: at(-50_000) };
    const report = await harness.send(device, [contradiction, fresh]);
    expect(report).toMatchObject({ stored: 1, conflict: 1 });
    expect([...report.outcomes]).toEqual([2, 0]);
    expect(await harness.send(device, contradiction)).toMatchObject({ conflict: 1 });
    expect(await harness.send(device, reading)).toMatchObject({ duplicate: 1 });
    expect((await rowsOf(sensor)).map(({ value }) => value)).toEqual([5, 5]);
  });

  it('gives every other reading its own outcome, and keeps what it refuses with its bytes', async () => {
    const day = 86_400_000;
    const good = { sensor_id: 'SENSOR_001', unit: 'kPa' };
    const items = [
      JSON.stringify({ ...good, value: 1, timestamp: at(-3_600_000) }),
      JSON.stringify({ ...good, value: 1, timestamp: at(10 * 60_000) }),
      JSON.stringify({ ...good, value: 1, timestamp: at(-500 * day) }),
      JSON.stringify({ ...good, value: 1, timestamp: '1980-01-06T00:00:00Z' }),
      JSON.stringify({ ...good, value: 1, timestamp: '2026-01-02T03:04:05' }),
      JSON.stringify({ ...good, sensor_id: 'NOBODY', value: 1 }),
      JSON.stringify({ ...good, unit: 'm3/h', value: 1 }),
      JSON.stringify({ ...good, unit: undefined, value: 1 }),
      `{"sensor_id":"SENSOR_001","unit":"kPa","value":1e400}`,
      JSON.stringify({ ...good, value: '3.5' }),
      JSON.stringify({ ...good, value: null }),
      `"text"`,
    ];
    const report = await harness.send(device, `[${items.join(' , ')}]`);
    expect(report.faults.map(({ index, reason }) => [index, reason])).toEqual([
      [1, 'future'],
      [2, 'too_old'],
      [3, 'clock_not_set'],
      [4, 'bad_time'],
      [5, 'unknown_sensor'],
      [6, 'wrong_unit'],
      [7, 'missing_unit'],
      [8, 'bad_value'],
      [9, 'bad_value'],
      [10, 'bad_value'],
      [11, 'malformed'],
    ]);
    expect(report).toMatchObject({ stored: 0, late: 1, quarantined: 11 });
    const kept = await harness.sql<{ reason: string; raw: Buffer; device_id: string }>(
      `select reason, raw, device_id from quarantine where reason = 'bad_value' order by id`,
    );
    expect(kept.map(({ raw }) => raw.toString().trim())).toContain(items[8]);
    expect(kept[0]?.device_id).toBe(device.id);
  });

  it.each([
    ['not JSON', '{"sensor_id"', 'unreadable'],
    ['an empty array', '[]', 'empty'],
    ['too many readings', `[${Array.from({ length: 5_001 }, () => '1').join(',')}]`, 'too_many'],
    ['too deep', `${'['.repeat(25)}${']'.repeat(25)}`, 'too_deep'],
  ])('quarantines a message that is %s, whole', async (_name, body, reason) => {
    const report = await harness.send(device, body);
    expect(report).toMatchObject({ stored: 0, quarantined: 1, faults: [{ index: -1, reason }] });
  });

  it('marks impossible values as bad and stores them', async () => {
    const sensor = await harness.sensor(tenant, 'LIMITED', { rangeMin: 0, rangeMax: 10 });
    await harness.send(device, [{ sensor_id: 'LIMITED', value: 11, unit: 'kPa' }]);
    expect((await rowsOf(sensor)).map(({ quality }) => quality)).toEqual([4]);
  });

  it('refuses a sensor that hangs on another device, and does not know those of other tenants', async () => {
    const other = await harness.device(tenant);
    const elsewhere = await harness.tenant();
    await harness.sensor(elsewhere, 'ELSEWHERE');
    await harness.registry.refresh();
    const report = await harness.send(other, [
      { sensor_id: 'FLOW', value: 1, unit: 'm3/h' },
      { sensor_id: 'ELSEWHERE', value: 1, unit: 'kPa' },
    ]);
    expect(report.faults.map(({ reason }) => reason)).toEqual(['foreign_sensor', 'unknown_sensor']);
  });

  it('knows a sensor made just before', async () => {
    await harness.sensor(tenant, 'BRAND_NEW');
    expect(await harness.send(device, { sensor_id: 'BRAND_NEW', value: 1, unit: 'kPa' })).toMatchObject({ stored: 1 });
  });

  it('keeps what was quarantined and marked in a commit whose connection broke, though its readings were stored before', async () => {
    const sensor = await harness.sensor(tenant, 'REDELIVERED');
    await harness.registry.refresh();
    const reading = { sensor_id: 'REDELIVERED', value: 1, unit: 'kPa', timestamp: at(-30_000) };
    await harness.send(device, reading);
    await harness.restartPipeline();
    const blocker = new Client({ connectionString: harness.database.superuserUrl });
    await blocker.connect();
    await blocker.query('begin; lock table readings in access exclusive mode');
    const key = { id: 'broken', digest: '0'.repeat(64) };
    const sent = Promise.all([
      harness.send(device, [reading, { sensor_id: 'NOT_THERE', value: 1, unit: 'kPa' }]),
      harness.send(device, reading, Date.now(), key),
    ]);
    await eventually(async () =>
      expect(
        await harness.sql(`select 1 from pg_stat_activity where usename = $1 and wait_event_type = 'Lock'`, [
          harness.role,
        ]),
      ).toHaveLength(1),
    );
    // The network fails: the server says nothing before the end.
    const inside = harness.pipeline as unknown as { connection: { client: { connection: { stream: Socket } } } };
    inside.connection.client.connection.stream.destroy();
    await blocker.query('rollback');
    await blocker.end();
    expect((await sent)[0]).toMatchObject({ quarantined: 1 });
    expect(await rowsOf(sensor)).toHaveLength(1);
    expect(await harness.sql(`select 1 from quarantine where detail like '%NOT_THERE%'`)).toHaveLength(1);
    expect(await harness.sql(`select 1 from message_keys where key = 'broken'`)).toHaveLength(1);
  });

  it('keeps a frame once for each fault, however many of its readings have it', async () => {
    const receivedAt = Date.now();
    const items = Array.from({ length: 5_000 }, (_, n) => ({ sensor_id: `NOBODY_${n}`, value: 1, unit: 'kPa' }));
    const columns = columnsOf([...items.slice(1), { sensor_id: 'SENSOR_001', value: 1, unit: 'm3/h' }]);
    const raw = randomBytes(262_144);
    const message = { deviceId: device.id, protocol: 'frames', receivedAt, columns, raw, format: 'opaque' as const };
    const before = process.memoryUsage().arrayBuffers;
    const sent = harness.intake.fromDevice(message, { whenBusy: 'wait' });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 1);
    expect(await sent).toMatchObject({ quarantined: 5_000 });
    clearInterval(watch);
    expect(most - before).toBeLessThan(64 * 1024 * 1024);
    const kept = await harness.sql(`select reason, count from quarantine where protocol = 'frames' order by reason`);
    expect(kept).toEqual([
      { reason: 'unknown_sensor', count: 1 },
      { reason: 'wrong_unit', count: 1 },
    ]);
  });

  it('makes the table of a day anew that another process dropped', async () => {
    const sensor = await harness.sensor(tenant, 'DROPPED');
    const time = Math.floor(Date.now() / 86_400_000 - 300) * 86_400_000;
    const send = (offsetMs: number) =>
      harness.send(device, {
        sensor_id: 'DROPPED',
        value: 1,
        unit: 'kPa',
        timestamp: new Date(time + offsetMs).toISOString(),
      });
    await send(0);
    await harness.sql(`drop table readings_${new Date(time).toISOString().slice(0, 10).replaceAll('-', '')}`);
    expect(await send(1_000)).toMatchObject({ late: 1 });
    expect(await rowsOf(sensor)).toHaveLength(1);
  });

  it('commits messages that arrive together in one transaction, and numbers the log without gaps', async () => {
    const sensors: SeededSensor[] = [];
    for (let n = 0; n < 8; n += 1) sensors.push(await harness.sensor(tenant, `GROUP_${n}`));
    await harness.registry.refresh();
    const before = batches.length;
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        harness.send(device, { sensor_id: `GROUP_${n % 8}`, value: n, unit: 'kPa', timestamp: at(-n * 1_000) }),
      ),
    );
    expect(batches.length - before).toBeLessThanOrEqual(12);
    const [counted] = await harness.sql<{ count: string }>('select count(*) from readings where sensor_id = any($1)', [
      sensors.map(({ number }) => number),
    ]);
    expect(Number(counted?.count)).toBe(200);
    const rows = await harness.sql<{ shard: number; seq: string }>('select shard, seq from ingest_log order by 1, 2');
    for (const shard of [0, 1, 2, 3]) {
      const numbers = rows.filter((row) => row.shard === shard).map(({ seq }) => Number(seq));
      expect(numbers).toEqual(numbers.map((_, n) => n + 1));
    }
  });

  it('rides out the loss of its connection: nothing lost, nothing twice', async () => {
    const sensor = await harness.sensor(tenant, 'CUT');
    await harness.registry.refresh();
    const sent = Array.from({ length: 2_000 }, (_, n) => ({
      sensor_id: 'CUT',
      value: n,
      unit: 'kPa',
      timestamp: at(-n * 1_000),
    }));
    const sending: Promise<unknown>[] = [];
    for (let n = 0; n < sent.length; n += 20) {
      sending.push(harness.send(device, sent.slice(n, n + 20)).catch((error: unknown) => error));
      if (n % 400 === 200) {
        await harness.cut();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(sending);
    const again = await Promise.all([
      harness.send(device, sent.slice(0, 1_000)),
      harness.send(device, sent.slice(1_000)),
    ]);
    expect(again.reduce((sum, { conflict }) => sum + conflict, 0)).toBe(0);
    expect((await rowsOf(sensor)).length).toBe(2_000);
  });

  it('refuses at once while the database is away, and recovers by itself', async () => {
    await harness.sql(`alter role ${harness.role} connection limit 0`);
    await harness.cut();
    const sensor = await harness.sensor(tenant, 'AWAY');
    await harness.registry.refresh();
    const held = harness.send(device, { sensor_id: 'AWAY', value: 1, unit: 'kPa' });
    await eventually(() => expect(harness.pipeline.healthy).toBe(false));
    await expect(harness.send(device, { sensor_id: 'AWAY', value: 2, unit: 'kPa' })).rejects.toThrow(OverloadedError);
    await harness.sql(`alter role ${harness.role} connection limit -1`);
    await expect(held).resolves.toMatchObject({ stored: 1 });
    expect((await rowsOf(sensor)).length).toBe(1);
    expect(harness.pipeline.healthy).toBe(true);
  });

  it('ends within seconds while the database is away, and acknowledges nothing', async () => {
    await harness.sql(`alter role ${harness.role} connection limit 0`);
    await harness.cut();
    const held = harness.send(device, { sensor_id: 'AWAY', value: 9, unit: 'kPa' }).then(
      () => 'stored',
      () => 'not stored',
    );
    await eventually(() => expect(harness.pipeline.healthy).toBe(false));
    const began = Date.now();
    await harness.pipeline.beforeApplicationShutdown();
    expect(Date.now() - began).toBeLessThan(6_000);
    expect(await held).toBe('not stored');
  });
});
