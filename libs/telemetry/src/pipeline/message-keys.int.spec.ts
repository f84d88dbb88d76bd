import { createHash } from 'node:crypto';
import { KeyReusedError, type MessageKey, NOT_TAKEN, OverloadedError } from '@app/plugin-sdk';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../test/ingest-harness';
import { IngestPipeline } from './ingest-pipeline';
import { TelemetryIntake } from './telemetry-intake';

jest.setTimeout(60_000);

const digestOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');
const keyFor = (id: string, body: unknown): MessageKey => ({ id, digest: digestOf(body) });

/** Real: PostgreSQL with an ingest role, once with and once without BYPASSRLS. */
describe.each([true, false])('marks of messages (bypassing row security: %s)', (bypass) => {
  let harness: IngestHarness;
  let device: SeededDevice;
  let other: SeededDevice;
  let sensor: SeededSensor;

  beforeAll(async () => {
    harness = await IngestHarness.open({ bypass });
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    other = await harness.device(tenant);
    sensor = await harness.sensor(tenant, 'MARKED');
    await harness.registry.refresh();
  });
  afterAll(() => harness.close());

  const rows = async (): Promise<number> => {
    const [row] = await harness.sql<{ count: number }>(
      'select count(*)::int as count from readings where sensor_id = $1',
      [sensor.number],
    );
    return row?.count ?? 0;
  };
  let arrival = Date.now() - 100_000;
  /** A reading without a time: when it is stored twice, there are two. */
  const timeless = (value: number) => ({ sensor_id: 'MARKED', value, unit: 'kPa' });
  const arrive = () => (arrival += 1_000);

  it('answers a repeat as the first was, from memory and after a restart, and stores nothing', async () => {
    const before = await rows();
    const body = [timeless(1), { sensor_id: 'NOBODY', value: 1, unit: 'kPa' }];
    const key = keyFor('m-1', body);
    const first = await harness.send(device, body, arrive(), key);
    expect(first).toMatchObject({ stored: 1, quarantined: 1 });
    expect(first.repeated).toBeUndefined();
    const again = await harness.send(device, body, arrive(), key);
    await harness.restartPipeline();
    const later = await harness.send(device, body, arrive(), key);
    for (const repeat of [again, later]) expect(repeat).toEqual({ ...first, repeated: true });
    expect(await rows()).toBe(before + 1);
    const [kept] = await harness.sql<{ count: number; sum: number }>(
      `select count(*)::int as count, sum(count)::int as sum from quarantine where detail like '%NOBODY%'`,
    );
    expect(kept).toEqual({ count: 1, sum: 1 });
  });

  it('refuses another message under the same mark, and takes the mark of another device for another', async () => {
    const key = keyFor('m-2', 'one');
    await harness.send(device, timeless(1), arrive(), key);
    const before = await rows();
    const foreign = { ...key, digest: digestOf('two') };
    await expect(harness.send(device, timeless(2), arrive(), foreign)).rejects.toThrow(KeyReusedError);
    await harness.restartPipeline();
    await expect(harness.send(device, timeless(2), arrive(), foreign)).rejects.toThrow(KeyReusedError);
    expect(await rows()).toBe(before);
    expect(await harness.send(other, timeless(2), arrive(), foreign)).toMatchObject({ stored: 1 });
  });

  it('stores once what comes several times at once, also in two processes', async () => {
    const before = await rows();
    const second = new IngestPipeline(harness.work, harness.log, null, harness.settings);
    const intakes = [harness.intake, new TelemetryIntake(harness.registry, second, harness.notes)];
    const sends = Array.from({ length: 80 }, (_, n) => {
      harness.intake = intakes[n % 2] as TelemetryIntake;
      const body = timeless(n >> 2);
      return harness.send(device, body, arrive(), keyFor(`race-${n >> 2}`, body));
    });
    const [plain] = [harness.send(device, timeless(99), arrive())];
    const reports = await Promise.all(sends);
    expect(await plain).toMatchObject({ stored: 1 });
    harness.intake = intakes[0] as TelemetryIntake;
    await second.beforeApplicationShutdown();
    for (const report of reports) expect(report).toMatchObject({ stored: 1, duplicate: 0 });
    expect(reports.filter(({ repeated }) => repeated !== true)).toHaveLength(20);
    expect(await rows()).toBe(before + 21);
  });

  it('calls nothing a repetition of what another message under a used mark would have stored', async () => {
    const key = keyFor('m-3', 'one');
    await harness.send(device, timeless(1), arrive(), key);
    await harness.restartPipeline();
    const before = await rows();
    const time = new Date(arrive()).toISOString();
    const reading = { ...timeless(3), timestamp: time };
    const foreign = { ...key, digest: digestOf('other') };
    const [refused, plain] = await Promise.allSettled([
      harness.send(device, reading, Date.now(), foreign),
      harness.send(other, reading),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(KeyReusedError) });
    // Acknowledged and stored, or not acknowledged.
    if (plain.status === 'rejected') {
      expect(plain.reason).toBeInstanceOf(OverloadedError);
      expect(await harness.send(other, reading)).toMatchObject({ stored: 1 });
    }
    expect(await rows()).toBe(before + 1);
  });

  it('withdraws that of one message of a group only', async () => {
    const key = keyFor('m-5', 'one');
    await harness.send(device, timeless(1), arrive(), key);
    await harness.restartPipeline();
    const before = await rows();
    const time = arrive();
    const reading = { ...timeless(3), timestamp: new Date(time).toISOString() };
    const foreign = { ...key, digest: digestOf('other') };
    const raws = Array.from({ length: 3 }, () => Buffer.from(JSON.stringify(reading)));
    const group = {
      protocol: 'mqtt',
      receivedAt: Date.now(),
      deviceIds: raws.map(() => other.id),
      raws,
      columns: {
        count: 3,
        sensors: raws.map(() => 'MARKED'),
        units: raws.map(() => 'kPa'),
        values: Float64Array.of(3, 4, 4),
        times: Float64Array.of(time, time + 1, time + 1),
        faults: [],
      },
    };
    const refused = harness.send(device, reading, Date.now(), foreign).catch((error: unknown) => error);
    const codes = await harness.intake.fromDevices(group, () => true, { whenBusy: 'wait' });
    expect(await refused).toBeInstanceOf(KeyReusedError);
    // Stored and told so, or not taken.
    expect([
      [0, 0, 1],
      [NOT_TAKEN, 0, 1],
    ]).toContainEqual([...codes]);
    expect(await rows()).toBe(before + (codes[0] === 0 ? 2 : 1));
  });

  it('refuses marks that cannot be stored', async () => {
    for (const id of ['', 'x'.repeat(201), 'nul\0']) {
      await expect(harness.send(device, timeless(1), arrive(), keyFor(id, ''))).rejects.toThrow(TypeError);
    }
    await expect(harness.send(device, timeless(1), arrive(), { id: 'a', digest: 'short' })).rejects.toThrow(TypeError);
  });

  it('counts what was turned away, and repeats, in the ledger of the device', async () => {
    harness.intake.refused(device.id, 3);
    harness.intake.refused('00000000-0000-7000-8000-000000000000');
    await harness.notes.flush();
    const [row] = await harness.sql<{ refused: number; duplicate: number }>(
      'select sum(refused)::int as refused, sum(duplicate)::int as duplicate from device_ledger where device_id = $1',
      [device.id],
    );
    expect(row?.refused).toBe(3);
    expect(row?.duplicate).toBeGreaterThan(0);
  });

  it('counts a repeat in the ledger, also when it was not known in memory', async () => {
    const repeated = async () => {
      await harness.notes.flush();
      const [row] = await harness.sql<{ count: number }>(
        'select coalesce(sum(duplicate), 0)::int as count from device_ledger where device_id = $1',
        [other.id],
      );
      return row?.count ?? 0;
    };
    const body = [timeless(11), timeless(12)];
    const key = keyFor('m-4', body);
    await harness.send(other, body, arrive(), key);
    const before = await repeated();
    await harness.restartPipeline();
    await harness.send(other, body, arrive(), key);
    expect(await repeated()).toBe(before + 2);
  });
});
