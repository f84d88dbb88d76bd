import type { UnitOfWork } from '@app/database';
import type { DeviceRegistry } from '../registry/device-registry';
import { DeviceStates } from './device-states';

/** Not real: the database and the devices. */
describe('DeviceStates', () => {
  it('writes no text that PostgreSQL refuses, as it would keep back what all others say', async () => {
    const written: string[] = [];
    const sql = async (_text: string, [rows]: [string]) => void written.push(rows);
    const work = { run: (_tenants: unknown, action: (given: unknown) => unknown) => action({ sql }) };
    const registry = { activeDevice: () => ({ tenantId: 1 }) };
    const states = new DeviceStates(work as unknown as UnitOfWork, registry as unknown as DeviceRegistry);
    states.report('a', { firmware: 'v\ud8001\0' }, 1_000);
    states.report('b', { firmware: '2.0 ü' }, Number.POSITIVE_INFINITY);
    states.seen('b', Number.NaN);
    await states.flush();
    expect(JSON.parse(written[0] as string)).toEqual([
      { id: 'a', tenant_id: 1, seen_at: '1970-01-01T00:00:01.000Z', firmware: 'v\ufffd1\ufffd' },
      { id: 'b', tenant_id: 1, seen_at: null, firmware: '2.0 ü' },
    ]);
  });

  it('keeps when a device was heard while the database is away, whatever others say of it meanwhile', async () => {
    const written: string[] = [];
    let fail = (): void => undefined;
    const away = new Promise<never>((_, reject) => (fail = () => reject(new Error('away'))));
    const sql = async (_text: string, [rows]: [string]) => void written.push(rows);
    const runs = [() => away, (action: (given: unknown) => unknown) => action({ sql })];
    const work = { run: (_tenants: unknown, action: (given: unknown) => unknown) => runs.shift()?.(action) };
    const registry = { activeDevice: () => ({ tenantId: 1 }) };
    const states = new DeviceStates(work as unknown as UnitOfWork, registry as unknown as DeviceRegistry);
    states.seen('a', 1_000);
    const failing = states.flush();
    states.report('a', { batteryPercent: 50 }, null);
    fail();
    await failing;
    await states.flush();
    expect(JSON.parse(written[0] as string)).toEqual([
      { id: 'a', tenant_id: 1, seen_at: '1970-01-01T00:00:01.000Z', battery: 50 },
    ]);
  });
});
