import { type ResourceApp, resourceApp } from '@app/testing';
import { MunicipalitiesModule, municipalityEntities } from '.';

const square = (west: number, south: number, size = 1) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

describe('regions and municipalities', () => {
  let api: ResourceApp;
  let north: string;
  let south: string;
  let city: string;

  beforeAll(async () => {
    api = await resourceApp([MunicipalitiesModule], municipalityEntities);
    north = (await api.call('root', 'POST', '/regions', { code: 'N', name: 'North' })).body.id;
    south = (await api.call('root', 'POST', '/regions', { code: 'S', name: 'South' })).body.id;
    const made = await api.call('root', 'POST', '/municipalities', {
      code: 'CITY',
      name: 'City',
      regionId: north,
      center: { lon: 10, lat: 50 },
      population: 1000,
      timeZone: 'Europe/Berlin',
      boundary: square(10, 50),
    });
    expect(made.status).toBe(201);
    expect(made.headers['etag']).toBe('"1"');
    city = made.body.id;
    api.person('north', 'nationalAdmin', north);
    api.person('south', 'nationalAdmin', south);
    api.person('mayor', 'municipalAdmin', city);
    api.person('viewer', 'viewer', city);
  });
  afterAll(() => api.close());

  it('reads back what was written, with GeoJSON', async () => {
    const { status, body, headers } = await api.call('root', 'GET', `/municipalities/${city}`);
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"1"');
    expect(body).toMatchObject({
      id: city,
      regionId: north,
      code: 'CITY',
      population: 1000,
      timeZone: 'Europe/Berlin',
      center: { lon: 10, lat: 50 },
      boundary: { type: 'MultiPolygon', coordinates: [square(10, 50).coordinates] },
      version: 1,
    });
    expect(Object.keys(body).sort()).not.toContain('tenantId');
  });

  it('shows each caller their part of the country, and 404 for the rest', async () => {
    expect((await api.call('north', 'GET', '/municipalities')).body.page.total).toBe(1);
    expect((await api.call('south', 'GET', '/municipalities')).body.page.total).toBe(0);
    expect((await api.call('south', 'GET', `/municipalities/${city}`)).status).toBe(404);
    expect((await api.call('south', 'PATCH', `/municipalities/${city}`, { name: 'Mine' })).status).toBe(404);
    expect((await api.call('south', 'DELETE', `/municipalities/${city}`)).status).toBe(404);
    expect((await api.call('south', 'GET', `/municipalities?regionId=${north}`)).body.data).toEqual([]);
    expect((await api.call('mayor', 'GET', `/regions/${north}`)).status).toBe(404);
    expect(
      (await api.call('root', 'GET', '/regions?sort=-code')).body.data.map((r: { code: string }) => r.code),
    ).toEqual(['S', 'N']);
    expect((await api.call(null, 'GET', '/municipalities')).status).toBe(401);
  });

  it('asks for the right and for the version before it changes anything', async () => {
    const path = `/municipalities/${city}`;
    expect((await api.call('viewer', 'PATCH', path, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(403);
    expect((await api.call('mayor', 'PATCH', path, { name: 'X' })).status).toBe(428);
    const changed = await api.call('mayor', 'PATCH', path, { name: 'Great City' }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ name: 'Great City', version: 2, population: 1000 });
    expect((await api.call('mayor', 'PATCH', path, { name: 'Y' }, { 'if-match': '"1"' })).status).toBe(412);
    expect(
      (
        await api.call('mayor', 'POST', '/municipalities', {
          code: 'B',
          name: 'B',
          center: { lon: 1, lat: 1 },
          regionId: north,
        })
      ).status,
    ).toBe(403);
  });

  it('lets a regional administrator leave the region out', async () => {
    const made = await api.call('south', 'POST', '/municipalities', {
      code: 'PORT',
      name: 'Port',
      center: { lon: 9, lat: 49 },
    });
    expect(made.body).toMatchObject({ regionId: south, timeZone: 'UTC', boundary: null });
    const foreign = { code: 'P2', name: 'P2', regionId: north, center: { lon: 9, lat: 49 } };
    expect((await api.call('south', 'POST', '/municipalities', foreign)).status).toBe(404);
    expect(
      (await api.call('root', 'POST', '/municipalities', { code: 'P3', name: 'P3', center: { lon: 9, lat: 49 } }))
        .status,
    ).toBe(422);
  });

  it('refuses doubled codes, bad zones of time and areas that cross themselves', async () => {
    const draft = { code: 'CITY', name: 'Again', regionId: north, center: { lon: 1, lat: 1 } };
    expect((await api.call('root', 'POST', '/municipalities', draft)).status).toBe(409);
    expect(
      (await api.call('root', 'POST', '/municipalities', { ...draft, code: 'Z', timeZone: 'Mars/Olympus' })).status,
    ).toBe(422);
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
    const crossed = await api.call('root', 'POST', '/municipalities', { ...draft, code: 'Z', boundary: bow });
    expect(crossed.status).toBe(422);
    expect(crossed.body).toMatchObject({ code: 'geometry.invalid', errors: [{ pointer: '/boundary' }] });
  });

  it('carries out a POST with an Idempotency-Key once', async () => {
    const key = { 'idempotency-key': 'make-lake' };
    const draft = { code: 'LAKE', name: 'Lake', regionId: north, center: { lon: 10, lat: 51 } };
    const first = await api.call('root', 'POST', '/municipalities', draft, key);
    const second = await api.call('root', 'POST', '/municipalities', draft, key);
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replay']).toBe('true');
    expect((await api.call('root', 'POST', '/municipalities', { ...draft, name: 'Sea' }, key)).status).toBe(422);
    const failed = { ...draft, code: 'CITY' };
    expect((await api.call('root', 'POST', '/municipalities', failed, { 'idempotency-key': 'again' })).status).toBe(
      409,
    );
    expect(
      (await api.call('root', 'POST', '/municipalities', { ...draft, code: 'L2' }, { 'idempotency-key': 'again' }))
        .status,
    ).toBe(201);
    const race = await Promise.all(
      Array.from({ length: 5 }, () =>
        api.call('root', 'POST', '/municipalities', { ...draft, code: 'L3' }, { 'idempotency-key': 'race' }),
      ),
    );
    expect(race.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(race.every(({ status, body }) => status === 201 || body.code === 'request.in-progress')).toBe(true);
    expect((await api.call('root', 'GET', '/municipalities?code=L3')).body.page.total).toBe(1);
  });

  it('pages, sorts, filters and searches literally', async () => {
    const page = await api.call('root', 'GET', '/municipalities?pageSize=2&page=2&sort=-name');
    expect(page.body.page).toMatchObject({ number: 2, size: 2 });
    expect((await api.call('root', 'GET', '/municipalities?q=great')).body.page.total).toBe(1);
    expect((await api.call('root', 'GET', '/municipalities?q=%25')).body.page.total).toBe(0);
    expect((await api.call('root', 'GET', '/municipalities?code=CITY,PORT')).body.page.total).toBe(2);
    expect((await api.call('root', 'GET', '/municipalities?sort=tenantId')).status).toBe(422);
    expect((await api.call('root', 'GET', '/municipalities?pageSize=1001')).status).toBe(422);
  });

  it('takes away only what is empty', async () => {
    const region = (await api.call('root', 'GET', `/regions/${north}`)).body;
    const full = await api.call('root', 'DELETE', `/regions/${north}`, undefined, {
      'if-match': `"${region.version}"`,
    });
    expect(full).toMatchObject({ status: 409, body: { code: 'object.in-use' } });
    const lake = (await api.call('root', 'GET', '/municipalities?code=LAKE')).body.data[0];
    expect(
      (await api.call('root', 'DELETE', `/municipalities/${lake.id}`, undefined, { 'if-match': '"1"' })).status,
    ).toBe(204);
    expect((await api.call('root', 'GET', `/municipalities/${lake.id}`)).status).toBe(404);
  });
});
