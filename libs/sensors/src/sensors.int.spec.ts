import { AssetsModule, assetEntities } from '@app/assets';
import { DevicesModule, deviceEntities } from '@app/devices';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { type ResourceApp, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { SensorsModule, sensorEntities } from '.';

describe('sensors', () => {
  let api: ResourceApp;
  let database: Client;
  let here: string;
  let device: string;

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, AssetsModule, DevicesModule, SensorsModule],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    database = new Client({ connectionString: api.database.superuserUrl });
    await database.connect();
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    api.person('here', 'integrator', here);
    api.person('there', 'integrator', await make('THERE'));
    device = (await api.call('here', 'POST', '/devices', { name: 'Logger' })).body.id;
  });
  afterAll(async () => {
    await database.end();
    await api.close();
  });

  const pressure = { name: 'Pressure', quantity: 'pressure', thresholds: { low: 150, highHigh: 900 } };

  it('gives canonical unit, defaults and a state', async () => {
    const made = await api.call('here', 'POST', '/sensors', { ...pressure, code: 'SENSOR_001', deviceId: device });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      code: 'SENSOR_001',
      municipalityId: here,
      deviceId: device,
      unit: 'kPa',
      displayUnit: 'kPa',
      thresholds: { lowLow: null, low: 150, high: null, highHigh: 900 },
      intervalS: 900,
      detection: {},
      latest: null,
      state: 'normal',
    });
  });

  it.each([
    ['a unit of something else', { displayUnit: 'm3/h' }, '/displayUnit'],
    ['an unknown quantity', { quantity: 'love' }, '/quantity'],
    ['limits that fall', { thresholds: { low: 5, high: 4 } }, '/thresholds'],
    ['a range upside down', { rangeMin: 5, rangeMax: 4 }, '/rangeMax'],
    ['an unknown detection setting', { detection: { magic: 1 } }, '/detection'],
    ['a code that looks like an id', { code: '0190a1b2-0000-7000-8000-000000000001' }, '/code'],
  ])('refuses %s', async (_name, wrong, pointer) => {
    const answer = await api.call('here', 'POST', '/sensors', { ...pressure, code: 'BAD', ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('keeps to its own municipality, by id of sensor and of device', async () => {
    const { id } = (await api.call('here', 'POST', '/sensors', { ...pressure, code: 'S2' })).body;
    expect((await api.call('there', 'GET', `/sensors/${id}`)).status).toBe(404);
    expect((await api.call('there', 'POST', '/sensors', { ...pressure, code: 'S2', deviceId: device })).status).toBe(
      404,
    );
    expect((await api.call('there', 'POST', '/sensors', { ...pressure, code: 'S2' })).status).toBe(201);
    expect((await api.call('here', 'POST', '/sensors', { ...pressure, code: 'S2' })).status).toBe(409);
  });

  it('changes limits and detection, never the quantity', async () => {
    const { id } = (await api.call('here', 'POST', '/sensors', { ...pressure, code: 'S3' })).body;
    const patch = {
      displayUnit: 'bar',
      detection: { zscoreLimit: null, priorities: { low: 'critical' } },
      thresholds: { low: 100 },
    };
    const changed = await api.call('here', 'PATCH', `/sensors/${id}`, patch, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ ...patch, thresholds: { low: 100, highHigh: null }, version: 2 });
    expect(
      (await api.call('here', 'PATCH', `/sensors/${id}`, { quantity: 'flow' }, { 'if-match': '"2"' })).status,
    ).toBe(422);
    expect(
      (await api.call('here', 'PATCH', `/sensors/${id}`, { displayUnit: 'm' }, { 'if-match': '"2"' })).status,
    ).toBe(422);
  });

  it('shows the newest reading and the worst open alarm', async () => {
    const make = async (code: string, extra = {}) =>
      (await api.call('here', 'POST', '/sensors', { ...pressure, code, ...extra })).body.id;
    const ids = {
      high: await make('A-HIGH'),
      shelved: await make('A-SHELVED'),
      silent: await make('A-SILENT'),
      normal: await make('A-NORMAL'),
      out_of_service: await make('A-OUT', { status: 'out_of_service' }),
    };
    const alarm = (sensor: string, kind: string, limit: string, priority: string, extra: string) =>
      database.query(
        `insert into alerts (tenant_id, id, sensor_id, sensor_number, kind, limit_name, priority, state, condition_active, message, raised_at, shelved_until)
         select tenant_id, gen_random_uuid(), id, number, $2, $3, $4, 'active_unacked', true, 'test', now(), ${extra} from sensors where id = $1`,
        [sensor, kind, limit, priority],
      );
    await alarm(ids.high, 'threshold', 'low', 'high', 'null');
    await alarm(ids.high, 'silence', 'silence', 'critical', 'null');
    await alarm(ids.high, 'threshold', 'highHigh', 'critical', `now() + interval '1 hour'`);
    await alarm(ids.shelved, 'threshold', 'low', 'high', `now() + interval '1 hour'`);
    await alarm(ids.silent, 'silence', 'silence', 'medium', 'null');
    await alarm(ids.out_of_service, 'threshold', 'low', 'high', 'null');
    await database.query(
      `insert into sensor_latest (tenant_id, sensor_id, time, value, quality, received_at)
       select tenant_id, number, '2026-01-02T03:04:05.678Z', 351.5, 3, now() from sensors where id = $1`,
      [ids.normal],
    );
    const list = (await api.call('here', 'GET', '/sensors?q=A-&pageSize=100')).body.data;
    const states = Object.fromEntries(list.map(({ id, state }: { id: string; state: string }) => [id, state]));
    for (const [state, id] of Object.entries(ids)) expect(states[id]).toBe(state);
    expect(list.find(({ id }: { id: string }) => id === ids.normal).latest).toEqual({
      time: '2026-01-02T03:04:05.678Z',
      value: 351.5,
      quality: 3,
    });
    const codes = async (query: string) =>
      (await api.call('here', 'GET', `/sensors?q=A-&${query}`)).body.data.map(({ code }: { code: string }) => code);
    expect(await codes('state=high,silent')).toEqual(['A-HIGH', 'A-SILENT']);
    expect(await codes('state=normal')).toEqual(['A-NORMAL']);
    expect(await codes('state=normal,shelved&sort=-code')).toEqual(['A-SHELVED', 'A-NORMAL']);
  });
});
