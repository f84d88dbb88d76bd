import { randomUUID } from 'node:crypto';
import { NOT_TAKEN, SingleReadings } from '@app/plugin-sdk';
import { IngestHarness, type SeededDevice } from '../../test/ingest-harness';
import type { LoggedBatch } from '../log/logged-batch';

jest.setTimeout(60_000);

/** Real: PostgreSQL, roles, row security. */
describe('messages of one reading that are handed in together', () => {
  let harness: IngestHarness;
  let [here, there] = [0, 0];
  let [one, two, far]: SeededDevice[] = [];
  const batches: LoggedBatch[] = [];

  beforeAll(async () => {
    harness = await IngestHarness.open();
    here = await harness.tenant();
    there = await harness.tenant();
    one = await harness.device(here);
    two = await harness.device(here);
    far = await harness.device(there);
    await harness.sensor(here, 'A', { deviceId: one.id });
    await harness.sensor(here, 'B', { deviceId: two.id });
    await harness.sensor(there, 'A', { deviceId: far.id });
    harness.log.onCommitted((batch) => batches.push(batch));
    await harness.registry.refresh();
  });
  afterAll(() => harness.close());

  const reading = (code: string, value: number, unit = 'kPa', timestamp = new Date()) =>
    JSON.stringify({ sensor_id: code, value, unit, timestamp });

  function handIn(messages: [device: string, text: string][], serves: (tenant: number) => boolean = () => true) {
    const readings = new SingleReadings();
    for (const [, text] of messages) expect(readings.add(Buffer.from(text), Date.now())).toBe(true);
    const group = {
      protocol: 'mqtt',
      receivedAt: Date.now(),
      deviceIds: messages.map(([device]) => device),
      raws: messages.map(([, text]) => Buffer.from(text)),
      columns: readings.take(),
    };
    return harness.intake.fromDevices(group, serves, { whenBusy: 'wait' });
  }

  it('gives each message its own outcome, sensor, ledger and place in quarantine', async () => {
    batches.length = 0;
    const [first, second, third] = [one, two, far] as [SeededDevice, SeededDevice, SeededDevice];
    const wrong = reading('B', 3, 'm3/h');
    const foreign = reading('B', 4);
    const repeated = reading('A', 1);
    const codes = await handIn([
      [first.id, repeated],
      [second.id, wrong],
      [third.id, reading('A', 2)],
      [first.id, foreign],
      [third.id, reading('NOBODY', 5)],
      [first.id, repeated],
    ]);
    // A sensor that is not known has to be looked for, which the others do not wait for.
    expect([...codes]).toEqual([0, 4, 0, 4, NOT_TAKEN, 1]);
    const kept = await harness.sql<{ tenant_id: number; device_id: string; reason: string; raw: Buffer }>(
      'select tenant_id, device_id, reason, raw from quarantine order by reason',
    );
    expect(kept.map(({ raw, ...row }) => ({ ...row, raw: raw.toString() }))).toEqual([
      { tenant_id: here, device_id: first.id, reason: 'foreign_sensor', raw: foreign },
      { tenant_id: here, device_id: second.id, reason: 'wrong_unit', raw: wrong },
    ]);
    const ledger = batches.flatMap((batch) => batch.ledger);
    const sum = (device: SeededDevice, outcome: 'stored' | 'duplicate' | 'quarantined') =>
      ledger.filter(({ deviceId }) => deviceId === device.id).reduce((total, entry) => total + entry[outcome], 0);
    expect([sum(first, 'stored'), sum(first, 'duplicate'), sum(first, 'quarantined')]).toEqual([1, 1, 1]);
    expect([sum(second, 'stored'), sum(second, 'quarantined')]).toEqual([0, 1]);
    expect([sum(third, 'stored'), sum(third, 'quarantined')]).toEqual([1, 0]);
  });

  it('takes nothing from devices that are unknown or not of the area, and all from the others', async () => {
    const [first, , third] = [one, two, far] as [SeededDevice, SeededDevice, SeededDevice];
    const at = new Date(Date.now() - 1_000);
    const codes = await handIn(
      [
        [randomUUID(), reading('A', 7, 'kPa', at)],
        [first.id, reading('A', 8, 'kPa', at)],
        [third.id, reading('A', 9, 'kPa', at)],
      ],
      (tenant) => tenant === here,
    );
    expect([...codes]).toEqual([NOT_TAKEN, 0, NOT_TAKEN]);
    const stored = await harness.sql<{ value: number }>('select value from readings where time = $1', [at]);
    expect(stored).toEqual([{ value: 8 }]);
  });

  it('keeps aside, for its own tenant, what a device of another one sends', async () => {
    const [first, , third] = [one, two, far] as [SeededDevice, SeededDevice, SeededDevice];
    const wrong = reading('A', 6, 'furlong');
    expect([
      ...(await handIn([
        [first.id, reading('A', 10)],
        [third.id, wrong],
      ])),
    ]).toEqual([0, 4]);
    const kept = await harness.sql<{ tenant_id: number; device_id: string }>(
      `select tenant_id, device_id from quarantine where raw = $1`,
      [Buffer.from(wrong)],
    );
    expect(kept).toEqual([{ tenant_id: there, device_id: third.id }]);
  });

  it('stores no message for which a sensor is wanting that was made just before', async () => {
    const [first] = [one] as [SeededDevice];
    await harness.sensor(here, 'NEW', { deviceId: first.id });
    expect([...(await handIn([[first.id, reading('NEW', 1)]]))]).toEqual([NOT_TAKEN]);
    expect(await harness.send(first, { sensor_id: 'NEW', value: 1, unit: 'kPa' })).toMatchObject({ stored: 1 });
  });
});

describe('gathering messages of one reading', () => {
  const text = (value: unknown) => Buffer.from(JSON.stringify(value));
  const good = { sensor_id: 'A', value: 1.5, unit: 'bar', timestamp: '2026-01-02T03:04:05Z' };

  it('leaves out, without a trace, whatever is not one reading in the usual form', () => {
    const readings = new SingleReadings();
    const odd = [[good, good], { ...good, value: '1' }, { ...good, sensor_id: '' }, { value: 1 }, 'x'];
    const add = (message: Buffer) => readings.add(message, 7_000);
    expect(add(text(good))).toBe(true);
    for (const each of odd) expect(add(text(each))).toBe(false);
    expect(add(Buffer.from(`${JSON.stringify(good)} {`))).toBe(false);
    expect(add(text({ ...good, value: 2, timestamp: undefined }))).toBe(true);
    expect(readings.take()).toEqual({
      count: 2,
      sensors: ['A', 'A'],
      values: Float64Array.of(1.5, 2),
      units: ['bar', 'bar'],
      times: Float64Array.of(Date.UTC(2026, 0, 2, 3, 4, 5), 7_000),
      faults: [],
    });
    expect(readings.count).toBe(0);
  });
});
