import { type ResourceApp, resourceApp } from '@app/testing';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { AssetsModule, assetEntities } from '.';

const inp = `[TITLE]
Three pipes
[JUNCTIONS]
J1 10 1
J2 12 2
[RESERVOIRS]
R1 50
[TANKS]
T1 40 2 0 4 10 0
[PIPES]
P1 R1 J1 1000 300 100 0 Open ; material=PVC, installed=1987
P2 J1 J2 500 200 100 0 Open
P3 J2 T1 400 150 100 0 Open
[OPTIONS]
Units LPS
[COORDINATES]
R1 0 0
J1 1000 0
J2 1500 0
T1 1500 400
[END]
`;
const placement = { anchor: { lon: 20, lat: 40 }, anchorXY: { x: 0, y: 0 }, metresPerUnit: 1 };

describe('zones, assets and network import', () => {
  let api: ResourceApp;
  let here: string;
  let there: string;

  beforeAll(async () => {
    api = await resourceApp([MunicipalitiesModule, AssetsModule], [...municipalityEntities, ...assetEntities]);
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    there = await make('THERE');
    api.person('here', 'municipalAdmin', here);
    api.person('there', 'municipalAdmin', there);
    api.person('operator', 'operator', here);
  });
  afterAll(() => api.close());

  const valve = { code: 'V1', name: 'Valve', class: 'valve', geometry: { type: 'Point', coordinates: [20, 40] } };

  it('makes assets in the home municipality and keeps them from others', async () => {
    const zone = (await api.call('here', 'POST', '/zones', { code: 'D1', name: 'District 1' })).body;
    expect(zone).toMatchObject({ municipalityId: here, kind: 'dma', boundary: null, version: 1 });
    const made = await api.call('here', 'POST', '/assets', {
      ...valve,
      zoneId: zone.id,
      installedOn: '1990-05-01',
      attributes: { kind: 'gate' },
    });
    expect(made.status).toBe(201);
    const read = await api.call('operator', 'GET', `/assets/${made.body.id}`);
    expect(read.body).toEqual(made.body);
    expect(read.body).toMatchObject({
      municipalityId: here,
      zoneId: zone.id,
      installedOn: '1990-05-01',
      attributes: { kind: 'gate' },
    });
    expect((await api.call('there', 'GET', `/assets/${made.body.id}`)).status).toBe(404);
    expect((await api.call('there', 'GET', `/assets?municipalityId=${here}`)).status).toBe(404);
    expect((await api.call('there', 'GET', `/assets?zoneId=${zone.id}`)).body.data).toEqual([]);
    expect((await api.call('there', 'POST', '/assets', { ...valve, municipalityId: here })).status).toBe(404);
    expect((await api.call('there', 'POST', '/assets', { ...valve, zoneId: zone.id })).status).toBe(404);
    expect(
      (await api.call('root', 'POST', '/assets', { ...valve, municipalityId: there, zoneId: zone.id })).status,
    ).toBe(422);
    expect((await api.call('operator', 'POST', '/assets', { ...valve, code: 'V2' })).status).toBe(403);
    expect((await api.call('root', 'POST', '/assets', valve)).status).toBe(422);
  });

  it('lets the same code stand in two municipalities, not twice in one', async () => {
    expect((await api.call('there', 'POST', '/assets', valve)).status).toBe(201);
    expect((await api.call('there', 'POST', '/assets', valve)).status).toBe(409);
  });

  it('checks geometry by class and measures lines', async () => {
    const wrong = await api.call('here', 'POST', '/assets', { ...valve, code: 'P9', class: 'pipe' });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ pointer: '/geometry' }] });
    const line = {
      type: 'LineString',
      coordinates: [
        [20, 40],
        [20.01, 40],
      ],
    };
    const pipe = await api.call('here', 'POST', '/assets', {
      ...valve,
      code: 'P9',
      class: 'pipe',
      geometry: line,
      diameterMm: 100,
    });
    expect(pipe.body.lengthM).toBeCloseTo(853.9, 0);
    const path = `/assets/${pipe.body.id}`;
    const empty = {
      geometry: {
        type: 'LineString',
        coordinates: [
          [20, 40],
          [20, 40],
        ],
      },
    };
    expect((await api.call('here', 'PATCH', path, empty, { 'if-match': '"1"' })).status).toBe(422);
    expect((await api.call('here', 'PATCH', path, { class: 'tank' }, { 'if-match': '"1"' })).status).toBe(422);
    expect(
      (await api.call('here', 'PATCH', path, { material: 'PVC', attributes: {} }, { 'if-match': '"1"' })).body,
    ).toMatchObject({
      material: 'PVC',
      version: 2,
      lengthM: pipe.body.lengthM,
    });
  });

  it('filters, sorts and searches assets', async () => {
    const codes = async (query: string) =>
      (await api.call('here', 'GET', `/assets?${query}`)).body.data.map(({ code }: { code: string }) => code);
    expect(await codes('sort=-code')).toEqual(['V1', 'P9']);
    expect(await codes('class=pipe,pump')).toEqual(['P9']);
    expect(await codes('q=valve')).toEqual(['P9', 'V1']);
    expect(await codes('sort=diameterMm')).toEqual(['P9', 'V1']);
  });

  it('shows and changes only the fields that a custom role names', async () => {
    api.person('painter', 'custom', here, [{ action: ['read', 'update'], subject: 'Asset', fields: ['name'] }]);
    const { id, version } = (await api.call('here', 'GET', '/assets?code=P9')).body.data[0];
    const only = { id, version, name: 'Pipe of the painter' };
    const changed = await api.call(
      'painter',
      'PATCH',
      `/assets/${id}`,
      { name: only.name },
      { 'if-match': `"${version}"` },
    );
    expect(changed.body).toEqual({ ...only, version: version + 1 });
    expect((await api.call('painter', 'GET', `/assets/${id}`)).body).toEqual(changed.body);
    const more = await api.call(
      'painter',
      'PATCH',
      `/assets/${id}`,
      { material: 'lead' },
      { 'if-match': `"${version + 1}"` },
    );
    expect(more.status).toBe(403);
  });

  it('imports a network: trial, all of it, again, and again with other pipes', async () => {
    const path = `/municipalities/${there}/network-import`;
    const trial = await api.call('there', 'POST', path, { inp, placement, dryRun: true, zoneName: 'Old town' });
    expect(trial.body).toMatchObject({
      dryRun: true,
      assets: { pipe: 3, junction: 2, reservoir: 1, tank: 1 },
      zones: 1,
      zoneId: null,
    });
    const body = { inp, placement, dryRun: true, zoneName: 'Old town' };
    const keyed = await api.call('there', 'POST', path, body, { 'idempotency-key': 'trial-of-the-old-town' });
    expect(keyed.body).toMatchObject({ dryRun: true });
    expect((await api.call('there', 'GET', '/zones')).body.page.total).toBe(0);
    const done = await api.call('there', 'POST', path, { inp, placement, zoneName: 'Old town' });
    expect(done.status).toBe(200);
    expect(done.body.bounds[0]).toBeCloseTo(20, 6);
    const zones = (await api.call('there', 'GET', '/zones')).body.data;
    expect(zones).toMatchObject([
      { id: done.body.zoneId, name: 'Old town', code: 'Old-town', boundary: { type: 'MultiPolygon' } },
    ]);
    const pipes = (await api.call('there', 'GET', '/assets?class=pipe')).body.data;
    expect(pipes).toMatchObject([
      {
        code: 'P1',
        diameterMm: 300,
        lengthM: 1000,
        material: 'PVC',
        installedOn: '1987-01-01',
        zoneId: done.body.zoneId,
      },
      { code: 'P2' },
      { code: 'P3' },
    ]);
    const again = await api.call('there', 'POST', path, { inp, placement, zoneName: 'Old town' });
    expect(again).toMatchObject({ status: 409, body: { code: 'asset.code-taken' } });
    const fewer = inp.replace(/P3 .*\n/, '');
    const replaced = await api.call('there', 'POST', path, {
      inp: fewer,
      placement,
      zoneName: 'Old town',
      replace: true,
    });
    expect(replaced.body).toMatchObject({ assets: { pipe: 2 }, removed: 1, zones: 0 });
    const kept = (await api.call('there', 'GET', '/assets?class=pipe')).body.data;
    expect(kept.map(({ id }: { id: string }) => id)).toEqual([pipes[0].id, pipes[1].id]);
  });

  it('refuses files and placements that cannot be, with the line', async () => {
    const path = `/municipalities/${there}/network-import`;
    const broken = await api.call('there', 'POST', path, { inp: inp.replace('P2 J1 J2', 'P2 J1 NOWHERE'), placement });
    expect(broken.status).toBe(422);
    expect(broken.body.errors[0]).toMatchObject({ pointer: '/inp', detail: expect.stringMatching(/Line \d+/) });
    const far = await api.call('there', 'POST', path, { inp, placement: { ...placement, metresPerUnit: 100_000 } });
    expect(far.body).toMatchObject({ status: 422, errors: [{ pointer: '/placement' }] });
    expect((await api.call('here', 'POST', path, { inp, placement })).status).toBe(404);
    expect(
      (await api.call('operator', 'POST', `/municipalities/${here}/network-import`, { inp, placement })).status,
    ).toBe(403);
  });

  it('writes one audit row for each change, also for an import', async () => {
    const { rows } = await (async () => {
      const { Client } = await import('pg');
      const client = new Client({ connectionString: api.database.superuserUrl });
      await client.connect();
      const result = await client.query(
        `select action, object_type, count(*)::int from audit_log where result = 'done' and object_type in ('Zone', 'Asset', 'Municipality') group by 1, 2 order by 1, 2`,
      );
      await client.end();
      return result;
    })();
    expect(rows).toEqual([
      { action: 'create', object_type: 'Asset', count: 3 },
      { action: 'create', object_type: 'Municipality', count: 2 },
      { action: 'create', object_type: 'Zone', count: 1 },
      { action: 'municipality.import-network', object_type: 'Municipality', count: 2 },
      { action: 'update', object_type: 'Asset', count: 2 },
    ]);
  });
});
