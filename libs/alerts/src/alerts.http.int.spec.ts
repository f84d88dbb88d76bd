import { UnitOfWork } from '@app/database';
import { JobsModule } from '@app/jobs';
import { uuidv7 } from '@app/kernel';
import { TenancyService, TenantTree } from '@app/tenancy';
import { resourceApp, type ResourceApp } from '@app/testing';
import { report, type TestSensor } from '../test/alert-world';
import { AlertConditions, AlertsHttpModule, type ConditionReport } from './index';

/** Real: HTTP application, rights, audit trail, PostgreSQL. Not real: sign-in. */
describe('alerts over HTTP', () => {
  let resource: ResourceApp;
  let sensor: TestSensor;
  let other: TestSensor;
  let townUid: string;
  let regionUid: string;

  const raise = async (...reports: ConditionReport[]) => {
    const { app } = resource;
    const tenants = app.get(TenantTree).all();
    await app.get(UnitOfWork).run(tenants, (work) => app.get(AlertConditions, { strict: false }).apply(work, reports));
  };
  const idOf = async (who: string) =>
    ((await resource.call(who, 'GET', '/alerts?open=true')).body.data[0] as { id: string }).id;

  beforeAll(async () => {
    resource = await resourceApp([JobsModule, AlertsHttpModule], []);
    const { app, nationUid } = resource;
    const units = app.get(UnitOfWork);
    const tree = app.get(TenantTree);
    const tenancy = app.get(TenancyService);
    const nation = tree.nation();
    const grow = (kind: 'region' | 'municipality', parent: string) =>
      units.run([nation.id], (work) => tenancy.createTenant(work, kind, parent));
    const region = await grow('region', nationUid);
    regionUid = region.uid;
    const made: TestSensor[] = [];
    for (const code of ['MINE', 'THEIRS']) {
      const town = await grow('municipality', region.uid);
      townUid ??= town.uid;
      const id = uuidv7();
      const [row] = await units.run([town.id], (work) =>
        work.sql<{ number: number }>(
          `insert into sensors (tenant_id, id, code, name, quantity, display_unit, location)
           values (?, ?, ?, 'Inlet', 'pressure', 'bar', st_setsrid(st_point(1.5, 2.5), 4326)) returning number`,
          [town.id, id, code],
        ),
      );
      made.push({ id, number: row?.number ?? 0, tenantId: town.id });
      resource.person(`operator of ${code}`, 'operator', town.uid);
      resource.person(`viewer of ${code}`, 'viewer', town.uid);
    }
    [sensor, other] = made as [TestSensor, TestSensor];
  });
  afterAll(() => resource.close());

  const mine = 'operator of MINE';

  it('lists, shows, counts and tells the story of an alert', async () => {
    await raise(report(sensor), report(other));
    const list = await resource.call(mine, 'GET', '/alerts?open=true&sort=-priority,raisedAt&pageSize=5');
    expect(list).toMatchObject({ status: 200, body: { page: { number: 1, size: 5, total: 1 } } });
    const [alert] = list.body.data;
    expect(alert).toMatchObject({
      sensorCode: 'MINE',
      unit: 'kPa',
      displayUnit: 'bar',
      municipalityId: townUid,
      location: { lon: 1.5, lat: 2.5 },
      owner: null,
    });
    const one = await resource.call(mine, 'GET', `/alerts/${alert.id}`);
    expect(one).toMatchObject({ status: 200, body: alert, headers: { etag: '"1"' } });
    const summary = await resource.call(mine, 'GET', `/alerts/summary?municipalityId=${townUid}`);
    expect(summary.body).toMatchObject({ open: { medium: 1, critical: 0 }, unacknowledged: { medium: 1 }, shelved: 0 });
    const story = await resource.call(mine, 'GET', `/alerts/${alert.id}/transitions`);
    expect(story.body.data).toMatchObject([{ seq: 1, event: 'trip', detail: { value: 712.5, limit: 650 } }]);
    expect((await resource.call('root', 'GET', '/alerts/summary')).body.open.medium).toBe(2);
    const ofRegion = `municipalityId=${regionUid}`;
    expect((await resource.call('root', 'GET', `/alerts/summary?${ofRegion}`)).body.open.medium).toBe(2);
    expect((await resource.call('root', 'GET', `/alerts?${ofRegion}`)).body.page.total).toBe(2);
  });

  it('takes every command', async () => {
    const id = await idOf(mine);
    const steps: [string, object | undefined, object][] = [
      ['comment', { text: 'looking' }, { state: 'active_unacked' }],
      ['acknowledge', undefined, { state: 'active_acked', ackedBy: mine }],
      ['shelve', { reason: 'works', minutes: 5 }, { shelveReason: 'works', oneShotShelved: false }],
      ['shelve', { reason: 'works', untilClear: true }, { oneShotShelved: true }],
      ['unshelve', undefined, { shelvedUntil: null, state: 'active_unacked' }],
      ['assign', { userId: null }, { owner: null }],
      ['resolve', { cause: 'valve', reason: 'closed' }, { state: 'normal', cause: 'valve' }],
    ];
    for (const [command, body, expected] of steps) {
      const answer = await resource.call(mine, 'POST', `/alerts/${id}/${command}`, body);
      expect(answer).toMatchObject({ status: 200, body: { id, ...expected } });
    }
    const again = await resource.call(mine, 'POST', `/alerts/${id}/acknowledge`, {});
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'alert.already-resolved', title: 'Alert already resolved' },
    });
  });

  it('takes one command for many, and answers for each', async () => {
    await raise(report(sensor, { limitName: 'low' }), report(sensor, { limitName: 'lowLow' }));
    const ids = (await resource.call(mine, 'GET', '/alerts?open=true')).body.data.map(({ id }: { id: string }) => id);
    const stranger = uuidv7();
    const answer = await resource.call(mine, 'POST', '/alerts/commands', {
      command: 'acknowledge',
      ids: [...ids, stranger],
    });
    expect(answer.body.results.map(({ ok, code }: { ok: boolean; code: string | null }) => [ok, code])).toEqual([
      [true, null],
      [true, null],
      [false, 'object.not-found'],
    ]);
  });

  it('refuses what is malformed, foreign or not allowed', async () => {
    await raise(report(sensor, { limitName: 'min', kind: 'range' }));
    const id = await idOf(mine);
    const call = (who: string, path: string, body: object) => resource.call(who, 'POST', path, body);
    expect(await call(mine, `/alerts/${id}/shelve`, { minutes: 5 })).toMatchObject({ status: 422 });
    expect(await call(mine, `/alerts/${id}/shelve`, { reason: 'x', minutes: 1e6 })).toMatchObject({
      status: 422,
      body: { code: 'alert.shelve-time' },
    });
    expect(await call(mine, '/alerts/commands', { command: 'shelve', ids: [] })).toMatchObject({ status: 422 });
    expect(await resource.call(mine, 'GET', '/alerts?sort=tenantId')).toMatchObject({ status: 422 });
    expect(await resource.call(mine, 'GET', '/alerts/7')).toMatchObject({ status: 404 });
    expect(await call('operator of THEIRS', `/alerts/${id}/acknowledge`, {})).toMatchObject({ status: 404 });
    expect(await resource.call('operator of THEIRS', 'GET', `/alerts/summary?municipalityId=${townUid}`)).toMatchObject(
      { status: 404 },
    );
    expect(await resource.call('operator of THEIRS', 'GET', `/alerts?municipalityId=${townUid}`)).toMatchObject({
      status: 404,
    });
    expect(await call('viewer of MINE', `/alerts/${id}/acknowledge`, {})).toMatchObject({ status: 403 });
    expect(await resource.call(null, 'GET', '/alerts')).toMatchObject({ status: 401 });
    const bulk = await call('viewer of MINE', '/alerts/commands', { command: 'acknowledge', ids: [id] });
    expect(bulk.body.results).toMatchObject([{ ok: false, code: 'access.forbidden' }]);
    expect(await resource.call(mine, 'GET', `/alerts/${id}`)).toMatchObject({
      body: { state: 'active_unacked', version: 1 },
    });
  });

  it("writes down a command at another municipality's alert, which it answers as unknown", async () => {
    const id = await idOf(mine);
    const tenant = resource.app.get(TenantTree).idOf(townUid) as number;
    const noted = async () =>
      resource.app.get(UnitOfWork).run([...resource.app.get(TenantTree).all()], ({ sql }) =>
        sql(
          `select tenant_id from audit_log where result = 'denied' and object_id = ? and reason = 'access.foreign-object'
             and action = 'alert.comment'`,
          [id],
        ),
      );
    const body = { command: 'comment', text: 'Mine?', ids: [id, uuidv7()] };
    const { results } = (await resource.call('operator of THEIRS', 'POST', '/alerts/commands', body)).body;
    expect(results).toMatchObject([{ code: 'object.not-found' }, { code: 'object.not-found' }]);
    const rows = await noted();
    expect(rows).toHaveLength(1);
    expect(rows[0]).not.toMatchObject({ tenant_id: tenant });
  });

  it('answers many refused commands at once without running out of connections, and writes each down', async () => {
    const id = await idOf(mine);
    const refusals = async () =>
      (
        await resource.app
          .get(UnitOfWork)
          .run([sensor.tenantId], (work) =>
            work.sql(`select 1 from audit_log where result = 'denied' and object_id = ?`, [id]),
          )
      ).length;
    const before = await refusals();
    const body = { command: 'acknowledge', ids: [id] };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => resource.call('viewer of MINE', 'POST', '/alerts/commands', body)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await refusals()).toBe(before + 40);
  });
});
