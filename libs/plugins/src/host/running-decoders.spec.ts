import { decodeTelemetryJson } from '@app/plugin-sdk';
import type { PluginMethod, PluginRun } from './plugin-code';
import { RunningDecoders } from './running-decoders';

const frame = { deviceId: 'd', raw: Buffer.from('A 1'), receivedAt: 5 };
const columns = decodeTelemetryJson(Buffer.from('{"sensor_id":"A","value":1,"unit":"m"}'));
const gateway = (protocol: string, decode: ((frame: unknown) => Promise<unknown>) | null) => ({
  protocols: [protocol],
  run: {
    methods: new Set<PluginMethod>(decode === null ? [] : ['decode']),
    call: (_method: PluginMethod, given: unknown) => (decode as (frame: unknown) => Promise<unknown>)(given),
  } as unknown as PluginRun,
});

/** Not real: the gateways. */
describe('RunningDecoders', () => {
  const decoders = (...runs: ReturnType<typeof gateway>[]) => new RunningDecoders({ runs: () => runs });

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
});
