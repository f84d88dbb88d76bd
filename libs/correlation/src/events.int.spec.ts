import { AlertConditions, AlertsHttpModule, AlertsModule, type ConditionReport } from '@app/alerts';
import { UnitOfWork } from '@app/database';
import { JobsModule } from '@app/jobs';
import { uuidv7 } from '@app/kernel';
import { TenancyService, TenantTree } from '@app/tenancy';
import { resourceApp, type ResourceApp } from '@app/testing';
import { Correlator } from './correlator';
import { CorrelationHttpModule } from './correlation.module';

const MINUTE = 60_000;

interface TestSensor {
  number: number;
  id: string;
  tenantId: number;
  quantity: string;
}

/** Real: HTTP application, rights, audit trail, PostgreSQL. Not real: sign-in. */
describe('events', () => {
  let resource: ResourceApp;
  let correlator: Correlator;
  let [here, there] = [0, 0];
  let hereUid = '';
  const start = Date.now() - 120 * MINUTE;

  beforeAll(async () => {
    resource = await resourceApp([JobsModule, AlertsModule, AlertsHttpModule, CorrelationHttpModule], []);
    const { app, nationUid } = resource;
    const units = app.get(UnitOfWork);
    const tree = app.get(TenantTree);
    const tenancy = app.get(TenancyService);
    const grow = (kind: 'region' | 'municipality', parent: string) =>
      units.run([tree.nation().id], (work) => tenancy.createTenant(work, kind, parent));
    const region = await grow('region', nationUid);
    for (const name of ['here', 'there']) {
      const town = await grow('municipality', region.uid);
      resource.person(`operator ${name}`, 'operator', town.uid);
      resource.person(`viewer ${name}`, 'viewer', town.uid);
      if (name === 'here') [here, hereUid] = [town.id, town.uid];
      else there = town.id;
    }
    correlator = new Correlator(units, tree);
  });
  afterAll(() => resource.close());

  const rows = <R>(statement: string, parameters: unknown[] = []): Promise<R[]> =>
    resource.app.get(UnitOfWork).run(resource.app.get(TenantTree).all(), (work) => work.sql<R>(statement, parameters));

  async function zone(tenantId: number): Promise<string> {
    const id = uuidv7();
    await rows(`insert into zones (tenant_id, id, code, name, kind) values (?, ?, ?, 'Harbour', 'dma')`, [
      tenantId,
      id,
      id,
    ]);
    return id;
  }

  async function sensor(
    tenantId: number,
    zoneId: string | null,
    quantity: string,
    assetId: string | null = null,
  ): Promise<TestSensor> {
    const id = uuidv7();
    const [row] = await rows<{ number: number }>(
      `insert into sensors (tenant_id, id, code, name, quantity, display_unit, zone_id, asset_id, location)
       values (?, ?, ?, 'Sensor', ?, '1', ?, ?, st_setsrid(st_point(1, 2), 4326)) returning number`,
      [tenantId, id, id, quantity, zoneId, assetId],
    );
    return { number: row?.number ?? 0, id, tenantId, quantity };
  }

  /** An element as the import of a network stores it. @returns its asset id */
  async function element(code: string, given: { class: string; from?: string; to?: string }): Promise<string> {
    const id = uuidv7();
    await rows(
      `insert into assets (tenant_id, id, code, name, class, length_m, geometry, attributes)
       values (?, ?, ?, ?, ?, 300, st_setsrid(st_point(1, 2), 4326), ?::jsonb)`,
      [here, id, code, code, given.class, JSON.stringify({ epanet: { id: code, status: 'open', ...given } })],
    );
    return id;
  }

  const report = (of: TestSensor, minute: number, given: Partial<ConditionReport> = {}): ConditionReport => ({
    tenantId: of.tenantId,
    sensorId: of.number,
    kind: 'threshold',
    limitName: of.quantity === 'flow' ? 'high' : 'low',
    active: true,
    time: start + minute * MINUTE,
    value: of.quantity === 'flow' ? 90 : 150,
    limit: of.quantity === 'flow' ? 60 : 200,
    priority: 'high',
    historical: false,
    ...given,
  });
  const tell = (...reports: ConditionReport[]) => {
    const { app } = resource;
    const alerts = app.get(AlertConditions, { strict: false });
    return app.get(UnitOfWork).run(app.get(TenantTree).all(), (work) => alerts.apply(work, reports));
  };
  const correlate = (minute = 60) => correlator.run(start + minute * MINUTE);
  const list = async (who: string, query = '') => (await resource.call(who, 'GET', `/events?${query}`)).body.data;

  it('brings the alarms of a burst together, says why, and shows them to those who may see them', async () => {
    const zoneId = await zone(here);
    const [pressure, flow] = [await sensor(here, zoneId, 'pressure'), await sensor(here, zoneId, 'flow')];
    const elsewhere = await sensor(there, null, 'pressure');
    await tell(report(pressure, 0), report(flow, 4, { priority: 'critical' }), report(elsewhere, 5));
    expect(await correlate()).toBe(2);
    expect(await correlate()).toBe(0);
    const [event, ...others] = await list('viewer here', `municipalityId=${hereUid}`);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      municipalityId: hereUid,
      zoneName: 'Harbour',
      priority: 'critical',
      hypothesis: 'burst',
      alarms: 2,
      sensors: 2,
      endedAt: null,
      location: { lon: 1, lat: 2 },
    });
    expect(event.hypotheses[0].reasons).toEqual(expect.arrayContaining(['pressure_down', 'flow_up']));
    const detail = await resource.call('viewer here', 'GET', `/events/${event.id}`);
    expect(detail.body.alerts.map(({ quantity }: { quantity: string }) => quantity)).toEqual(['pressure', 'flow']);
    expect((await resource.call('viewer there', 'GET', `/events/${event.id}`)).status).toBe(404);
    const [, alarm] = detail.body.alerts;
    expect(await list('viewer here', `alertId=${alarm.id}`)).toHaveLength(1);
    expect(await list('viewer there', `alertId=${alarm.id}`)).toEqual([]);
  });

  it('grows while it goes on, and ends with its last condition', async () => {
    const zoneId = await zone(here);
    const [one, two] = [await sensor(here, zoneId, 'pressure'), await sensor(here, zoneId, 'pressure')];
    await tell(report(one, 0));
    await correlate();
    await tell(report(two, 10));
    await correlate();
    const [event] = await list('viewer here', `zoneId=${zoneId}`);
    expect(event).toMatchObject({ alarms: 2, endedAt: null });
    await tell(report(one, 30, { active: false }));
    await correlate();
    expect(await list('viewer here', `zoneId=${zoneId}&open=true`)).toHaveLength(1);
    await tell(report(two, 40, { active: false }));
    await correlate();
    const [ended] = await list('viewer here', `zoneId=${zoneId}`);
    expect(ended).toMatchObject({ id: event.id, endedAt: new Date(start + 40 * MINUTE).toISOString() });
    await tell(report(one, 110));
    await correlate(115);
    expect(await list('viewer here', `zoneId=${zoneId}`)).toHaveLength(2);
  });

  it('ends when its sensors are taken out of service, and says the worst priority of all its alarms', async () => {
    const zoneId = await zone(here);
    const [one, two] = [await sensor(here, zoneId, 'pressure'), await sensor(here, zoneId, 'pressure')];
    await tell(report(one, 0, { priority: 'critical' }), report(two, 1, { priority: 'low' }));
    await correlate();
    expect(await list('viewer here', `zoneId=${zoneId}&open=true`)).toMatchObject([{ priority: 'critical' }]);
    await rows(`update alerts set out_of_service = true where sensor_number in (?, ?)`, [one.number, two.number]);
    await correlate();
    expect(await list('viewer here', `zoneId=${zoneId}&open=true`)).toEqual([]);
    await rows(`update alerts set out_of_service = false where sensor_number in (?, ?)`, [one.number, two.number]);
    await rows(`delete from sensors where number = ?`, [two.number]);
    expect(await list('viewer here', `zoneId=${zoneId}`)).toHaveLength(1);
  });

  it('counts only the alarms that are left when sensors are deleted, and goes with the last', async () => {
    const zoneId = await zone(here);
    const [one, two] = [await sensor(here, zoneId, 'pressure'), await sensor(here, zoneId, 'pressure')];
    await tell(report(one, 0), report(two, 1, { priority: 'critical' }));
    await correlate();
    await tell(report(one, 20, { active: false }), report(two, 21, { active: false }));
    await correlate();
    const [event] = await list('viewer here', `zoneId=${zoneId}`);
    expect(event).toMatchObject({ alarms: 2, priority: 'critical' });
    const atStart = () => new Correlator(resource.app.get(UnitOfWork), resource.app.get(TenantTree));
    await rows(`delete from sensors where number = ?`, [two.number]);
    expect(await atStart().run(start + 60 * MINUTE)).toBeGreaterThan(0);
    expect(await list('viewer here', `zoneId=${zoneId}`)).toMatchObject([
      { id: event.id, alarms: 1, sensors: 1, priority: 'high', endedAt: event.endedAt },
    ]);
    expect(await atStart().run(start + 60 * MINUTE)).toBe(0);
    await rows(`delete from sensors where number = ?`, [one.number]);
    await atStart().run(start + 60 * MINUTE);
    expect(await rows(`select 1 from events where id = ?`, [event.id])).toEqual([]);
  });

  it('gives the alarm list one line an event, of the alarms that fit', async () => {
    const zoneId = await zone(there);
    const several = [await sensor(there, zoneId, 'pressure'), await sensor(there, zoneId, 'flow')];
    const [one, two] = several as [TestSensor, TestSensor];
    const lone = await sensor(there, zoneId, 'chlorine');
    await tell(report(one, 0, { priority: 'low' }), report(two, 4, { priority: 'critical' }));
    await correlate();
    await tell(report(lone, 50, { priority: 'medium', limitName: 'low' }));
    const ids = [one, two, lone].map(({ id }) => id).join(',');
    const lines = async (query = 'sort=priority') =>
      (await resource.call('viewer there', 'GET', `/alert-groups?sensorId=${ids}&${query}`)).body;
    const all = await lines();
    const [event] = await list('viewer there', `zoneId=${zoneId}`);
    expect(all.page.total).toBe(2);
    expect(all.data).toMatchObject([
      {
        id: event.id,
        event: { id: event.id, hypothesis: 'burst' },
        alert: { sensorId: two.id, priority: 'critical' },
        alarms: 2,
        unacknowledged: 2,
        firstRaisedAt: new Date(start).toISOString(),
        lastRaisedAt: new Date(start + 4 * MINUTE).toISOString(),
      },
      { event: null, alert: { sensorId: lone.id }, alarms: 1 },
    ]);
    expect((await lines('priority=low')).data).toMatchObject([
      { id: event.id, alert: { sensorId: one.id }, alarms: 1 },
    ]);
    expect((await lines('sort=raisedAt&pageSize=1&page=2')).data).toMatchObject([{ event: null }]);
    const members = await resource.call(
      'viewer there',
      'GET',
      `/alerts?eventId=${event.id}&sensorId=${ids}&sort=raisedAt`,
    );
    expect(members.body.data.map(({ sensorId }: { sensorId: string }) => sensorId)).toEqual([one.id, two.id]);
    const hidden = await resource.call('viewer here', 'GET', `/alert-groups?sensorId=${ids}`);
    expect(hidden.body.data).toEqual([]);
    const tenant = resource.app.get(TenantTree).uidOf(there);
    expect((await resource.call('viewer here', 'GET', `/alert-groups?municipalityId=${tenant}`)).status).toBe(404);
    await correlate();
  });

  it('goes by the pipes of an imported network, as they are now, and by where twins say that sensors sit', async () => {
    const [one, two] = [await element('N1', { class: 'junction' }), await element('N2', { class: 'junction' })];
    await element('N3', { class: 'junction' });
    const main = await element('M1', { class: 'pipe', from: 'N1', to: 'N2' });
    await element('M2', { class: 'pipe', from: 'N2', to: 'N3' });
    const zones = [await zone(here), await zone(here), await zone(here)];
    const [first = '', second = '', third = ''] = zones;
    const pressures = [await sensor(here, first, 'pressure', one), await sensor(here, second, 'pressure', two)];
    const linked = await sensor(here, third, 'pressure');
    const twin = uuidv7();
    await rows(`insert into twins (tenant_id, id, name, revision) values (?, ?, 'Twin', 1)`, [here, twin]);
    await rows(
      `insert into twin_links (tenant_id, twin_id, sensor_id, element_kind, element_id, usage, source)
       values (?, ?, ?, 'node', 'N3', 'compare', 'suggested')`,
      [here, twin, linked.id],
    );
    const sizes = async () =>
      (await list('viewer here', `zoneId=${zones.join(',')}&open=true`)).map(
        ({ alarms }: { alarms: number }) => alarms,
      );
    await tell(...[...pressures, linked].map((of) => report(of, 0)));
    await correlate();
    expect(await sizes()).toEqual([3]);
    await tell(...[...pressures, linked].map((of) => report(of, 1, { active: false })));
    await correlate();
    await rows(`update assets set status = 'out_of_service', version = version + 1 where id = ?`, [main]);
    await tell(...[...pressures, linked].map((of) => report(of, 90)));
    await correlate(95);
    expect((await sizes()).toSorted()).toEqual([1, 2]);
  });

  it('takes what people found out, keeps it while the event changes, and audits it', async () => {
    const zoneId = await zone(here);
    const one = await sensor(here, zoneId, 'pressure');
    await tell(report(one, 0));
    await correlate();
    const [event] = await list('operator here', `zoneId=${zoneId}`);
    const path = `/events/${event.id}/confirm`;
    expect((await resource.call('viewer here', 'POST', path, { cause: 'valve' })).status).toBe(403);
    expect((await resource.call('operator there', 'POST', path, { cause: 'valve' })).status).toBe(404);
    expect((await resource.call('operator here', 'POST', path, { cause: 'ghosts' })).status).toBe(422);
    const said = await resource.call('operator here', 'POST', path, { cause: 'valve', note: 'V12 was closed' });
    expect(said).toMatchObject({ status: 200, body: { confirmed: 'valve', note: 'V12 was closed' } });
    await tell(report(one, 20, { active: false }));
    await correlate();
    const [after] = await list('operator here', `zoneId=${zoneId}`);
    expect(after).toMatchObject({ confirmed: 'valve', endedAt: expect.any(String) });
    const taken = await resource.call('operator here', 'POST', path, { cause: null });
    expect(taken.body).toMatchObject({ confirmed: null, confirmedAt: null });
    const audited = await rows<{ action: string }>(
      `select action from audit_log where object_id = ? and action like 'event.%' order by seq`,
      [event.id],
    );
    expect(audited.map(({ action }) => action)).toEqual(['event.confirm', 'event.confirm']);
  });
});
