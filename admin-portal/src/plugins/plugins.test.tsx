import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { portalData } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import { InstancePage } from './instance-page';
import { PluginsPage } from './plugins-page';
import { bodyOf, draftOf, fieldsOf } from './schema-fields';

const schema = {
  type: 'object',
  properties: {
    url: { type: 'string', description: 'Where messages are posted to' },
    secret: { type: 'string', writeOnly: true, title: 'Signing secret' },
    timeoutS: { type: 'integer', default: 15 },
    strict: { type: 'boolean', default: true },
    map: { type: 'array', items: { type: 'object' } },
    mode: { enum: ['fast', 'safe'] },
  },
  required: ['url', 'secret'],
};
const process = {
  process: 'host-3000',
  status: 'up',
  reason: null,
  details: { lastStatus: 204 },
  restarts: 2,
  since: '2026-11-01T00:00:00.000Z',
  seenAt: '2026-11-01T00:00:00.000Z',
};
const channel = {
  id: 'c1',
  version: 3,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  plugin: 'channel-webhook',
  pluginTitle: 'Webhook',
  kind: 'channel',
  builtIn: true,
  isDefault: false,
  name: 'Control room',
  scopeId: null,
  enabled: true,
  disabledReason: null,
  config: { url: 'https://receiver.example' },
  secretsSet: ['secret'],
  capabilities: ['fetch'],
  confirmation: null,
  needsConfirmation: false,
  hookUrl: 'http://localhost/api/v1/hooks/c1',
  status: 'up',
  reason: null,
  restarts: 2,
  processes: [process],
};
const stranger = {
  ...channel,
  id: 'g1',
  plugin: 'gateway-well',
  pluginTitle: 'Gateway well',
  kind: 'gateway',
  builtIn: false,
  name: 'Wells',
  needsConfirmation: true,
  status: 'idle',
  capabilities: ['telemetry', 'http-mount'],
  processes: [],
};
const plugin = {
  id: 'channel-webhook',
  kind: 'channel',
  title: 'Webhook',
  version: '1.0.0',
  sdk: '^1.0.0',
  builtIn: true,
  protocols: [],
  capabilities: ['fetch'],
  instances: 1,
};

describe('the form of a plugin', () => {
  it('shows what the schema asks for, and sends what is filled in', () => {
    const fields = fieldsOf(schema);
    expect(fields.map(({ name, kind, secret, required }) => [name, kind, secret, required])).toEqual([
      ['url', 'text', false, true],
      ['secret', 'text', true, true],
      ['timeoutS', 'number', false, false],
      ['strict', 'boolean', false, false],
      ['map', 'json', false, false],
      ['mode', 'choice', false, false],
    ]);
    expect(fields.map(({ label }) => label)).toEqual(['Url', 'Signing secret', 'Timeout s', 'Strict', 'Map', 'Mode']);
    const draft = {
      ...draftOf(fields, { url: 'https://a', map: [{ a: 1 }] }),
      secret: 'x',
      strict: false,
      timeoutS: '7',
    };
    expect(bodyOf(fields, draft)).toEqual({
      config: { url: 'https://a', timeoutS: 7, strict: false, map: [{ a: 1 }] },
      secrets: { secret: 'x' },
      faults: {},
    });
    expect(bodyOf(fields, { ...draft, map: '[', timeoutS: 'soon' }).faults).toEqual({
      map: 'plugins.no_json',
      timeoutS: 'plugins.no_number',
    });
  });

  it('shows the fields of all variants, with a choice between them', () => {
    const variant = (mode: string, name: string) => ({
      type: 'object',
      properties: { mode: { const: mode }, [name]: { type: 'string' } },
      required: ['mode', name],
    });
    const fields = fieldsOf({ oneOf: [variant('smpp', 'host'), variant('http', 'token')] });
    expect(fields.map(({ name, choices, required }) => [name, choices, required])).toEqual([
      ['mode', ['smpp', 'http'], true],
      ['host', [], false],
      ['token', [], false],
    ]);
  });
});

