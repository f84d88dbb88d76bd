import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JobsModule } from '@app/jobs';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { PluginHost, PluginHostModule, PluginsHttpModule } from '.';
import { samplePlugin } from '../test/sample-plugin';
import { PluginStates } from './context/plugin-states';

jest.setTimeout(60_000);

const SECRET = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`;

/** Real: HTTP application, database, plugins in processes of their own, a receiver of webhooks. */
describe('plugins and their instances', () => {
  let api: ResourceApp;
  let owner: Client;
  let town: string;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hydrant-data-'));
  const parent = path.join(dataDir, 'plugins');
  const received: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });

  beforeAll(async () => {
    samplePlugin(
      `return { start: async () => {
         const url = context.http.hook(1000, async ({ body, subPath, method }) => {
           const before = await context.state.get('count');
           const count = (before === null ? 0 : Number(Buffer.from(before))) + 1;
           await context.state.put('count', Buffer.from(String(count)));
           return { status: 200, body: { count, subPath, method, size: body.length, word: config.word } };
         });
         context.logger.log('listens at ' + url);
       } };`,
      ['http-mount', 'state'],
      { id: 'gateway-sample', parent },
    );
    samplePlugin(`return { start: async () => { setTimeout(() => process.exit(1), 5); } };`, [], {
      id: 'gateway-crash',
      parent,
    });
    samplePlugin(`return {};`, [], { id: 'gateway-future', parent });
    const broken = samplePlugin(`return {};`, [], { id: 'gateway-broken', parent });
    writeFileSync(path.join(broken.folder, 'index.js'), `throw new Error('no library');`);
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    api = await resourceApp(
      [JobsModule, MunicipalitiesModule, PluginHostModule, PluginsHttpModule],
      municipalityEntities,
      { HYDRANT_DATA_DIR: dataDir, PLUGIN_FETCH_ALLOW: '127.0.0.1' },
    );
    owner = new Client({ connectionString: api.database.superuserUrl });
    await owner.connect();
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    town = (
      await api.call('root', 'POST', '/municipalities', {
        code: 'T',
        name: 'Town',
        regionId,
        center: { lon: 20, lat: 40 },
      })
    ).body.id;
    api.person('mayor', 'municipalAdmin', town);
    api.person('almighty', 'custom', town, [{ action: 'manage', subject: 'all' }]);
    await api.app.get(PluginHost, { strict: false }).reconcile();
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
    receiver.close();
  });

  const make = async (draft: object) => api.call('root', 'POST', '/plugin-instances', draft);
  const read = async (id: string) => (await api.call('root', 'GET', `/plugin-instances/${id}`)).body;
  const act = (id: string, action: string, body?: object) =>
    api.call('root', 'POST', `/plugin-instances/${id}/${action}`, body);
  const hook = (id: string, sub = '', body: object = {}) => api.call(null, 'POST', `/hooks/${id}${sub}`, body);
  const webhook = (name: string, config: object = {}, secrets: object = { secret: SECRET }) =>
    make({
      plugin: 'channel-webhook',
      name,
      config: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`, ...config },
      secrets,
    });

  it('lists what is installed, with instances of the gateways that run without being asked', async () => {
    const { body } = await api.call('root', 'GET', '/plugins');
    const byId = new Map(body.data.map((each: { id: string }) => [each.id, each]));
    expect(byId.get('gateway-http')).toMatchObject({ kind: 'gateway', builtIn: true, instances: 1 });
    expect(byId.get('gateway-sample')).toMatchObject({
      builtIn: false,
      instances: 0,
      capabilities: ['http-mount', 'state'],
    });
    const instances = (await api.call('root', 'GET', '/plugin-instances')).body.data;
    expect(instances).toContainEqual(
      expect.objectContaining({ plugin: 'gateway-mqtt', isDefault: true, needsConfirmation: false, enabled: true }),
    );
    const { configSchema } = (await api.call('root', 'GET', '/plugins/channel-webhook')).body;
    expect(configSchema.properties.secret).toMatchObject({ writeOnly: true });
  });

  it('is for administrators of the nation alone', async () => {
    for (const [method, url] of [
      ['GET', '/plugins'],
      ['GET', '/plugin-instances'],
      ['POST', '/plugin-instances'],
    ] as const) {
      const body = method === 'POST' ? { plugin: 'channel-webhook', name: 'x' } : undefined;
      expect([url, (await api.call('mayor', method, url, body)).status]).toEqual([url, 403]);
      expect([url, (await api.call('almighty', method, url, body)).status]).toEqual([url, 403]);
    }
  });

  it('checks a configuration by the schema of the plugin, and points at what is wrong', async () => {
    const wrong = await webhook('wrong', { url: 'ftp://x', extra: 1, secret: SECRET }, { token: 'x' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(wrong.body.errors.map((each: { pointer: string }) => each.pointer)).toEqual([
      '/config/secret',
      '/secrets/token',
    ]);
    const weak = await webhook('weak', { url: 'ftp://x', extra: 1 }, { secret: 'short' });
    expect(weak.body.errors.map((each: { pointer: string }) => each.pointer).sort()).toEqual([
      '/config/extra',
      '/config/url',
      '/secrets/secret',
    ]);
    expect((await make({ plugin: 'gateway-nothing', name: 'x' })).status).toBe(404);
    expect((await make({ plugin: 'gateway-sample', name: 'x', config: { bad: 1 } })).body.errors).toEqual([
      { pointer: '/config/bad', detail: 'must not be there' },
    ]);
  });

  it('says why a plugin cannot be used: made for another SDK, or with code that cannot be loaded', async () => {
    const broken = await api.call('root', 'GET', '/plugins/gateway-broken');
    expect(broken).toMatchObject({ status: 409, body: { code: 'plugin.unusable' } });
    expect(broken.body.detail).toContain('no library');
    const { id } = (await make({ plugin: 'gateway-future', name: 'Future' })).body;
    const manifest = path.join(parent, 'gateway-future', 'plugin.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('^1.0.0', '^2.0.0'));
    await api.call('root', 'GET', '/plugins');
    const why = expect.stringContaining('it needs version ^2.0.0 of the plugin SDK, and this is 1.');
    expect(await make({ plugin: 'gateway-future', name: 'Next' })).toMatchObject({
      status: 409,
      body: { detail: why },
    });
    expect(await read(id)).toMatchObject({ status: 'down', reason: why, pluginTitle: null });
  });

  it('delivers a signed test message, and never shows, logs or writes down a secret', async () => {
    const made = await webhook('Control room');
    expect(made).toMatchObject({ status: 201, body: { secretsSet: ['secret'], config: { url: expect.any(String) } } });
    const { id } = made.body;
    await eventually(async () => expect(await read(id)).toMatchObject({ status: 'up' }), 15_000);
    const delivered = await act(id, 'test-delivery', { recipient: null });
    expect(delivered).toMatchObject({ status: 200, body: { outcome: 'delivered' } });
    const { headers, body } = received.at(-1) as (typeof received)[number];
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const expected = createHmac('sha256', Buffer.alloc(32, 'k')).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(JSON.parse(body)).toMatchObject({ type: 'test', data: { subject: 'Test message of Hydrant' } });

    const everything = await Promise.all([
      read(id),
      api.call('root', 'GET', `/plugin-instances/${id}/log`),
      owner.query('select before, after from audit_log'),
      owner.query('select config, secret_fields from plugin_instances'),
    ]);
    expect(JSON.stringify(everything)).not.toContain(SECRET);
    const actions = await owner.query('select action from audit_log where object_id = $1 order by seq', [id]);
    expect(actions.rows.map(({ action }) => action)).toEqual(['create', 'plugin-instance.test-delivery']);
  });

  it('keeps secrets that a change leaves out, takes away those set to null, and needs the version seen', async () => {
    const { id, version } = (await webhook('Second', {}, { secret: SECRET, earlierSecret: SECRET })).body;
    const change = (body: object, seen?: number) =>
      api.call('root', 'PATCH', `/plugin-instances/${id}`, body, seen === undefined ? {} : { 'if-match': `"${seen}"` });
    expect((await change({ name: 'x' })).status).toBe(428);
    expect((await change({ name: 'x' }, version + 5)).status).toBe(412);
    const changed = await change({ name: 'Renamed', secrets: { earlierSecret: null } }, version);
    expect(changed.body).toMatchObject({ name: 'Renamed', secretsSet: ['secret'] });
    expect((await change({ secrets: { secret: null } }, changed.body.version)).status).toBe(422);
    expect((await webhook('Renamed')).status).toBe(409);
    const third = (await webhook('Third')).body;
    const taken = { name: 'Renamed' };
    expect(
      (await api.call('root', 'PATCH', `/plugin-instances/${third.id}`, taken, { 'if-match': `"${third.version}"` }))
        .body.detail,
    ).toContain('called "Renamed"');
  });

  it('runs all others when the secrets of one cannot be opened any more, and takes new ones', async () => {
    const { id } = (await webhook('Sealed by another key')).body;
    await eventually(async () => expect(await read(id)).toMatchObject({ status: 'up' }), 15_000);
    await owner.query(`update plugin_instances set secrets_sealed = '\\x00', version = version + 1 where id = $1`, [
      id,
    ]);
    const host = api.app.get(PluginHost, { strict: false });
    await eventually(
      async () =>
        expect(Object.values(await host.health())).toContainEqual(
          expect.objectContaining({ status: 'down', reason: expect.stringContaining('cannot be opened') }),
        ),
      15_000,
    );
    const other = (await webhook('After it')).body.id;
    await eventually(async () => expect(await read(other)).toMatchObject({ status: 'up' }), 15_000);
    const { version } = await read(id);
    const patch = { secrets: { secret: SECRET } };
    expect(
      (await api.call('root', 'PATCH', `/plugin-instances/${id}`, patch, { 'if-match': `"${version}"` })).status,
    ).toBe(200);
    await eventually(async () => expect(await read(id)).toMatchObject({ status: 'up', reason: null }), 15_000);
  });

  it('runs a third-party gateway once its capabilities are confirmed, with a hook and a state that lasts', async () => {
    const { id, needsConfirmation } = (await make({ plugin: 'gateway-sample', name: 'One', config: { word: 'w' } }))
      .body;
    expect(needsConfirmation).toBe(true);
    expect((await hook(id)).status).toBe(404);
    expect((await act(id, 'confirm', { capabilities: ['http-mount'] })).status).toBe(409);
    expect((await act(id, 'confirm', { capabilities: ['state', 'http-mount'] })).body).toMatchObject({
      needsConfirmation: false,
      confirmation: { by: 'root' },
    });
    await eventually(async () => expect((await hook(id, '/sub/path')).status).toBe(200), 15_000);
    expect((await hook(id, '/sub/path', { a: 1 })).body).toEqual({
      count: 2,
      subPath: 'sub/path',
      method: 'POST',
      size: 7,
      word: 'w',
    });
    expect((await api.call(null, 'GET', `/hooks/${id}`)).body).toMatchObject({ count: 3, method: 'GET', size: 0 });
    expect((await hook(id, '', { long: 'x'.repeat(2_000) })).status).toBe(413);

    expect((await act(id, 'disable')).body).toMatchObject({ enabled: false, status: 'stopped' });
    await eventually(async () => expect((await hook(id)).status).toBe(503), 15_000);
    await act(id, 'enable');
    await eventually(async () => expect((await hook(id)).body).toMatchObject({ count: expect.any(Number) }), 15_000);
    expect((await hook(id)).body.count).toBeGreaterThan(4);

    const lines = async () => (await api.call('root', 'GET', `/plugin-instances/${id}/log`)).body.data;
    await eventually(async () => expect(await lines()).toHaveLength(2), 5_000);
    expect((await lines())[0]).toMatchObject({
      level: 'info',
      message: expect.stringContaining(`/api/v1/hooks/${id}`),
    });

    const { version } = await read(id);
    expect(
      (await api.call('root', 'DELETE', `/plugin-instances/${id}`, undefined, { 'if-match': `"${version}"` })).status,
    ).toBe(204);
    await eventually(async () => expect((await hook(id)).status).toBe(404), 15_000);
    // What the last run put there while it was being stopped goes as well.
    await eventually(
      async () =>
        expect((await owner.query('select 1 from plugin_state where instance_id = $1', [id])).rows).toEqual([]),
      15_000,
    );
  });

  it('lists no more of a store at a time than the host can bear', async () => {
    const store = api.app.get(PluginStates, { strict: false }).of('0198c0de-0000-7000-8000-00000000ab01');
    await store.put('small', new Uint8Array(10));
    await owner.query(
      `insert into plugin_state (instance_id, key, value)
       select '0198c0de-0000-7000-8000-00000000ab01', 'large' || n, decode(repeat('00', 65536), 'hex') from generate_series(1, 257) n`,
    );
    expect(await store.list('small')).toHaveLength(1);
    await expect(store.list('')).rejects.toThrow('use a longer prefix');
  });

  it('takes a plugin that dies again and again out of service, and says so', async () => {
    const { id } = (await make({ plugin: 'gateway-crash', name: 'Crash', enabled: true })).body;
    await act(id, 'confirm', { capabilities: [] });
    await eventually(async () => expect(await read(id)).toMatchObject({ status: 'stopped' }), 58_000);
    const given = await read(id);
    expect(given).toMatchObject({
      enabled: false,
      disabledReason: expect.stringContaining('Disabled after 6 failures'),
    });
    const health = await api.app.get(PluginHost, { strict: false }).health();
    expect(health['gateway-crash']).toMatchObject({ status: 'down', reason: given.disabledReason });
    expect(health['gateway-mqtt']).toMatchObject({ status: 'up' });
    const actions = await owner.query('select action, actor_name from audit_log where object_id = $1', [id]);
    expect(actions.rows).toContainEqual({ action: 'plugin-instance.give-up', actor_name: 'Plugin host' });
  }, 90_000);

  it('changes an instance that came with the platform while it runs, and does not let it be taken away', async () => {
    const all = (await api.call('root', 'GET', '/plugin-instances')).body.data;
    const { id, version } = all.find((each: { plugin: string }) => each.plugin === 'gateway-mqtt');
    const port = async () =>
      (await api.app.get(PluginHost, { strict: false }).health())['gateway-mqtt']?.details?.['port'];
    const before = await port();
    const patched = await api.call(
      'root',
      'PATCH',
      `/plugin-instances/${id}`,
      { config: { maxClients: 7 } },
      { 'if-match': `"${version}"` },
    );
    expect(patched.status).toBe(200);
    await eventually(async () => {
      expect(await port()).toEqual(expect.any(Number));
      expect(await port()).not.toBe(before);
    }, 20_000);
    const removed = await api.call('root', 'DELETE', `/plugin-instances/${id}`, undefined, {
      'if-match': `"${patched.body.version}"`,
    });
    expect(removed).toMatchObject({ status: 409, body: { code: 'plugin-instance.default' } });
  });
});
