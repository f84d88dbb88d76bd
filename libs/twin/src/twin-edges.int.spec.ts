import { AlertConditions, AlertsHttpModule } from '@app/alerts';
import { AssetsModule, assetEntities } from '@app/assets';
import { UnitOfWork } from '@app/database';
import { DevicesModule, deviceEntities } from '@app/devices';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { TenantTree } from '@app/tenancy';
import { type ResourceApp, resourceApp } from '@app/testing';
import { TwinHttpModule } from '.';
import { placeSensors } from './links/link-suggester';
import { clearAlarms, clearOrphans } from './run/run-store';
import { readLinks } from './store/link-rows';
import { type TwinRecord, readNetwork, readTwin } from './store/twin-record';

const file = (diameter: number, gauge = 'A') => `[JUNCTIONS]
${gauge} 10 5
B 10 10
[RESERVOIRS]
R 70
[PIPES]
P R ${gauge} 100 ${diameter} 120 0 Open
Q ${gauge} B 100 200 120 0 Open
[OPTIONS]
UNITS CMH
HEADLOSS H-W
[COORDINATES]
R 0 0
${gauge} 100 0
B 200 0
[END]
`;

/** What becomes of twins when the things around them change. Real API and database. */
describe('twins among changes', () => {
  let api: ResourceApp;
  let here: string;
  let zoneId: string;
  let twinId: string;

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, AssetsModule, DevicesModule, SensorsModule, AlertsHttpModule, TwinHttpModule],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const body = { code: 'HERE', name: 'Here', regionId, center: { lon: 2, lat: 41 }, timeZone: 'Europe/Madrid' };
    here = (await api.call('root', 'POST', '/municipalities', { ...body, population: 1_000 })).body.id;
    api.person('admin', 'municipalAdmin', here);
    zoneId = (await importFile(file(300))).body.zoneId;
    twinId = (await api.call('admin', 'GET', '/twins')).body.data[0].id;
  }, 60_000);
  afterAll(() => api.close());

  function importFile(inp: string) {
    const placement = { anchor: { lon: 2, lat: 41 }, anchorXY: { x: 0, y: 0 }, metresPerUnit: 1 };
    const body = { inp, placement, replace: true, zoneName: 'Centre' };
    return api.call('admin', 'POST', `/municipalities/${here}/network-import`, body);
  }

  async function addSensor(code: string, quantity: string, x: number): Promise<string> {
    const location = { lon: 2 + x / 84_000, lat: 41 };
    return (await api.call('admin', 'POST', '/sensors', { code, name: code, quantity, location, intervalS: 900 })).body
      .id;
  }

  function inScope<T>(run: (work: Parameters<typeof readTwin>[0]) => Promise<T>): Promise<T> {
    return api.app.get(UnitOfWork, { strict: false }).run(api.app.get(TenantTree, { strict: false }).all(), run);
  }

  const twin = () => inScope(async (work) => (await readTwin(work, twinId)) as TwinRecord);
  const alertOf = async (id: string) =>
    (await api.call('admin', 'GET', `/alerts?kind=twin&sensorId=${id}`)).body.data[0]?.state;

  async function raise(id: string): Promise<void> {
    const conditions = api.app.get(AlertConditions, { strict: false });
    await inScope(async (work) => {
      const [row] = await work.sql<{ number: number }>(`select number from sensors where id = ?`, [id]);
      const { tenantId } = (await readTwin(work, twinId)) as TwinRecord;
      const kind = {
        kind: 'twin',
        limitName: 'twin',
        priority: 'medium',
        historical: false,
        finding: { code: 'twin.above', values: { seen: 2, expected: 1 }, text: 'More use' },
      } as const;
      const report = { tenantId, sensorId: row?.number ?? 0, active: true, time: Date.now(), value: 2, limit: 1 };
      await conditions.apply(work, [{ ...kind, ...report }]);
    });
  }

  it('keeps the elements whose assets were put into other zones', async () => {
    const zone = await api.call('admin', 'POST', '/zones', { code: 'EAST', name: 'East', kind: 'dma' });
    const { data } = (await api.call('admin', 'GET', '/assets?class=pipe&sort=code')).body;
    const moved = await api.call(
      'admin',
      'PATCH',
      `/assets/${data[1].id}`,
      { zoneId: zone.body.id },
      { 'if-match': `"${data[1].version}"` },
    );
    expect(moved.status).toBe(200);
    const { network } = await inScope(async (work) => readNetwork(work, await twin()));
    expect(network.pipes.map(({ id }) => id).sort()).toEqual(['P', 'Q']);
    await api.call('admin', 'PATCH', `/assets/${data[1].id}`, { zoneId }, { 'if-match': `"${moved.body.version}"` });
  });

  it('calculates an earlier import as its file was', async () => {
    expect((await importFile(file(150))).status).toBe(200);
    await api.call('admin', 'POST', `/twins/${twinId}/activate`, { revision: 1 });
    const { network, notes } = await inScope(async (work) => readNetwork(work, await twin()));
    expect(network.pipes.find(({ id }) => id === 'P')?.diameter).toBe(300);
    expect(notes).toEqual([expect.stringContaining('earlier import')]);
    await api.call('admin', 'POST', `/twins/${twinId}/activate`, { revision: 2 });
    const present = await inScope(async (work) => readNetwork(work, await twin()));
    expect(present.network.pipes.find(({ id }) => id === 'P')?.diameter).toBe(150);
  });

  it('says when a trial begins from the file, since nothing is measured', async () => {
    const { data } = (await api.call('admin', 'GET', '/assets?class=pipe&sort=code')).body;
    const { body } = await api.call('admin', 'POST', `/twins/${twinId}/what-if`, { close: [data[0].id] });
    expect(body.affectedNodes).toBe(2);
    expect(body.notes).toEqual([expect.stringContaining('No sensor of the model has reported')]);
  }, 30_000);

  it('lets one meter only set what flows through a pipe', async () => {
    const meters = [await addSensor('F1', 'flow', 50), await addSensor('F2', 'flow', 50)];
    const links = meters.map((sensorId) => ({ sensorId, elementKind: 'link', elementId: 'P', usage: 'boundary' }));
    const refused = await api.call('admin', 'PUT' as never, `/twins/${twinId}/links`, { links });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { pointer: '/links/1/usage', detail: expect.stringContaining('another flow') },
    ]);
    await api.call('admin', 'PUT' as never, `/twins/${twinId}/links`, { links: [] });
  });

  it('finds a new place for a sensor whose element an import has renamed', async () => {
    const gauge = await addSensor('G', 'pressure', 100);
    const place = () =>
      inScope(async (work) => {
        const record = await twin();
        await placeSensors(work, record, await readNetwork(work, record));
        return (await readLinks(work, twinId)).find(({ sensorId }) => sensorId === gauge)?.elementId;
      });
    expect(await place()).toBe('A');
    await importFile(file(150, 'NEW'));
    expect(await place()).toBe('NEW');
  });

  it('leaves an alarm to the other twin that still finds something', async () => {
    const sensor = (await inScope((work) => readLinks(work, twinId))).find(({ sensorCode }) => sensorCode === 'G');
    const id = sensor?.sensorId ?? '';
    await raise(id);
    const conditions = api.app.get(AlertConditions, { strict: false });
    const clearFor = (of: string) =>
      inScope(async (work) =>
        clearAlarms(work, conditions, { ...(await twin()), id: of }, [sensor as never], Date.now()),
      );
    await inScope((work) =>
      work.sql(`update twin_links set memory = '{"finding": "More use"}' where sensor_id = ?`, [id]),
    );
    await clearFor('018f0000-0000-7000-8000-000000000000');
    expect(await alertOf(id)).toBe('active_unacked');
    await inScope((work) => work.sql(`update twin_links set memory = null where sensor_id = ?`, [id]));
    await clearFor(twinId);
    expect(await alertOf(id)).not.toBe('active_unacked');
  });

  it('ends the alarms of a twin that goes with its zone', async () => {
    const links = await inScope((work) => readLinks(work, twinId));
    const id = links.find(({ sensorCode }) => sensorCode === 'G')?.sensorId ?? '';
    await raise(id);
    expect(await alertOf(id)).toBe('active_unacked');
    const conditions = api.app.get(AlertConditions, { strict: false });
    expect(await inScope((work) => clearOrphans(work, conditions, Date.now()))).toBe(0);
    const { version } = (await api.call('admin', 'GET', `/zones/${zoneId}`)).body;
    expect(
      (await api.call('admin', 'DELETE', `/zones/${zoneId}`, undefined, { 'if-match': `"${version}"` })).status,
    ).toBe(204);
    expect((await api.call('admin', 'GET', `/twins/${twinId}`)).status).toBe(404);
    expect(await inScope((work) => clearOrphans(work, conditions, Date.now()))).toBe(1);
    expect(await alertOf(id)).not.toBe('active_unacked');
    expect(await inScope((work) => clearOrphans(work, conditions, Date.now()))).toBe(0);
  });
});
