import { DevicesModule, deviceEntities } from '@app/devices';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { DeviceRegistry, TelemetryLogModule } from '@app/telemetry';
import { CodecLibraryModule, CodecService, CodecsModule, codecEntities } from '.';

const source = `function decodeUplink(input) {
  if (input.bytes.length < 2) return { errors: ['too short'] };
  return { data: { level: (input.bytes[0] << 8 | input.bytes[1]) / 100, battery: 77 } };
}
function encodeDownlink(input) { return { bytes: [input.data.minutes], fPort: 3 }; }`;
const testVectors = [
  { name: 'level', fPort: 2, hex: '00FA', expected: { level: 2.5, battery: 77 } },
  { name: 'cut', fPort: 2, hex: '00', error: 'too short' },
];
const fields = [
  { path: 'level', channel: 'water', unit: 'm' },
  { path: 'battery', role: 'battery' },
];
const good = { name: 'Level meter', source, testVectors, fields, status: 'active' };

describe('codecs', () => {
  let api: ResourceApp;
  let here: string;
  let there: string;

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, DevicesModule, CodecsModule, TelemetryLogModule, CodecLibraryModule],
      [...municipalityEntities, ...deviceEntities, ...codecEntities],
    );
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    there = await make('THERE');
    api.person('here', 'integrator', here);
    api.person('there', 'integrator', there);
    api.person('viewer', 'viewer', here);
  });
  afterAll(() => api.close());

  it('are kept as they were sent, versioned and audited', async () => {
    const made = await api.call('here', 'POST', '/codecs', good);
    expect(made).toMatchObject({ status: 201, body: { ...good, kind: 'ttn', municipalityId: here, devices: 0 } });
    const path = `/codecs/${made.body.id}`;
    expect((await api.call('here', 'GET', path)).body).toEqual(made.body);
    const patch = { description: 'Of the north tank' };
    expect((await api.call('here', 'PATCH', path, patch)).status).toBe(428);
    expect((await api.call('here', 'PATCH', path, patch, { 'if-match': '"7"' })).status).toBe(412);
    const changed = await api.call('here', 'PATCH', path, patch, { 'if-match': '"1"' });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, description: 'Of the north tank' } });
    const again = await api.call('here', 'POST', '/codecs', { ...good, name: 'LEVEL METER' });
    expect(again.status).toBe(409);
    expect((await api.call('here', 'DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(204);
  });

  it('belong to a municipality, or to the nation and then everybody may use and nobody below change them', async () => {
    const own = (await api.call('here', 'POST', '/codecs', { ...good, name: 'Own' })).body;
    expect((await api.call('there', 'GET', `/codecs/${own.id}`)).status).toBe(404);
    expect((await api.call('there', 'POST', `/codecs/${own.id}/test`)).status).toBe(404);
    const national = (await api.call('root', 'POST', '/codecs', { ...good, name: 'National' })).body;
    expect(national.municipalityId).toBeNull();
    const seen = async (who: string) =>
      (await api.call(who, 'GET', '/codecs')).body.data.map(({ name }: { name: string }) => name);
    expect(await seen('here')).toEqual(['National', 'Own']);
    expect(await seen('there')).toEqual(['National']);
    const path = `/codecs/${national.id}`;
    expect((await api.call('here', 'GET', path)).status).toBe(200);
    expect((await api.call('here', 'POST', `${path}/test`)).body).toMatchObject({ passed: true });
    const change = await api.call('here', 'PATCH', path, { name: 'Mine' }, { 'if-match': '"1"' });
    expect(change).toMatchObject({ status: 403, body: { code: 'codec.national' } });
    expect((await api.call('here', 'DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(403);
    expect((await api.call('viewer', 'GET', path)).status).toBe(200);
    expect((await api.call('viewer', 'POST', '/codecs', good)).status).toBe(403);
    expect((await api.call('viewer', 'POST', '/codecs/try', { source })).status).toBe(403);
  });

  it.each([
    { name: 'a\u0000b' },
    { source: 'x\u0000' },
    { description: '\u0000' },
    { fields: [{ path: 'a\u0000' }] },
    { testVectors: [{ name: 'x', fPort: 1, hex: '', expected: { 'a\u0000': '\u0000' } }] },
    {
      testVectors: [
        { name: 'x', fPort: 1, hex: '', expected: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as object },
      ],
    },
    { testVectors: [{ name: 'x', fPort: 256, hex: '' }] },
    { testVectors: [{ name: 'x', fPort: 1, hex: 'zz' }] },
  ])('refuse what cannot be kept: %j', async (part) => {
    const answer = await api.call('here', 'POST', '/codecs', { ...good, name: 'Odd', status: 'draft', ...part });
    expect([400, 422]).toContain(answer.status);
  });

  it('become active only when they pass their test vectors', async () => {
    const wrong = [...testVectors, { name: 'other', fPort: 2, hex: '0001', expected: { level: 5, battery: 77 } }];
    const refused = await api.call('here', 'POST', '/codecs', { ...good, name: 'Wrong', testVectors: wrong });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'codec.fails-its-test-vectors', errors: [{ pointer: '/testVectors/2' }] },
    });
    const none = await api.call('here', 'POST', '/codecs', { ...good, name: 'Wrong', testVectors: [] });
    expect(none.status).toBe(422);
    const draft = await api.call('here', 'POST', '/codecs', {
      ...good,
      name: 'Wrong',
      testVectors: wrong,
      status: 'draft',
    });
    expect(draft.status).toBe(201);
    const report = (await api.call('here', 'POST', `/codecs/${draft.body.id}/test`)).body;
    expect(report).toMatchObject({ passed: false, results: [{ passed: true }, { passed: true }, { passed: false }] });
    const active = { status: 'active' };
    const patched = await api.call('here', 'PATCH', `/codecs/${draft.body.id}`, active, { 'if-match': '"1"' });
    expect(patched.status).toBe(422);
    const both = { status: 'active', testVectors };
    const healed = await api.call('here', 'PATCH', `/codecs/${draft.body.id}`, both, { 'if-match': '"1"' });
    expect(healed).toMatchObject({ status: 200, body: { status: 'active' } });
  });

  it('can be tried without being saved, and what goes wrong is part of the answer', async () => {
    const tried = await api.call('here', 'POST', '/codecs/try', { source, fields, hex: '00FA', fPort: 2 });
    expect(tried).toMatchObject({
      status: 200,
      body: {
        ok: true,
        form: 'decodeUplink',
        data: { level: 2.5, battery: 77 },
        values: [{ channel: 'water', value: 2.5, unit: 'm', time: null }],
        batteryPercent: 77,
        passed: null,
      },
    });
    const loop = await api.call('here', 'POST', '/codecs/try', { source: 'function decodeUplink() { for (;;); }' });
    expect(loop.body).toMatchObject({ ok: false, error: expect.stringContaining('did not end within 100 ms') });
    const order = { source, call: 'encodeDownlink', data: { minutes: 15 } };
    expect((await api.call('here', 'POST', '/codecs/try', order)).body).toMatchObject({
      ok: true,
      bytes: '0f',
      fPort: 3,
    });
    const compared = { source, hex: '00FA', expected: { level: 3 } };
    expect((await api.call('here', 'POST', '/codecs/try', compared)).body.passed).toBe(false);
    expect((await api.call('here', 'POST', '/codecs/try', { source, hex: '0' })).status).toBe(422);
    expect((await api.call('here', 'POST', '/codecs/try', { source: 'x'.repeat(41_000) })).status).toBe(422);
  });

  it('read what devices send, as soon as they have changed', async () => {
    const service = api.app.get(CodecService, { strict: false });
    const registry = api.app.get(DeviceRegistry, { strict: false });
    const made = (await api.call('here', 'POST', '/codecs', { ...good, name: 'Used' })).body;
    const device = async (codec: string | null, who = 'here') =>
      (await api.call(who, 'POST', '/devices', { name: 'Meter', protocol: 'lorawan', codec })).body.id as string;
    const meter = await device(made.id);
    const lpp = await device('cayenne-lpp');
    const bare = await device(null);
    await registry.refresh();
    const frame = (hex: string) => ({ bytes: Buffer.from(hex, 'hex'), fPort: 2, receivedAt: 0 });
    expect(await service.decode(meter, frame('00fa'))).toEqual({
      ok: true,
      values: [{ channel: 'water', value: 2.5, unit: 'm', time: Number.NaN }],
      warnings: [],
      state: { batteryPercent: 77 },
    });
    expect(await service.decode(meter, frame('00'))).toEqual({ ok: false, error: 'Codec "Used": too short' });
    expect(await service.encode(meter, { minutes: 4 })).toEqual({ bytes: Uint8Array.of(4), fPort: 3 });
    expect(await service.decode(lpp, frame('03670110'))).toMatchObject({
      values: [{ channel: '3.temperature', value: 27.2 }],
    });
    expect(await service.decode(lpp, frame('03ff'))).toMatchObject({ error: expect.stringContaining('type 255') });
    await expect(service.encode(lpp, {})).rejects.toThrow('cannot write orders');
    expect(await service.decode(bare, frame('00'))).toEqual({ ok: false, error: 'No codec is set for the device' });

    const path = `/codecs/${made.id}`;
    expect((await api.call('here', 'GET', path)).body.devices).toBe(1);
    expect((await api.call('here', 'DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(409);
    const patch = {
      source: source.replace('/ 100', '/ 50'),
      testVectors: [{ ...testVectors[0], expected: { level: 5, battery: 77 } }],
    };
    expect((await api.call('here', 'PATCH', path, patch, { 'if-match': '"1"' })).status).toBe(200);
    await eventually(async () =>
      expect(await service.decode(meter, frame('00fa'))).toMatchObject({ values: [{ value: 5 }] }),
    );
    const foreign = await api.call('there', 'POST', '/devices', { name: 'Meter', codec: made.id });
    expect(foreign.status).toBe(404);
  });
});
