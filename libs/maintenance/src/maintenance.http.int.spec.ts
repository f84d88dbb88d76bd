import { AssetsModule, assetEntities } from '@app/assets';
import { PartitionKeeper } from '@app/database';
import { DevicesModule, deviceEntities } from '@app/devices';
import { JobRunnerModule } from '@app/jobs';
import { Quality } from '@app/kernel';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { Client, Pool } from 'pg';
import { MaintenanceHttpModule, MaintenanceJobsModule } from '.';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const year = new Date().getUTCFullYear();

/** Real: the API, jobs, the thread of the model, PostgreSQL with row security. */
describe('maintenance', () => {
  let api: ResourceApp;
  let database: Client;
  let here: string;
  let there: string;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    api = await resourceApp(
      [
        MunicipalitiesModule,
        AssetsModule,
        DevicesModule,
        SensorsModule,
        MaintenanceHttpModule,
        MaintenanceJobsModule,
        JobRunnerModule,
      ],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    database = new Client({ connectionString: api.database.superuserUrl });
    await database.connect();
    const owner = new Pool({ connectionString: api.database.ownerUrl, max: 1 });
    await new PartitionKeeper(owner).ensure(Date.now() - 6 * DAY_MS, Date.now() + DAY_MS);
    await owner.end();
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    there = await make('THERE');
    api.person('here', 'municipalAdmin', here);
    api.person('there', 'municipalAdmin', there);
    api.person('crew', 'fieldCrew', here);
    api.person('looker', 'viewer', here);
    await pipe('OLD', 'cast iron', `${year - 80}-05-01`);
    await pipe('NEW', 'PVC', `${year - 5}-05-01`);
    await asset('V', { class: 'valve', geometry: { type: 'Point', coordinates: [20, 40] } });
  }, 60_000);
  afterAll(async () => {
    await database.end();
    await api.close();
  });

  async function asset(code: string, fields: object): Promise<void> {
    const answer = await api.call('here', 'POST', '/assets', { code, name: code, ...fields });
    expect(answer.status).toBe(201);
    ids.set(code, answer.body.id);
  }
  const pipe = (code: string, material: string, installedOn: string, diameterMm = 150) =>
    asset(code, {
      class: 'pipe',
      geometry: {
        type: 'LineString',
        coordinates: [
          [20, 40],
          [20.001, 40],
        ],
      },
      material,
      installedOn,
      diameterMm,
      lengthM: 100,
    });

  /** Asks for a run and waits for its end. */
  async function judged(who: string): Promise<Record<string, unknown>> {
    const asked = await api.call(who, 'POST', '/maintenance/runs', {});
    expect(asked.status).toBe(201);
    return eventually(async () => {
      const { body } = await api.call(who, 'GET', `/maintenance/runs/${asked.body.id}`);
      expect(['finished', 'failed']).toContain(body.state);
      return body;
    }, 30_000);
  }

  it('records breaks once, says what is wrong, and keeps them from others', async () => {
    const path = `/assets/${ids.get('OLD')}/breaks`;
    const made = await api.call('crew', 'POST', path, { brokeOn: `${year - 1}-03-04`, kind: 'corrosion' });
    expect(made).toMatchObject({ status: 201, body: { municipalityId: here, kind: 'corrosion', note: '' } });
    expect((await api.call('crew', 'POST', path, { brokeOn: `${year - 1}-03-04`, kind: 'corrosion' })).status).toBe(
      409,
    );
    expect((await api.call('crew', 'POST', path, { brokeOn: `${year + 1}-03-04` })).status).toBe(422);
    expect((await api.call('here', 'POST', `/assets/${ids.get('V')}/breaks`, { brokeOn: '2020-01-01' })).status).toBe(
      422,
    );
    expect((await api.call('looker', 'POST', path, { brokeOn: '2020-01-01' })).status).toBe(403);
    expect((await api.call('there', 'POST', path, { brokeOn: '2020-01-01' })).status).toBe(404);
    expect((await api.call('there', 'GET', path)).status).toBe(404);
    expect((await api.call('looker', 'GET', path)).body.data).toEqual([made.body]);
    const mistake = (await api.call('crew', 'POST', path, { brokeOn: `${year - 2}-03-04` })).body;
    const remove = (who: string, version: number) =>
      api.call(who, 'DELETE', `${path}/${mistake.id}`, undefined, { 'if-match': `"${version}"` });
    expect((await remove('crew', 1)).status).toBe(403);
    expect((await remove('there', 1)).status).toBe(404);
    expect((await remove('here', 7)).status).toBe(412);
    expect((await remove('here', 1)).status).toBe(204);
  });

  it('imports breaks by code and id, and may be repeated', async () => {
    const breaks = [
      { asset: 'OLD', brokeOn: `${year - 3}-01-01` },
      { asset: ids.get('OLD'), brokeOn: `${year - 4}-01-01`, kind: 'joint' },
      { asset: 'NOWHERE', brokeOn: '2020-01-01' },
      { asset: 'V', brokeOn: '2020-01-01' },
      { asset: 'NEW', brokeOn: `${year + 2}-01-01` },
    ];
    const rejected = [
      { index: 2, reason: 'unknown_asset' },
      { index: 3, reason: 'not_a_pipe' },
      { index: 4, reason: 'in_future' },
    ];
    const first = await api.call('here', 'POST', '/maintenance/breaks', { breaks });
    expect(first).toMatchObject({ status: 200, body: { stored: 2, duplicate: 0, rejected } });
    expect((await api.call('here', 'POST', '/maintenance/breaks', { breaks })).body).toMatchObject({
      stored: 0,
      duplicate: 2,
    });
    expect((await api.call('crew', 'POST', '/maintenance/breaks', { breaks })).status).toBe(403);
    expect((await api.call('there', 'POST', '/maintenance/breaks', { municipalityId: here, breaks })).status).toBe(404);
    expect((await api.call('there', 'POST', '/maintenance/breaks', { breaks })).body).toMatchObject({ stored: 0 });
  });

  it('judges pipes by the built-in model while there are few breaks, and says so', async () => {
    expect((await api.call('looker', 'GET', `/assets/${ids.get('OLD')}/risk`)).status).toBe(404);
    expect((await api.call('looker', 'POST', '/maintenance/runs', {})).status).toBe(403);
    expect(await judged('here')).toMatchObject({ state: 'finished', done: 1, total: 1, judged: { pipe: 2 } });
    const { data } = (await api.call('looker', 'GET', '/maintenance/risks?kind=pipe&sort=-probability')).body;
    expect(data.map(({ code }: { code: string }) => code)).toEqual(['OLD', 'NEW']);
    expect(data[0]).toMatchObject({
      basis: 'built_in',
      municipalityId: here,
      horizonDays: 1461,
      remainingUnit: 'years',
    });
    const { probability, remaining, reasons, likelihood, consequence, risk } = data[0];
    expect(probability.low).toBeLessThan(probability.value);
    expect(probability.high).toBeGreaterThan(probability.value);
    expect(remaining.low).toBeLessThan(remaining.high);
    expect(risk).toBe(likelihood * consequence);
    expect(reasons.map(({ code }: { code: string }) => code)).toContain('pipe.breaks-recent');
    expect((await api.call('looker', 'GET', `/assets/${ids.get('OLD')}/risk`)).body).toEqual(data[0]);
    const matrix = (await api.call('looker', 'GET', '/maintenance/matrix?kind=pipe')).body;
    expect(matrix).toMatchObject({ kind: 'pipe', total: 2 });
    expect(
      (await api.call('looker', 'GET', `/maintenance/risks?kind=pipe&level=${data[0].level}`)).body.data[0].id,
    ).toBe(ids.get('OLD'));
    const models = (await api.call('looker', 'GET', '/maintenance/model')).body.data;
    expect(models).toMatchObject([
      { scopeId: here, basis: 'built_in', trainedAt: null, pipes: 2, breaks: 3, validation: null },
    ]);
  });

  it('shows another municipality nothing of it', async () => {
    expect((await api.call('there', 'GET', `/assets/${ids.get('OLD')}/risk`)).status).toBe(404);
    expect((await api.call('there', 'GET', `/maintenance/risks?kind=pipe&municipalityId=${here}`)).status).toBe(404);
    expect((await api.call('there', 'GET', `/maintenance/model?municipalityId=${here}`)).status).toBe(404);
    for (const path of ['/maintenance/risks?kind=pipe', '/maintenance/model', '/maintenance/runs'])
      expect((await api.call('there', 'GET', path)).body.data).toEqual([]);
    expect((await api.call('there', 'GET', '/maintenance/matrix?kind=pipe')).body).toMatchObject({ total: 0 });
    expect((await api.call('there', 'POST', '/maintenance/runs', { scopeId: here })).status).toBe(404);
    const runs = (await api.call('here', 'GET', '/maintenance/runs')).body.data;
    expect((await api.call('there', 'GET', `/maintenance/runs/${runs[0].id}`)).status).toBe(404);
  });

  it('judges sensors by what they sent', async () => {
    const sensor = await api.call('here', 'POST', '/sensors', {
      code: 'S',
      name: 'S',
      quantity: 'pressure',
      intervalS: 3600,
    });
    expect(sensor.status).toBe(201);
    await database.query(
      `insert into readings (tenant_id, sensor_id, time, value, quality)
       select s.tenant_id, s.number, date_trunc('day', now(), 'UTC') - n * interval '1 hour', 300 + n % 5, 0
       from sensors s, generate_series(1, 96, 2) n where s.code = 'S'`,
    );
    expect((await api.call('looker', 'GET', `/sensors/${sensor.body.id}/health`)).status).toBe(404);
    await judged('here');
    const health = (await api.call('looker', 'GET', `/sensors/${sensor.body.id}/health`)).body;
    expect(health).toMatchObject({ kind: 'sensor', basis: 'measured', horizonDays: 30 });
    expect(health.measures.completeness).toBeCloseTo(0.5, 1);
    expect(health.healthScore).toBeLessThan(70);
    expect(health.reasons.map(({ code }: { code: string }) => code)).toContain('sensor.gaps');
    expect((await api.call('there', 'GET', `/sensors/${sensor.body.id}/health`)).status).toBe(404);
  });

  it('judges pumps with flow and pressure of the same device', async () => {
    await asset('PU', {
      class: 'pump',
      geometry: { type: 'Point', coordinates: [20, 40] },
      attributes: { suctionHeadM: 0 },
    });
    const device = (await api.call('here', 'POST', '/devices', { name: 'Station', protocol: 'http' })).body;
    for (const [code, quantity] of [
      ['PW', 'power'],
      ['FL', 'flow'],
      ['PR', 'pressure'],
    ])
      await api.call('here', 'POST', '/sensors', {
        code,
        name: code,
        quantity,
        intervalS: 900,
        deviceId: device.id,
        assetId: quantity === 'power' ? ids.get('PU') : null,
      });
    // 360 m³/h, 50 m and 70 kW: the vector of the guide to pumps.
    await database.query(
      `insert into readings (tenant_id, sensor_id, time, value, quality)
       select s.tenant_id, s.number, date_trunc('hour', now()) - n * interval '15 minutes',
         case s.code when 'PW' then 70 when 'FL' then 360 else 50 * 9.80665 end, 0
       from sensors s, generate_series(1, 200) n where s.code in ('PW', 'FL', 'PR')`,
    );
    // What was marked as bad tells nothing.
    await database.query(
      `insert into readings (tenant_id, sensor_id, time, value, quality)
       select s.tenant_id, s.number, date_trunc('hour', now()) - n * interval '15 minutes' + interval '5 minutes', 900, $1
       from sensors s, generate_series(1, 200) n where s.code = 'PW'`,
      [Quality.bad],
    );
    expect(await judged('here')).toMatchObject({ judged: { pump: 1 } });
    const { body } = await api.call('looker', 'GET', `/assets/${ids.get('PU')}/risk`);
    expect(body).toMatchObject({ kind: 'pump', healthScore: 100, consequence: 4, horizonDays: 90 });
    expect(body.measures.efficiency).toBeCloseTo(0.7005, 3);
    expect(body.measures.specificEnergy).toBeCloseTo(0.1944, 4);
    expect(body.measures.per100M).toBeCloseTo(0.3889, 4);
  });

  it('fits the nation, then the municipality, once there are breaks enough', async () => {
    await database.query(
      `insert into assets (tenant_id, id, code, name, class, geometry, material, diameter_mm, length_m, installed_on)
       select a.tenant_id, gen_random_uuid(), 'P' || n, 'P' || n, 'pipe', a.geometry, a.material, 150, 100,
         date '1950-01-01' + n * interval '60 days'
       from assets a, generate_series(1, 200) n where a.code = 'OLD'`,
    );
    await database.query(
      `insert into asset_breaks (tenant_id, id, asset_id, broke_on)
       select tenant_id, gen_random_uuid(), id, (now() - b * interval '400 days')::date
       from assets, generate_series(1, 12) b where code ~ '^P[0-9]+$' and (substr(code, 2)::int + b * 37) % 20 = 0`,
    );
    const run = await judged('root');
    expect(run).toMatchObject({ state: 'finished', done: 2, total: 2, scopeId: api.nationUid, judged: { pipe: 202 } });
    const models = (await api.call('root', 'GET', '/maintenance/model')).body.data;
    const byScope = new Map(models.map((model: { scopeId: string }) => [model.scopeId, model]));
    expect(byScope.get(api.nationUid)).toMatchObject({ basis: 'own', pipes: 202 });
    expect(byScope.get(here)).toMatchObject({ basis: 'own', validation: { auc: expect.any(Number) } });
    expect(byScope.get(there)).toMatchObject({ basis: 'national', pipes: 0 });
    expect((await api.call('here', 'GET', '/maintenance/model')).body.data).toMatchObject([{ scopeId: here }]);
    const page = (await api.call('here', 'GET', '/maintenance/risks?kind=pipe&sort=-inspection&pageSize=5&page=2'))
      .body;
    expect(page.page).toMatchObject({ number: 2, size: 5, total: 202 });
    expect(page.data).toHaveLength(5);
  });

  it('refuses a second run of the same scope, and takes over from one that died', async () => {
    await database.query(
      `insert into maintenance_runs (tenant_id, id, state)
       select tenant_id, gen_random_uuid(), 'running' from municipalities where code = 'THERE'`,
    );
    expect((await api.call('there', 'POST', '/maintenance/runs', {})).status).toBe(409);
    await database.query(`update maintenance_runs set updated_at = now() - interval '1 hour' where state = 'running'`);
    expect(await judged('there')).toMatchObject({ state: 'finished' });
    const states = (await api.call('there', 'GET', '/maintenance/runs?state=failed')).body.data;
    expect(states).toMatchObject([{ failure: expect.stringContaining('Start it again') }]);
  });

  it('writes one audit row for each change', async () => {
    const { rows } = await database.query(
      `select action, object_type, count(*)::int from audit_log
       where result = 'done' and object_type in ('AssetBreak', 'MaintenanceRun') or action = 'maintenance.import-breaks'
       group by 1, 2 order by 1, 2`,
    );
    expect(rows).toEqual([
      { action: 'create', object_type: 'AssetBreak', count: 2 },
      { action: 'delete', object_type: 'AssetBreak', count: 1 },
      { action: 'maintenance.import-breaks', object_type: 'Municipality', count: 3 },
      { action: 'maintenance.run', object_type: 'MaintenanceRun', count: 5 },
    ]);
  });
});
