import { decodeTelemetryJson } from '@app/plugin-sdk';
import type { PluginMethod, PluginRun } from './plugin-code';
import { RunningDecoders } from './running-decoders';

const frame = { deviceId: 'd', raw: Buffer.from('A 1'), receivedAt: 5 };
const columns = decodeTelemetryJson(Buffer.from('{"sensor_id":"A","value":1,"unit":"m"}'));
const gateway = (
  protocol: string,
  decode: ((frame: unknown) => Promise<unknown>) | null,
  tenantId: number | null = null,
) => ({
  tenantId,
  protocols: [protocol],
  run: {
    methods: new Set<PluginMethod>(decode === null ? [] : ['decode']),
    call: (_method: PluginMethod, given: unknown) => (decode as (frame: unknown) => Promise<unknown>)(given),
  } as unknown as PluginRun,
});

/** Not real: the gateways. */
describe('RunningDecoders', () => {
  const decoders = (...runs: ReturnType<typeof gateway>[]) =>
    new RunningDecoders({
      runs: () => runs,
      tenantOf: (id) => (id === 'd' ? 7 : null),
      serves: (own, tenantId) => own === null || own === tenantId,
    });

  it('asks the gateways of the protocol, one after the other, until one can read the frame', async () => {
    const asked: unknown[] = [];
    const reads = async (given: unknown) => (asked.push(given), columns);
    const host = decoders(
      gateway('other', reads),
      gateway('tcp', null),
      gateway('tcp', () => Promise.reject(new Error('not mine'))),
      gateway('tcp', reads),
    );
    expect(await host.decode('tcp', frame)).toBe(columns);
    expect(asked).toEqual([frame]);
  });

  it('answers null when no gateway reads it, and when what one says is malformed', async () => {
    expect(await decoders().decode('tcp', frame)).toBeNull();
    expect(await decoders(gateway('tcp', async () => ({ count: 7 }))).decode('tcp', frame)).toBeNull();
    expect(await decoders(gateway('tcp', async () => columns)).decode('tcp', { ...frame, deviceId: null })).toBeNull();
  });

  it('shows no gateway of another municipality the frame, and none the frame of a device that is gone', async () => {
    const asked: string[] = [];
    const reads = (name: string) => async () => (asked.push(name), columns);
    const host = decoders(gateway('tcp', reads('foreign'), 8), gateway('tcp', reads('own'), 7));
    expect(await host.decode('tcp', frame)).toBe(columns);
    expect(await host.decode('tcp', { ...frame, deviceId: 'gone' })).toBeNull();
    expect(asked).toEqual(['own']);
  });
});
