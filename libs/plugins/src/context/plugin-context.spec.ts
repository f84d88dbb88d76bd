import { type Capability, type CommandProgress, fakeHost } from '@app/plugin-sdk';
import { type HostParts, contextFor } from './plugin-context';

const capabilities: Capability[] = ['telemetry', 'commands', 'codecs'];
const tenants: Record<string, number> = { own: 7, foreign: 8 };

/** Not real: all that the host has to give. */
describe('the context of an instance that is bound to a municipality', () => {
  const make = () => {
    const refused: string[] = [];
    const decoded: string[] = [];
    const settled: unknown[] = [];
    let tell: (ids: readonly string[]) => void = () => undefined;
    const note = async (id: string) => {
      decoded.push(id);
      return { ok: false as const, error: '' };
    };
    const parts = {
      gateway: {
        registry: { activeDevice: (id: string) => (id in tenants ? { tenantId: tenants[id] } : undefined) },
        intake: { refused: (id: string) => void refused.push(id) },
        commands: {
          onQueued: (_protocols: unknown, listener: typeof tell) => ((tell = listener), () => undefined),
          settle: async (...given: unknown[]) => void settled.push(given),
        },
        codecs: { decode: note, encode: note },
      },
      states: { of: () => ({}) },
      serves: (own: number, tenantId: number) => own === tenantId,
    } as unknown as HostParts;
    const { logger } = fakeHost([]).context;
    const spec = { id: '1', plugin: 'p', name: 'n', tenantId: 7, config: {}, secrets: [], revision: '1' };
    const manifest = { id: 'p', protocols: ['p'], capabilities };
    const { context } = contextFor({ spec, manifest, logger, fail: () => undefined }, parts);
    return { context, refused, decoded, settled, queue: (ids: string[]) => tell(ids) };
  };
  const frame = { bytes: new Uint8Array(1), fPort: 1, receivedAt: 0 };

  it('runs no codec for devices of others', async () => {
    const { context, decoded } = make();
    await context.codecs.decode('own', frame);
    await expect(context.codecs.decode('foreign', frame)).rejects.toThrow('does not belong to the area');
    await expect(context.codecs.encode('foreign', {})).rejects.toThrow('does not belong to the area');
    expect(decoded).toEqual(['own']);
  });

  it('counts no refusals against devices of others', () => {
    const { context, refused } = make();
    for (const id of ['own', 'foreign']) context.telemetry.refused(id, 'p', 'bad');
    expect(refused).toEqual(['own']);
  });

  it('hears of no orders for devices of others, and settles none', async () => {
    const { context, settled, queue } = make();
    const heard: unknown[] = [];
    context.commands.onQueued((ids) => heard.push(ids));
    queue(['own', 'foreign']);
    queue(['foreign']);
    expect(heard).toEqual([['own']]);
    const progress: CommandProgress = 'acknowledged';
    await context.commands.settle('o', progress);
    expect(settled).toEqual([['o', progress, undefined, { area: 7 }]]);
  });
});
