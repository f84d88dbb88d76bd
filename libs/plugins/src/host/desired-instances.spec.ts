import type { AuditTrail } from '@app/audit';
import type { PluginKind } from '@app/plugin-sdk';
import type { InstanceRow, InstanceStore } from '../instances/instance-store';
import { DesiredInstances } from './desired-instances';
import { type PluginCatalogue, defaultInstanceId } from './plugin-catalogue';

const plugins = [
  { id: 'gateway-own', kind: 'gateway', builtIn: true, default: true, capabilities: ['telemetry'] },
  { id: 'gateway-other', kind: 'gateway', builtIn: false, default: true, capabilities: ['telemetry', 'state'] },
  { id: 'channel-own', kind: 'channel', builtIn: true, default: false, capabilities: [] },
];
const own = defaultInstanceId('gateway-own');

/** Not real: the plugins on disk, the rows. */
describe('DesiredInstances', () => {
  let rows: Partial<InstanceRow>[];
  let made: { id: string }[];
  beforeEach(() => {
    rows = [];
    made = [];
  });
  const row = (fields: Partial<InstanceRow>): Partial<InstanceRow> => ({
    id: 'i1',
    name: 'One',
    enabled: true,
    config: {},
    version: 1,
    restarts: 0,
    tenant_id: 1,
    disabled_reason: null,
    confirmed_capabilities: null,
    ...fields,
  });
  const secretsOf = ({ id }: { id: string }): Record<string, unknown> => {
    if (id === 'sealed') throw new Error('another key');
    return id === 'nested' ? { servers: [{ token: 'deep one' }] } : { token: `secret of ${id}` };
  };
  const desired = (chosen = '') => {
    const found = plugins.map(({ builtIn, ...manifest }) => ({
      builtIn,
      manifest: { version: '1.0.0', title: manifest.id, ...manifest },
    }));
    const catalogue = {
      all: () => found,
      get: (id: string) => found.find(({ manifest }) => manifest.id === id),
      settingsOf: () => ({ port: 1 }),
      refresh: () => undefined,
    } as unknown as PluginCatalogue;
    const store = {
      all: async () => rows,
      ensure: async (missing: { id: string }[]) => void made.push(...missing),
      nation: () => 1,
      secretsOf,
    } as unknown as InstanceStore;
    return new DesiredInstances(catalogue, store, {} as AuditTrail, { PLUGINS: chosen });
  };
  const read = async (kinds: PluginKind[], chosen = '') => [...(await desired(chosen).read(new Set(kinds))).values()];

  it('runs one instance of a built-in plugin that asks for none, and none of others, also before there is a nation', async () => {
    expect(await read(['gateway', 'channel'])).toEqual([
      expect.objectContaining({ id: own, plugin: 'gateway-own', tenantId: null, config: { port: 1 } }),
    ]);
    expect(made.map(({ id }) => id)).toEqual([own]);
  });

  it('lets the row of such an instance win over the settings, field by field, and adds its secrets', async () => {
    rows = [row({ id: own, plugin: 'gateway-own', config: { limit: 2 }, version: 4 })];
    const [only] = await read(['gateway']);
    expect(only).toMatchObject({
      config: { port: 1, limit: 2, token: `secret of ${own}` },
      secrets: [`secret of ${own}`],
      revision: '4.0.1.0.0',
    });
    rows = [row({ id: own, plugin: 'gateway-own', enabled: false })];
    expect(await read(['gateway'])).toEqual([]);
  });

  it('runs plugins of others only with all that they ask for confirmed', async () => {
    const asked = (confirmed: string[] | null) => {
      rows = [
        row({ id: own, plugin: 'gateway-own', enabled: false }),
        row({ plugin: 'gateway-other', tenant_id: 7, confirmed_capabilities: confirmed }),
      ];
      return read(['gateway']);
    };
    expect(await asked(null)).toEqual([]);
    expect(await asked(['telemetry'])).toEqual([]);
    expect(await asked(['telemetry', 'state'])).toEqual([
      expect.objectContaining({ id: 'i1', tenantId: 7, config: { token: 'secret of i1' } }),
    ]);
  });

  it('gives each process what it is there for, by kind and by name', async () => {
    rows = [row({ plugin: 'channel-own' })];
    expect((await read(['channel'])).map(({ plugin }) => plugin)).toEqual(['channel-own']);
    expect((await read(['gateway'])).map(({ plugin }) => plugin)).toEqual(['gateway-own']);
    expect((await read(['gateway', 'channel'], 'channel-own, other')).map(({ plugin }) => plugin)).toEqual([
      'channel-own',
    ]);
  });

  it('knows secrets inside of fields', async () => {
    rows = [row({ id: 'nested', plugin: 'channel-own' })];
    expect(await read(['channel'])).toMatchObject([{ id: 'nested', secrets: ['deep one'] }]);
  });

  it('runs all others when the secrets of one cannot be opened, and says so', async () => {
    rows = [row({ id: 'sealed', plugin: 'channel-own', name: 'Two' }), row({ plugin: 'channel-own' })];
    const host = desired();
    expect([...(await host.read(new Set(['channel']))).keys()]).toEqual(['i1']);
    const reason = 'Its secrets cannot be opened with the key of this installation: enter them again';
    expect(host.givenUp()).toEqual([{ plugin: 'channel-own', name: 'Two', reason }]);
    rows = [row({ plugin: 'channel-own' })];
    await host.read(new Set(['channel']));
    expect(host.givenUp()).toEqual([]);
  });

  it('says what was given up until somebody enables it again', async () => {
    const host = desired();
    rows = [row({ plugin: 'channel-own', enabled: false, disabled_reason: 'It hangs' })];
    await host.read(new Set(['channel']));
    expect(host.givenUp()).toEqual([{ plugin: 'channel-own', name: 'One', reason: 'It hangs' }]);
    expect(host.knows('i1')).toBe(true);
    rows = [row({ plugin: 'channel-own' })];
    await host.read(new Set(['channel']));
    expect(host.givenUp()).toEqual([]);
  });
});
