import { columnsOf } from '@app/plugin-sdk';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../test/ingest-harness';
import { FrameDecoders } from './frame-decoders';
import { QuarantineReplay } from './quarantine-replay';

jest.setTimeout(60_000);

interface Kept {
  id: string;
  status: string;
  reason: string;
  detail: string;
  count: number;
  result: { stored: number; duplicate: number } | null;
}

/** Real: PostgreSQL, roles, the ingest path. Decoders of frames are made up. */
describe('quarantine', () => {
  let harness: IngestHarness;
  let device: SeededDevice;
  let tenant: number;
  const decoders = new FrameDecoders();

  beforeAll(async () => {
    harness = await IngestHarness.open();
    tenant = await harness.tenant();
    device = await harness.device(tenant);
    await harness.registry.refresh();
    await harness.tree.load();
  });
  afterAll(() => harness.close());

  const replay = () => new QuarantineReplay(harness.work, harness.events, harness.tree, harness.intake, decoders);
  const keptBy = (sender: SeededDevice): Promise<Kept[]> =>
    harness.sql('select id, status, reason, detail, count, result from quarantine where device_id = $1 order by id', [
      sender.id,
    ]);
  const order = (sender: SeededDevice) =>
    harness.sql(`update quarantine set status = 'replaying' where status = 'kept' and device_id = $1`, [sender.id]);
  const valuesOf = ({ number }: SeededSensor) =>
    harness.sql<{ time: Date; value: number }>('select time, value from readings where sensor_id = $1 order by time', [
      number,
    ]);

  it('counts what comes again within a day, and keeps it once', async () => {
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    const at = Date.now() - 2 * 86_400_000;
    const body = { sensor_id: 'NOWHERE', value: 1, unit: 'kPa', timestamp: new Date(at).toISOString() };
    for (const offset of [0, 1_000, 2_000]) await harness.send(sender, body, at + offset);
    await harness.send(sender, { ...body, value: 2 }, at);
    await harness.send(sender, body, at + 86_400_000 + 5_000);
    await harness.send(device, body, at);
    expect((await keptBy(sender)).map(({ count }) => count)).toEqual([3, 1, 1]);
    const [row] = await harness.sql<{ ms: number }>(
      'select (extract(epoch from last_received_at) * 1000)::float8 as ms from quarantine where device_id = $1 order by id limit 1',
      [sender.id],
    );
    expect(row?.ms).toBe(at + 2_000);
  });

  it('keeps readings without a time apart, each with its arrival, JSON and frames', async () => {
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    const first = Date.now() - 10_000;
    const body = { sensor_id: 'UNTIMED', value: 1, unit: 'kPa' };
    const columns = columnsOf([{ ...body, sensor_id: 'UNTIMED_FRAME' }]);
    const frame = {
      deviceId: sender.id,
      protocol: 'frames',
      columns,
      raw: Buffer.from([7]),
      format: 'opaque' as const,
    };
    for (const receivedAt of [first, first + 1_000, first + 2_000]) {
      await harness.send(sender, body, receivedAt);
      await harness.intake.fromDevice({ ...frame, receivedAt }, { whenBusy: 'wait' });
    }
    const sensors = [await harness.sensor(tenant, 'UNTIMED'), await harness.sensor(tenant, 'UNTIMED_FRAME')];
    await harness.registry.refresh();
    await order(sender);
    const end = decoders.use({ decode: async () => columns });
    await replay().kick();
    end();
    for (const sensor of sensors) {
      expect((await valuesOf(sensor)).map(({ time }) => time.getTime() - first)).toEqual([0, 1_000, 2_000]);
    }
  });

  it('takes a message in once its fault is mended, under the time at which it came, and once', async () => {
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    const at = Date.now() - 5_000;
    await harness.send(sender, [{ sensor_id: 'MADE_LATER', value: 5, unit: 'bar' }], at);
    await harness.send(sender, [{ sensor_id: 'NEVER_MADE', value: 5, unit: 'bar' }], at);
    const sensor = await harness.sensor(tenant, 'MADE_LATER');
    await order(sender);
    await Promise.all([replay().kick(), replay().kick()]);
    expect(await keptBy(sender)).toMatchObject([
      { status: 'replayed', result: { stored: 1 } },
      { status: 'kept', reason: 'unknown_sensor', result: { stored: 0, quarantined: 1 } },
    ]);
    expect(await valuesOf(sensor)).toEqual([{ time: new Date(at), value: 500 }]);
    await harness.sql(`update quarantine set status = 'replaying' where device_id = $1`, [sender.id]);
    await replay().kick();
    expect((await keptBy(sender))[0]).toMatchObject({ status: 'replayed', result: { stored: 0, duplicate: 1 } });
    expect(await valuesOf(sensor)).toHaveLength(1);
  });

  it('shares many between processes, each taken once', async () => {
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    const at = Date.now() - 3_600_000;
    const count = 450;
    for (let n = 0; n < count; n += 1) {
      void harness.send(sender, [
        { sensor_id: 'MANY', value: n, unit: 'kPa', timestamp: new Date(at + n * 1_000).toISOString() },
      ]);
    }
    await harness.send(sender, [{ sensor_id: 'MANY', value: -1, unit: 'kPa' }], at - 1_000);
    const sensor = await harness.sensor(tenant, 'MANY');
    await harness.registry.refresh();
    await order(sender);
    const taken = jest.spyOn(harness.intake, 'again');
    await Promise.all([replay().kick(), replay().kick()]);
    expect(taken).toHaveBeenCalledTimes(count + 1);
    taken.mockRestore();
    expect(new Set((await keptBy(sender)).map(({ status }) => status))).toEqual(new Set(['replayed']));
    expect(await valuesOf(sensor)).toHaveLength(count + 1);
  });

  it('reads frames of a protocol through whoever knows it', async () => {
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    const raw = Buffer.from([1, 2, 3]);
    const columns = columnsOf([{ sensor_id: 'FRAMED', value: 7, unit: 'kPa' }]);
    const receivedAt = Date.now() - 1_000;
    const message = { deviceId: sender.id, protocol: 'frames', receivedAt, columns, raw, format: 'opaque' as const };
    await harness.intake.fromDevice(message, { whenBusy: 'wait' });
    const sensor = await harness.sensor(tenant, 'FRAMED');
    await order(sender);
    await replay().kick();
    expect(await keptBy(sender)).toMatchObject([
      { status: 'kept', detail: 'No gateway here can read this frame again' },
    ]);
    const end = decoders.use({
      decode: async (protocol, frame) => (protocol === 'frames' && frame.raw.equals(raw) ? columns : null),
    });
    await order(sender);
    await replay().kick();
    end();
    expect(await keptBy(sender)).toMatchObject([{ status: 'replayed', result: { stored: 1 } }]);
    expect(await valuesOf(sensor)).toEqual([{ time: new Date(receivedAt), value: 7 }]);
  });

  it('keeps the messages of a device that is disabled', async () => {
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    await harness.send(sender, { sensor_id: 'LOST', value: 1, unit: 'kPa' });
    await harness.sql(`update devices set status = 'disabled' where id = $1`, [sender.id]);
    await harness.registry.refresh();
    await order(sender);
    await replay().kick();
    expect(await keptBy(sender)).toMatchObject([
      { status: 'kept', detail: 'The device does not exist or is disabled' },
    ]);
  });

  it('keeps a message whose sensor several have by now, and goes on with the others', async () => {
    const [nation] = await harness.sql<{ id: number }>(`select id from tenants where kind = 'nation'`);
    const second = await harness.tenant();
    await harness.tree.load();
    const tenants = harness.tree.all();
    const columns = columnsOf([{ sensor_id: 'TWICE', value: 7, unit: 'kPa' }]);
    const raw = Buffer.from('{"sensor_id":"TWICE","value":7,"unit":"kPa"}');
    const homeTenantId = nation?.id as number;
    await harness.intake.fromUser({ homeTenantId, tenants, columns, rawOf: () => raw }, { whenBusy: 'wait' });
    const sender = await harness.device(tenant);
    await harness.registry.refresh();
    await harness.send(sender, { sensor_id: 'ONCE', value: 7, unit: 'kPa' });
    for (const owner of [tenant, second]) await harness.sensor(owner, 'TWICE');
    const once = await harness.sensor(tenant, 'ONCE');
    await harness.registry.refresh();
    await harness.sql(`update quarantine set status = 'replaying' where device_id = $1 or device_id is null`, [
      sender.id,
    ]);
    await replay().kick();
    expect(await keptBy(sender)).toMatchObject([{ status: 'replayed' }]);
    expect(await valuesOf(once)).toHaveLength(1);
    const [ambiguous] = await harness.sql<Kept>('select status, detail from quarantine where device_id is null');
    expect(ambiguous).toEqual({ status: 'kept', detail: expect.stringContaining('belongs to 2 sensors') });
  });
});
