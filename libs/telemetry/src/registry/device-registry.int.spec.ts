import { columnsOf } from '@app/plugin-sdk';
import { SealedBox } from '@app/secrets';
import { eventually } from '@app/testing';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../test/ingest-harness';

/** Real: PostgreSQL, the whole way of a reading. */
describe('names of devices and channels of sensors', () => {
  let harness: IngestHarness;
  let tenant: number;
  let device: SeededDevice;
  let temperature: SeededSensor;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    tenant = await harness.tenant();
    device = await harness.device(tenant, 'lorawan');
    const fields = { quantity: 'temperature', deviceId: device.id };
    temperature = await harness.sensor(tenant, 'T1', { ...fields, channel: 'temperature', channelUnit: 'Cel' });
    await harness.sensor(tenant, 'T2', { ...fields, channel: 'bare' });
    await harness.registry.refresh();
  });
  afterAll(() => harness.close());

  const columns = (sensor: string, unit: string) => {
    const made = columnsOf({ sensor_id: sensor, value: 20, unit: 'Cel', timestamp: new Date().toISOString() });
    made.units[0] = unit;
    return made;
  };
  const submit = (from: SeededDevice, sensor: string, unit = '') =>
    harness.intake.fromDevice(
      {
        deviceId: from.id,
        protocol: 'lorawan',
        receivedAt: Date.now(),
        columns: columns(sensor, unit),
        raw: Buffer.from('frame'),
        format: 'opaque',
      },
      { whenBusy: 'wait' },
    );

  it('finds a sensor by what its device calls it, and takes the unit that is set for it', async () => {
    expect(await submit(device, 'temperature')).toMatchObject({ stored: 1 });
    const [row] = await harness.sql<{ value: number }>(
      `select value from readings where sensor_id = $1 order by time desc limit 1`,
      [temperature.number],
    );
    expect(row?.value).toBe(20);
    expect(await submit(device, 'bare')).toMatchObject({ quarantined: 1, faults: [{ reason: 'missing_unit' }] });
  });

  it('knows a channel of no other device by the same name', async () => {
    const other = await harness.device(tenant, 'lorawan');
    await harness.registry.refresh();
    expect(await submit(other, 'temperature', 'Cel')).toMatchObject({ faults: [{ reason: 'unknown_sensor' }] });
  });

  it('finds a device by a name just given, with the secret, until it is taken away or the device disabled', async () => {
    const { registry } = harness;
    expect(await registry.identity('psk', 'logger-7')).toBeNull();
    const gone = new Set<string>();
    const end = registry.onRevoked((ids) => ids.forEach((id) => gone.add(id)));
    const id = await harness.identity(device, 'psk', 'logger-7', Buffer.from('0011', 'hex'));
    const found = await registry.identity('psk', 'logger-7');
    expect(found).toMatchObject({ deviceId: device.id, credentialId: id, tenantId: tenant });
    const secret = new SealedBox(harness.settings).open(found?.sealed as Buffer, id);
    expect(secret.toString('hex')).toBe('0011');
    expect(await registry.identity('eui', 'logger-7')).toBeNull();
    expect(registry.identities('psk').map(({ name }) => name)).toEqual(['logger-7']);
    await harness.sql(`update devices set status = 'disabled' where id = $1`, [device.id]);
    await registry.refresh();
    expect(await registry.identity('psk', 'logger-7')).toBeNull();
    expect(gone).toContain(id);
    end();
  });

  it('reads only what has changed: new names, swapped codes, what was taken away', async () => {
    const { registry } = harness;
    const town = await harness.tenant();
    const a = await harness.sensor(town, 'A');
    const b = await harness.sensor(town, 'B');
    await registry.refresh();
    const index = registry.snapshot;
    await harness.sql(`update sensors set code = 'C' where id = $1`, [a.id]);
    await harness.sql(`update sensors set code = 'A' where id = $1`, [b.id]);
    await registry.refresh();
    expect(registry.snapshot).toBe(index);
    expect(registry.sensorOf(town, 'A')?.id).toBe(b.id);
    expect(registry.sensorOf(town, 'C')?.id).toBe(a.id);
    expect(registry.sensorOf(town, 'B')).toBeUndefined();
    await harness.sql('delete from sensors where id = $1', [a.id]);
    await registry.refresh();
    expect(registry.sensorOf(town, 'C')).toBeUndefined();
    expect(index.sensorByNumber(a.number)).toBeUndefined();
    const device2 = await harness.device(town);
    await registry.refresh();
    expect(registry.authenticate(device2.id, device2.token)).not.toBeNull();
    const gone = new Set<string>();
    const end = registry.onRevoked((ids) => ids.forEach((id) => gone.add(id)));
    await harness.sql(`update device_credentials set expires_at = now() + interval '200 ms' where device_id = $1`, [
      device2.id,
    ]);
    await registry.refresh();
    expect(gone.size).toBe(0);
    await eventually(async () => {
      await registry.refresh();
      expect(gone.size).toBe(1);
    });
    await harness.sql('delete from devices where id = $1', [device2.id]);
    await registry.refresh();
    expect(registry.activeDevice(device2.id)).toBeUndefined();
    end();
  });

  it('holds after thousands of changes what a fresh reading holds', async () => {
    const { registry } = harness;
    const town = await harness.tenant();
    await harness.sql(
      `insert into sensors (tenant_id, id, code, name, quantity, display_unit)
         select $1, gen_random_uuid(), 'bulk' || n, 'x', 'flow', 'm3/h' from generate_series(1, 6000) n`,
      [town],
    );
    await registry.refresh();
    expect(registry.sensorOf(town, 'bulk6000')).toBeDefined();
    await harness.sql(`delete from sensors where tenant_id = $1 and code <> 'bulk1'`, [town]);
    await registry.refresh();
    expect(registry.sensorOf(town, 'bulk1')).toBeDefined();
    expect(registry.sensorOf(town, 'bulk2')).toBeUndefined();
  });
});
