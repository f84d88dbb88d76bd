import { AssetsModule, assetEntities } from '@app/assets';
import { DevicesModule, deviceEntities } from '@app/devices';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { HealthRegistry, ObservabilityModule } from '@app/observability';
import { GisModule } from '.';

const ASSETS = 100_000;

describe('maps', () => {
  let api: ResourceApp;
  let superuser: Client;
  let app: Client;
  let here: string;
  let there: string;

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, AssetsModule, DevicesModule, SensorsModule, GisModule, ObservabilityModule],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    superuser = new Client({ connectionString: api.database.superuserUrl });
    app = new Client({ connectionString: api.database.appUrl });
    await Promise.all([superuser.connect(), app.connect()]);
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (
        await api.call('root', 'POST', '/municipalities', {
          code,
          name: `Town ${code}`,
          regionId,
          center: { lon: 20, lat: 40 },
        })
      ).body.id;
    here = await make('HERE');
    there = await make('THERE');
    api.person('here', 'municipalAdmin', here);
    api.person('there', 'municipalAdmin', there);
    const pipe = (code: string, lon: number, lat: number) => ({
      code,
      name: `Pipe ${code}`,
      class: 'pipe',
      geometry: {
        type: 'LineString',
        coordinates: [
          [lon, lat],
          [lon + 0.001, lat],
        ],
      },
      diameterMm: 200,
    });
    await api.call('here', 'POST', '/assets', pipe('P1', 20, 40));
    await api.call('here', 'POST', '/assets', pipe('P2', 20.1, 40));
    await api.call('there', 'POST', '/assets', pipe('P3', 20, 40));
    await api.call('here', 'POST', '/assets', {
      code: 'POLE',
      name: 'Pole',
      class: 'junction',
      geometry: { type: 'Point', coordinates: [0, 90] },
    });
    await api.call('here', 'POST', '/sensors', {
      code: 'S_1',
      name: 'Sensor',
      quantity: 'flow',
      location: { lon: 20, lat: 40.001 },
    });
    await api.call('here', 'POST', '/zones', {
      code: 'Z1',
      name: 'Zone',
      boundary: {
        type: 'Polygon',
        coordinates: [
          [
            [19.9, 39.9],
            [20.05, 39.9],
            [20.05, 40.1],
            [19.9, 40.1],
            [19.9, 39.9],
          ],
        ],
      },
    });
  });
  afterAll(async () => {
    await Promise.all([superuser.end(), app.end()]);
    await api.close();
  });

  const codes = (answer: { body: { data: { code: string }[] } }) => answer.body.data.map(({ code }) => code);

  it.each(['municipalities', 'zones', 'assets', 'sensors'])(
    'shows the layer %s as GeoJSON, each caller their own',
    async (layer) => {
      const { status, body } = await api.call('here', 'GET', `/gis/layers/${layer}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ type: 'FeatureCollection', truncated: false });
      expect(body.features.length).toBeGreaterThan(0);
      for (const feature of body.features) {
        expect(feature).toMatchObject({ type: 'Feature', properties: { id: feature.id, municipalityId: here } });
      }
      expect((await api.call('there', 'GET', `/gis/layers/${layer}?municipalityId=${here}`)).status).toBe(404);
    },
  );

  it('limits a layer to a box, a class and a number', async () => {
    const west = await api.call('here', 'GET', '/gis/layers/assets?bbox=19,39,20.05,41');
    expect(west.body.features.map((f: { properties: { code: string } }) => f.properties.code)).toEqual(['P1']);
    expect((await api.call('here', 'GET', '/gis/layers/assets?class=pump')).body.features).toEqual([]);
    expect((await api.call('here', 'GET', '/gis/layers/assets?limit=1')).body).toMatchObject({ truncated: true });
    expect((await api.call('here', 'GET', '/gis/layers/assets?bbox=1,2,3')).status).toBe(422);
    expect((await api.call('here', 'GET', '/gis/layers/secrets')).status).toBe(404);
  });

  it('draws vector tiles of the own tenants, with an entity tag', async () => {
    const n = 2 ** 12;
    const x = Math.floor(((20 + 180) / 360) * n);
    const y = Math.floor(((1 - Math.asinh(Math.tan((40 * Math.PI) / 180)) / Math.PI) / 2) * n);
    const tile = await api.call('here', 'GET', `/gis/tiles/pipes/12/${x}/${y}`);
    expect(tile.status).toBe(200);
    expect(tile.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(tile.text).toContain('pipes');
    expect(tile.text).toContain('Pipe P1');
    expect(tile.text).not.toContain('Pipe P3');
    const path = `/gis/tiles/pipes/12/${x}/${y}`;
    expect(
      (await api.call('here', 'GET', path, undefined, { 'if-none-match': String(tile.headers['etag']) })).status,
    ).toBe(304);
    expect((await api.call('there', 'GET', path)).text).toContain('Pipe P3');
    expect((await api.call('here', 'GET', '/gis/tiles/pipes/12/0/0')).status).toBe(204);
    expect((await api.call('here', 'GET', '/gis/tiles/pipes/1/2/0')).status).toBe(404);
    for (const layer of ['zones', 'assets', 'sensors', 'municipalities', 'pipes']) {
      for (const address of ['0/0/0', '1/1/0', '8/142/96', `12/${x}/${y}`, '15/16384/0']) {
        expect([200, 204]).toContain((await api.call('here', 'GET', `/gis/tiles/${layer}/${address}`)).status);
      }
    }
  });

  it('finds what is near, nearest first, by metres on the ground', async () => {
    const near = await api.call('here', 'GET', '/gis/near?lon=20&lat=40&radiusM=200');
    expect(codes(near)).toEqual(['P1', 'S_1']);
    expect(near.body.data[1].distanceM).toBeCloseTo(111.04, 1);
    expect(codes(await api.call('here', 'GET', '/gis/near?lon=20&lat=40&radiusM=100'))).toEqual(['P1']);
    expect(codes(await api.call('here', 'GET', '/gis/near?lon=20&lat=40&radiusM=20000&kinds=assets'))).toEqual([
      'P1',
      'P2',
    ]);
    expect(codes(await api.call('there', 'GET', '/gis/near?lon=20&lat=40&radiusM=200'))).toEqual(['P3']);
  });

  it('finds what an area touches', async () => {
    const geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [19.99, 39.99],
          [20.01, 39.99],
          [20.01, 40.01],
          [19.99, 40.01],
          [19.99, 39.99],
        ],
      ],
    };
    const within = await api.call('here', 'POST', '/gis/within', {
      geometry,
      kinds: ['assets', 'sensors', 'zones', 'municipalities'],
    });
    expect(codes(within).sort()).toEqual(['HERE', 'P1', 'S_1', 'Z1']);
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    };
    expect((await api.call('here', 'POST', '/gis/within', { geometry: bow })).status).toBe(422);
  });

  it('heeds the conditions of a custom role in every query', async () => {
    api.person('pipes', 'custom', here, [
      { action: 'read', subject: ['Municipality', 'Asset'] },
      { action: 'read', subject: 'Asset', inverted: true, conditions: { class: 'junction' } },
      { action: 'read', subject: 'Asset', inverted: true, conditions: { code: { $in: ['P2'] } } },
    ]);
    const layer = await api.call('pipes', 'GET', '/gis/layers/assets?bbox=-180,-90,180,90');
    expect(layer.body.features.map((f: { properties: { code: string } }) => f.properties.code)).toEqual(['P1']);
    expect(codes(await api.call('pipes', 'GET', '/assets'))).toEqual(['P1']);
    expect(codes(await api.call('pipes', 'GET', '/gis/near?lon=20&lat=40&radiusM=50000&kinds=assets'))).toEqual(['P1']);
    expect((await api.call('pipes', 'GET', '/search?q=p')).body.data).toMatchObject([{ code: 'P1' }]);
    expect((await api.call('pipes', 'GET', '/gis/tiles/pipes/8/142/96')).text).not.toContain('Pipe P2');
    expect((await api.call('pipes', 'GET', '/gis/layers/sensors')).status).toBe(403);
    expect(codes(await api.call('pipes', 'GET', '/gis/near?lon=20&lat=40&radiusM=200'))).toEqual(['P1']);
  });

  it('finds objects by code and name, taken literally', async () => {
    const found = await api.call('here', 'GET', '/search?q=p1');
    expect(found.body.data[0]).toMatchObject({ kind: 'asset', code: 'P1', municipalityId: here, detail: 'pipe' });
    expect(found.body.data[0].location.lat).toBeCloseTo(40, 5);
    expect(codes(await api.call('here', 'GET', '/search?q=s_1'))).toEqual(['S_1']);
    expect(codes(await api.call('here', 'GET', '/search?q=%25'))).toEqual([]);
    expect(codes(await api.call('there', 'GET', '/search?q=P1'))).toEqual([]);
    expect((await api.call('root', 'GET', '/search?q=town')).body.data).toHaveLength(2);
  });

  it('uses the spatial index as the application role, under row security, on 100,000 assets', async () => {
    await superuser.query(
      `insert into assets (tenant_id, id, code, name, class, geometry)
       select t.id, gen_random_uuid(), 'X' || i, 'X', 'junction', st_setsrid(st_point(10 + (i % 400) / 100.0, 50 + (i / 400) / 100.0), 4326)
         from generate_series(1, $1::int) i, tenants t where t.uid = $2`,
      [ASSETS, there],
    );
    await superuser.query('analyze assets');
    const health = await api.app.get(HealthRegistry, { strict: false }).report();
    expect(health['spatialIndex']).toMatchObject({ status: 'up', details: { usable: true, notLeakproof: [] } });
    const { rows: tenants } = await superuser.query<{ list: string }>(
      `select string_agg(id::text, ',') as list from tenants`,
    );
    await app.query('begin');
    await app.query(`select set_config('app.tenants', $1, true)`, [tenants[0]?.list]);
    for (const condition of [
      'geometry && st_makeenvelope(11, 51, 11.02, 51.02, 4326)',
      `geometry && st_makeenvelope(11, 51, 11.02, 51.02, 4326) and st_distance(geometry::geography, st_setsrid(st_point(11.01, 51.01), 4326)::geography) <= 500`,
      `geometry && st_transform(st_tileenvelope(14, 8693, 5450), 4326)`,
    ]) {
      const { rows } = await app.query<{ 'QUERY PLAN': string }>(
        `explain select id from assets t where t.geometry is not null and t.tenant_id = any ('{${tenants[0]?.list ?? ''}}'::int[]) and (${condition})`,
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/assets_geometry/);
    }
    await app.query('rollback');
    await superuser.query('alter function geometry_overlaps(geometry, geometry) not leakproof');
    const degraded = await api.app.get(HealthRegistry, { strict: false }).report();
    expect(degraded['spatialIndex']).toMatchObject({
      status: 'degraded',
      details: { notLeakproof: ['geometry_overlaps'] },
    });
    await superuser.query('alter function geometry_overlaps(geometry, geometry) leakproof');
    const started = performance.now();
    const { body } = await api.call('there', 'GET', '/gis/near?lon=11.01&lat=51.01&radiusM=2000&kinds=assets');
    expect(body.data.length).toBeGreaterThan(3);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
