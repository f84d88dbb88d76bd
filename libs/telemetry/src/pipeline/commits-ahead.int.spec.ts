import { OverloadedError, columnsOf } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { Client } from 'pg';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../test/ingest-harness';
import type { LoggedBatch } from '../log/logged-batch';
import type { Patience } from './ingest-pipeline';
import { defaultLimits } from './limits';

jest.setTimeout(60_000);

const MESSAGE = 5_000;

/** Real: PostgreSQL with an ingest role. More readings than one commit takes. */
describe('commits under load', () => {
  let harness: IngestHarness;
  let device: SeededDevice;
  let tenant: number;
  const { pendingRows, commitRows } = defaultLimits(90);

  beforeAll(async () => {
    harness = await IngestHarness.open();
    tenant = await harness.tenant();
    device = await harness.device(tenant);
  });
  afterAll(() => harness.close());

  const start = Date.now() - 20 * 86_400_000;

  /** Message `n` of a sensor: the readings of the seconds after those of message `n - 1`. */
  function send(sensor: SeededSensor, n: number, patience: Patience = { whenBusy: 'wait' }) {
    const columns = columnsOf(
      Array.from({ length: MESSAGE }, (_, i) => ({ sensor_id: sensor.code, value: i, unit: 'kPa' })),
    );
    for (let i = 0; i < MESSAGE; i += 1) columns.times[i] = start + (n * MESSAGE + i) * 1_000;
    const raw = Buffer.alloc(0);
    const message = {
      deviceId: device.id,
      protocol: 'test',
      receivedAt: Date.now(),
      columns,
      raw,
      format: 'opaque' as const,
    };
    return harness.intake.fromDevice(message, patience);
  }

  const storedOf = async ({ number }: SeededSensor): Promise<number> => {
    const [row] = await harness.sql<{ count: string }>('select count(*) from readings where sensor_id = $1', [number]);
    return Number(row?.count);
  };

  it('keeps the order of readings, also when a commit fails while the next is on its way', async () => {
    const sensor = await harness.sensor(tenant, 'AHEAD');
    await harness.registry.refresh();
    await send(sensor, 0);
    // What is stored is forgotten: the commit that repeats it fails, and takes the one sent behind it along.
    await harness.restartPipeline();
    const times: number[] = [];
    const stop = harness.log.onCommitted((batch: LoggedBatch) => times.push(...batch.times));
    const messages = (3 * commitRows) / MESSAGE;
    const reports = await Promise.all(Array.from({ length: messages }, (_, n) => send(sensor, n)));
    stop();
    expect(reports[0]).toMatchObject({ stored: 0, late: 0, duplicate: MESSAGE });
    for (const report of reports.slice(1)) expect(report).toMatchObject({ late: MESSAGE, duplicate: 0 });
    expect(await storedOf(sensor)).toBe(messages * MESSAGE);
    expect(times).toHaveLength((messages - 1) * MESSAGE);
    expect(times.every((time, n) => n === 0 || time > (times[n - 1] as number))).toBe(true);
  });

  it('holds a bounded number of readings while the database stalls, and stores what it held', async () => {
    const sensor = await harness.sensor(tenant, 'STALLED');
    await harness.registry.refresh();
    const blocker = new Client({ connectionString: harness.database.superuserUrl });
    await blocker.connect();
    await blocker.query('begin; lock table readings in access exclusive mode');
    const messages = (2 * pendingRows) / MESSAGE;
    const waiting = Promise.all(Array.from({ length: messages }, (_, n) => send(sensor, n)));
    await eventually(() => expect(harness.pipeline.pendingRows).toBe(pendingRows));
    const refused = send(sensor, messages, { whenBusy: 'refuse' });
    await expect(refused).rejects.toThrow(OverloadedError);
    expect(harness.pipeline.pendingRows).toBe(pendingRows);
    await blocker.query('rollback');
    await blocker.end();
    await waiting;
    expect(harness.pipeline.pendingRows).toBe(0);
    expect(await storedOf(sensor)).toBe(messages * MESSAGE);
  });
});
