import { AlertsHttpModule } from '@app/alerts';
import { AssetsModule, assetEntities } from '@app/assets';
import { PartitionKeeper } from '@app/database';
import { DevicesModule, deviceEntities } from '@app/devices';
import { writeInp } from '@app/hydraulics';
import { JobRunnerModule } from '@app/jobs';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { MunicipalityOperation, type MunicipalityPlan, planNation } from '@app/simulation';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { Client, Pool } from 'pg';
import { TwinHttpModule, TwinJobsModule } from '.';
import { TwinRunner } from './run/twin-runner';

const STEP_MS = 900_000;
const DAYS = 3;

/** Real: the API, jobs, threads, EPANET, PostgreSQL with row security. Readings are those of a simulated town with a burst at its end. */
describe('twins', () => {
  let api: ResourceApp;
  let database: Client;
  let plan: MunicipalityPlan;
  let here: string;
  let there: string;
  let twinId: string;

  beforeAll(async () => {
    api = await resourceApp(
      [
        MunicipalitiesModule,
        AssetsModule,
        DevicesModule,
        SensorsModule,
        AlertsHttpModule,
        TwinHttpModule,
        TwinJobsModule,
        JobRunnerModule,
      ],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    database = new Client({ connectionString: api.database.superuserUrl });
    await database.connect();
    const owner = new Pool({ connectionString: api.database.ownerUrl, max: 1 });
    await new PartitionKeeper(owner).ensure(Date.now() - 5 * 86_400_000, Date.now() + 2 * 86_400_000);
    await owner.end();
    plan = planNation({ seed: 'twins', municipalities: 1, junctions: 80 }).municipalities[0] as MunicipalityPlan;
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (
        await api.call('root', 'POST', '/municipalities', {
          code,
          name: code,
          regionId,
          population: 8_000,
          center: plan.center,
          timeZone: plan.timeZone,
        })
      ).body.id;
    here = await make('HERE');
    there = await make('THERE');
    api.person('admin', 'municipalAdmin', here);
    api.person('operator', 'operator', here);
    api.person('viewer', 'viewer', here);
    api.person('other', 'municipalAdmin', there);
    await importNetwork();
    await addSensors();
  }, 120_000);
  afterAll(async () => {
    await database.end();
    await api.close();
  });

  async function importNetwork(replace = false): Promise<void> {
    const answer = await api.call('admin', 'POST', `/municipalities/${here}/network-import`, {
      inp: writeInp(plan.water.network),
      placement: plan.placement,
      replace,
    });
    expect(answer.status).toBe(200);
  }

  async function addSensors(): Promise<void> {
    const operation = await MunicipalityOperation.open(plan, 'twins');
    const end = Math.floor((Date.now() - 60_000) / STEP_MS) * STEP_MS;
    const start = end - DAYS * 86_400_000;
    const district = plan.water.zones[0]?.districts[0];
    const { history } = operation.pass(start, end - 4 * STEP_MS, STEP_MS);
    operation.apply({ kind: 'burst', target: district?.junctionIds[3] ?? '', size: 4 } as never, true);
    const { history: burst } = operation.pass(end - 4 * STEP_MS, end + 1, STEP_MS);
    for (const sensor of operation.devices.flatMap((device) => device.sensors)) {
      if (sensor.source.kind === 'quality') continue;
      const asset = await api.call('admin', 'GET', `/assets?code=${sensor.assetCode}&municipalityId=${here}`);
      const made = await api.call('admin', 'POST', '/sensors', {
        code: sensor.code,
        name: sensor.name,
        quantity: sensor.quantity,
        location: sensor.location,
        assetId: asset.body.data[0].id,
        intervalS: 900,
      });
      expect(made.status).toBe(201);
      for (const part of [history, burst])
        await database.query(
          `insert into readings (tenant_id, sensor_id, time, value, quality)
           select s.tenant_id, s.number, to_timestamp(t / 1000), v / $4, 0 from sensors s, unnest($2::float8[], $3::float8[]) as r (t, v)
           where s.id = $1`,
          [made.body.id, part.times, [...(part.values.get(sensor.code) ?? [])], sensor.perCanonical],
        );
      await database.query(
        `insert into sensor_latest (tenant_id, sensor_id, time, value, quality, received_at)
         select tenant_id, number, to_timestamp($2), 0, 0, now() from sensors where id = $1`,
        [made.body.id, end / 1000],
      );
    }
    operation.close();
  }

  it('comes with the network import, and is nobody else’s', async () => {
    const list = await api.call('operator', 'GET', '/twins');
    expect(list.body.data).toMatchObject([
      {
        municipalityId: here,
        state: 'active',
        revision: 1,
        counts: { pipes: plan.water.network.pipes.length, tanks: 1 },
      },
    ]);
    twinId = list.body.data[0].id;
    expect((await api.call('other', 'GET', '/twins')).body.page.total).toBe(0);
    for (const path of ['', '/links', '/runs', '/revisions', '/inp', '/elements'])
      expect((await api.call('other', 'GET', `/twins/${twinId}${path}`)).status).toBe(404);
    expect((await api.call('other', 'POST', `/twins/${twinId}/pause`, {})).status).toBe(404);
    expect((await api.call('viewer', 'POST', `/twins/${twinId}/pause`, {})).status).toBe(403);
  });

  it('gives the network back, from the assets and as the file', async () => {
    const file = await api.call('viewer', 'GET', `/twins/${twinId}/inp?form=file`);
    expect(file.text).toBe(writeInp(plan.water.network));
    const made = await api.call('viewer', 'GET', `/twins/${twinId}/inp`);
    expect(made.text).toContain('[PIPES]');
    expect(made.text.split('\n').filter((line) => line.startsWith('D1-P')).length).toBeGreaterThan(10);
  });

  it('finds the places of sensors, learns from what is stored and raises an alarm for a burst', async () => {
    await eventually(async () => {
      const { body } = await api.call('operator', 'GET', `/twins/${twinId}`);
      expect(body.lastRun).toMatchObject({ state: 'good', revision: 1 });
    }, 60_000);
    const { data, unlinked } = (await api.call('operator', 'GET', `/twins/${twinId}/links`)).body;
    expect(unlinked).toEqual([]);
    expect(data.filter((link: { usage: string }) => link.usage === 'boundary').length).toBeGreaterThanOrEqual(5);
    const compared = data.filter(
      ({ usage, z }: { usage: string; z: number | null }) => usage === 'compare' && z !== null,
    );
    expect(compared.length).toBeGreaterThanOrEqual(5);
    const alerts = (await api.call('operator', 'GET', `/alerts?kind=twin`)).body.data;
    expect(alerts.map(({ sensorCode }: { sensorCode: string }) => sensorCode)).toEqual([`${plan.code}-D1-FLOW`]);
    expect(alerts[0].message).toContain('above what the hydraulic model');
    expect(alerts[0].finding).toMatchObject({
      code: expect.stringMatching(/^twin\.(zone|part)_use_above$/),
      values: { surplus: { unit: 'm3/h' }, expected: { unit: 'm3/h' } },
      names: [expect.any(String)],
    });
    const runs = (await api.call('viewer', 'GET', `/twins/${twinId}/runs?limit=2`)).body;
    expect(runs.data).toHaveLength(2);
    expect(runs.page.next).toBe(runs.data[1].at);
    const values = (await api.call('viewer', 'GET', `/twins/${twinId}/values?sensorId=${compared[0].sensorId}`)).body;
    expect(values.times.length).toBeGreaterThan(150);
    expect(values.simulated.every((value: unknown) => typeof value === 'number')).toBe(true);
  }, 90_000);

  it('suspects pipes of the district, shows where, and takes what was found', async () => {
    // The search follows the run.
    const suspect = await eventually(async () => {
      const { data } = (await api.call('viewer', 'GET', `/leak-suspects?municipalityId=${here}&open=true`)).body;
      expect(data).toHaveLength(1);
      return data[0];
    }, 20_000);
    expect(suspect).toMatchObject({ twinId, origin: 'twin', state: 'open', endedAt: null });
    expect(suspect.sizeM3h).toBeGreaterThan(5);
    expect(suspect.sizeLowM3h).toBeLessThan(suspect.sizeHighM3h);
    expect(suspect.area.type).toBe('MultiPolygon');
    expect(suspect.areaShare).toBeGreaterThanOrEqual(0.8);
    expect(suspect.pipes.every(({ elementId }: { elementId: string }) => elementId.startsWith('D1-'))).toBe(true);
    expect(suspect.pipes[0].assetId).not.toBeNull();
    expect((await api.call('other', 'GET', '/leak-suspects')).body.data).toEqual([]);
    expect((await api.call('other', 'GET', `/leak-suspects/${suspect.id}`)).status).toBe(404);
    expect(
      (await api.call('other', 'POST', `/leak-suspects/${suspect.id}/close`, { outcome: 'not_found' })).status,
    ).toBe(404);
    expect(
      (await api.call('viewer', 'POST', `/leak-suspects/${suspect.id}/close`, { outcome: 'not_found' })).status,
    ).toBe(403);
    const { assetId } = suspect.pipes[0];
    const closed = await api.call('operator', 'POST', `/leak-suspects/${suspect.id}/close`, {
      outcome: 'confirmed',
      assetId,
    });
    expect(closed.body).toMatchObject({ state: 'confirmed', outcomeAssetId: assetId, closedBy: 'operator' });
    expect(
      (await api.call('operator', 'POST', `/leak-suspects/${suspect.id}/close`, { outcome: 'not_found' })).status,
    ).toBe(409);
  });

  it('searches on demand where water was lost', async () => {
    const span = (hours: number) => ({
      from: new Date(Date.now() - hours * 3_600_000).toISOString(),
      to: new Date().toISOString(),
    });
    const found = await api.call('operator', 'POST', `/twins/${twinId}/localise`, span(1));
    expect(found.status).toBe(200);
    expect(found.body).toMatchObject({ origin: 'request', state: 'open' });
    expect((await api.call('viewer', 'POST', `/twins/${twinId}/localise`, span(1))).status).toBe(403);
    expect((await api.call('operator', 'POST', `/twins/${twinId}/localise`, span(-1))).status).toBe(422);
    await database.query(`delete from leak_suspects where id = $1`, [found.body.id]);
  });

  it('tells what a burst and a closed pipe would do, and changes nothing', async () => {
    const of = async (code: string) =>
      (await api.call('operator', 'GET', `/assets?code=${code}&municipalityId=${here}`)).body.data[0].id;
    const ask = (body: object, who = 'operator') => api.call(who, 'POST', `/twins/${twinId}/what-if`, body);
    const burst = await ask({ burst: { assetId: await of('D1-P3'), diameterMm: 80 }, isolate: false });
    expect(burst.status).toBe(200);
    expect(burst.body.burstM3h).toBeGreaterThan(50);
    expect(burst.body.nodes[0].afterKpa).toBeLessThan(burst.body.nodes[0].beforeKpa);
    const isolated = await ask({ burst: { assetId: await of('D1-P3'), diameterMm: 80 }, isolate: true });
    expect(isolated.body.valvesToClose.map(({ elementId }: { elementId: string }) => elementId)).toEqual(['D1-V1']);
    expect(isolated.body).toMatchObject({ burstM3h: null, affectedNodes: isolated.body.isolatedNodes });
    const closed = await ask({ close: [await of('D1-P0')], durationH: 2 });
    const { affectedNodes, affectedCustomers, totalNodes, area } = closed.body;
    expect(affectedNodes).toBe(plan.water.zones[0]?.districts[0]?.junctionIds.length);
    expect(affectedCustomers / 8_000).toBeCloseTo(affectedNodes / totalNodes, 0);
    expect(area.type).toBe('MultiPolygon');
    expect((await ask({})).status).toBe(422);
    expect((await ask({ pumpOff: [await of('D1-P0')] })).body.errors).toEqual([
      { pointer: '/pumpOff/0', detail: 'must be a pump' },
    ]);
    expect((await ask({ close: [await of('D1-P0')] }, 'viewer')).status).toBe(403);
    expect((await ask({ close: [await of('D1-P0')] }, 'other')).status).toBe(404);
  }, 60_000);

  it('does nothing twice', async () => {
    const { rows } = await database.query(`select count(*)::int as runs from twin_runs`);
    const { rows: found } = await database.query(`select tenant_id from twins where id = $1`, [twinId]);
    const runner = api.app.get(TwinRunner, { strict: false });
    await eventually(async () => {
      const done = await runner.run(found[0].tenant_id, twinId, new AbortController().signal);
      expect(done).toBe(0);
    }, 20_000);
    expect((await database.query(`select count(*)::int as runs from twin_runs`)).rows).toEqual(rows);
  }, 30_000);

  it('takes places from people, and refuses what is not there', async () => {
    const { data } = (await api.call('operator', 'GET', `/twins/${twinId}/links`)).body;
    const plain = data.map(({ sensorId, elementKind, elementId, usage }: Record<string, unknown>) => ({
      sensorId,
      elementKind,
      elementId,
      usage,
    }));
    const wrong = [{ ...plain[0], elementId: 'NOWHERE' }, ...plain.slice(1)];
    const refused = await api.call('operator', 'PUT' as never, `/twins/${twinId}/links`, { links: wrong });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { pointer: '/links/0/elementId', detail: expect.stringContaining('network') },
    ]);
    expect((await api.call('viewer', 'PUT' as never, `/twins/${twinId}/links`, { links: plain })).status).toBe(403);
    const done = await api.call('operator', 'PUT' as never, `/twins/${twinId}/links`, { links: plain });
    expect(done.status).toBe(200);
    expect(done.body.data.every(({ source }: { source: string }) => source === 'confirmed')).toBe(true);
  });

  it('rests and goes on, and keeps every import', async () => {
    const paused = await api.call('operator', 'POST', `/twins/${twinId}/pause`, {});
    expect(paused.body.state).toBe('paused');
    await importNetwork(true);
    const { data } = (await api.call('operator', 'GET', `/twins/${twinId}/revisions`)).body;
    expect(data.map(({ revision, active }: { revision: number; active: boolean }) => [revision, active])).toEqual([
      [2, true],
      [1, false],
    ]);
    const first = await api.call('operator', 'POST', `/twins/${twinId}/activate`, { revision: 1 });
    expect(first.body).toMatchObject({ state: 'active', revision: 1 });
    expect((await api.call('operator', 'POST', `/twins/${twinId}/activate`, { revision: 9 })).status).toBe(404);
    const audit = await database.query(`select action from audit_log where object_type = 'Twin' order by seq`);
    expect(audit.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['twin.set-links', 'twin.pause', 'twin.activate']),
    );
  });
});