describe('plugins', () => {
  let calls: SeenCall[];
  let instances: object[];
  let refused: object[];
  beforeEach(() => {
    instances = [channel, stranger];
    refused = [];
    calls = fakeApi({
      'GET /api/v1/plugins': () => ({ body: { data: [plugin], refused } }),
      'GET /api/v1/plugins/channel-webhook': () => ({ body: { ...plugin, configSchema: schema } }),
      'GET /api/v1/plugins/gateway-well': () => ({ body: { ...plugin, configSchema: { type: 'object' } } }),
      'GET /api/v1/plugin-instances': () => ({ body: { data: instances } }),
      'GET /api/v1/plugin-instances/c1': () => ({ body: channel }),
      'GET /api/v1/plugin-instances/g1': () => ({ body: stranger }),
      'GET /api/v1/plugin-instances/c1/log': () => ({
        body: {
          data: [{ id: '1', at: '2026-11-01T00:00:00.000Z', process: 'p', level: 'warn', message: 'slow answer' }],
        },
      }),
      'GET /api/v1/plugin-instances/g1/log': () => ({ body: { data: [] } }),
      'POST /api/v1/plugin-instances/c1/disable': () => ({ body: channel }),
      'POST /api/v1/plugin-instances/g1/confirm': () => ({ body: stranger }),
      'POST /api/v1/plugin-instances/c1/test-delivery': () => ({
        body: { outcome: 'failed', detail: 'The receiver answered 404', tookMs: 5 },
      }),
      'POST /api/v1/plugin-instances': () => ({
        status: 422,
        body: { status: 422, errors: [{ pointer: '/config/url', detail: 'must be a URL' }] },
      }),
      'PATCH /api/v1/plugin-instances/c1': () => ({ body: channel }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/plugins" element={<PluginsPage />} />
          <Route path="/plugins/:id" element={<InstancePage />} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData() },
    );
  const sent = (method: string, path: string) =>
    calls.find((call) => call.method === method && call.path === `/api/v1${path}`);
  const press = async (name: string, where: Pick<typeof screen, 'findByRole'> = screen) =>
    fireEvent.click(await where.findByRole('button', { name }));

  it('lists instances by kind, says what needs attention, and turns one off', async () => {
    refused = [{ folder: '/data/plugins/broken', reason: 'plugin.json is no JSON text' }];
    await open('/plugins');
    expect(await screen.findByText('1 instance needs attention')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'Gateways' })).getByText('To be confirmed')).toBeTruthy();
    expect(screen.getByText('No codec runs as a plugin')).toBeTruthy();
    expect(await screen.findByText('plugin.json is no JSON text')).toBeTruthy();
    fireEvent.click(screen.getByRole('switch', { name: 'Control room is on' }));
    await waitFor(() => expect(sent('POST', '/plugin-instances/c1/disable')).toBeTruthy());
  });

  it('says what went wrong, and tries again', async () => {
    vi.unstubAllGlobals();
    fakeApi({ 'GET /api/v1/plugin-instances': () => ({ status: 500, body: { status: 500, requestId: 'r1' } }) });
    await open('/plugins');
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('adds an instance by the form of its plugin, and shows what the platform refuses at its field', async () => {
    await open('/plugins');
    await screen.findByText('Control room');
    await press('Add an instance');
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.mouseDown(dialog.getByRole('combobox', { name: 'Plugin' }));
    fireEvent.click(await screen.findByRole('option', { name: /Webhook/ }));
    const address = await dialog.findByRole('textbox', { name: 'Url' });
    expect(dialog.getByText('Where messages are posted to')).toBeTruthy();
    expect(dialog.getByLabelText(/Signing secret/).getAttribute('type')).toBe('password');
    fireEvent.change(address, { target: { value: 'nowhere' } });
    await press('Add', dialog);
    expect(await dialog.findByText('must be a URL')).toBeTruthy();
    expect(sent('POST', '/plugin-instances')?.body).toEqual({
      plugin: 'channel-webhook',
      name: 'Webhook',
      config: { url: 'nowhere' },
      secrets: {},
    });
  });

  it('shows an instance with its log, keeps a secret that is not typed anew, and sends a test message', async () => {
    await open('/plugins/c1');
    expect(await screen.findByText('slow answer')).toBeTruthy();
    expect(screen.getByText('host-3000')).toBeTruthy();
    const secret = await screen.findByLabelText(/Signing secret/);
    expect(secret.getAttribute('placeholder')).toBe('Set; leave empty to keep it');
    await press('Save and start anew');
    await waitFor(() => expect(sent('PATCH', '/plugin-instances/c1')).toBeTruthy());
    const patch = sent('PATCH', '/plugin-instances/c1');
    expect(patch?.headers.get('if-match')).toBe('"3"');
    expect(patch?.body).toEqual({ name: 'Control room', config: { url: 'https://receiver.example' }, secrets: {} });
    await press('Send a test message');
    await press('Send', within(await screen.findByRole('dialog')));
    expect(await screen.findByText(/It cannot be delivered. The receiver answered 404/)).toBeTruthy();
  });

  it('shows what a plugin of others asks for before it lets it run', async () => {
    await open('/plugins/g1');
    expect(await screen.findByText(/does not run before an administrator/)).toBeTruthy();
    await press('Review what it asks for');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Hand in readings of devices')).toBeTruthy();
    await press('Let it run', dialog);
    await waitFor(() =>
      expect(sent('POST', '/plugin-instances/g1/confirm')?.body).toEqual({ capabilities: ['telemetry', 'http-mount'] }),
    );
  });
});
