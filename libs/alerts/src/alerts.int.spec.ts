import { alertsQuery, type AlertsQuery } from '@app/contracts';
import { alertWorld, report, type TestSensor } from '../test/alert-world';

const query = (given: Record<string, string> = {}): AlertsQuery => alertsQuery.parse(given);

/** Real: PostgreSQL with row security, tenancy, rights, audit trail. Not real: HTTP, clock. */
describe('alarms on a real database', () => {
  let world: Awaited<ReturnType<typeof alertWorld>>;
  let sensor: TestSensor;
  let other: TestSensor;
  let n = 0;

  beforeAll(async () => {
    world = await alertWorld();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    n += 1;
    sensor = await world.sensor(world.north.id, `N${n}`);
    other = await world.sensor(world.south.id, `S${n}`);
  });

  const operator = () => world.person('operator', world.north.id);
  const listed = async (given: Record<string, string> = {}) =>
    (await world.reads.list(operator(), query({ sensorId: sensor.id, ...given }))).data;
  const only = async () => {
    const [alert, ...more] = await listed({ open: 'true' });
    expect(more).toEqual([]);
    if (alert === undefined) throw new Error('no open alert');
    return alert;
  };
  const at = (minutes: number) => Date.UTC(2026, 5, 1, 0, minutes);

  it('raises an alarm once however often it is reported', async () => {
    expect(await world.apply(report(sensor), report(sensor))).toBe(1);
    expect(await world.apply(report(sensor, { time: at(5) }))).toBe(0);
    expect(await only()).toMatchObject({
      state: 'active_unacked',
      message: 'Pressure 712.5 kPa is above the high limit 650 kPa',
      municipalityId: world.north.uid,
      sensorCode: `N${n}`,
      value: 712.5,
      limit: 650,
      unit: 'kPa',
      historical: false,
      raisedAt: '2026-06-01T00:00:00.000Z',
      version: 1,
    });
  });

  it('keeps what was found as data beside the sentence', async () => {
    const finding = {
      code: 'course.step',
      values: { seen: 712.5, upper: 650 },
      text: 'Pressure has made a step',
    } as const;
    await world.apply(report(sensor, { kind: 'anomaly', limitName: 'anomaly', finding }), report(other));
    expect(await only()).toMatchObject({
      message: 'Pressure has made a step',
      finding: {
        code: 'course.step',
        values: { seen: { value: 712.5, unit: 'kPa' }, upper: { value: 650, unit: 'kPa' } },
        names: [],
        since: null,
        moment: null,
      },
    });
    const [plain] = (await world.reads.list(world.person('operator', world.south.id), query({ sensorId: other.id })))
      .data;
    expect(plain?.finding).toBeNull();
  });

  it('writes transitions in a row and an outbox row for each that matters', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    await world.service.one(operator(), alert.id, { command: 'comment', text: 'looking' });
    await world.service.one(operator(), alert.id, { command: 'acknowledge', comment: 'crew sent' });
    await world.apply(report(sensor, { active: false, time: at(9), value: 600 }));
    const { data } = await world.reads.transitions(operator(), alert.id, { limit: 3 });
    expect(data.map(({ seq, event, from, to }) => [seq, event, from, to])).toEqual([
      [4, 'clear', 'active_acked', 'normal'],
      [3, 'acknowledge', 'active_unacked', 'active_acked'],
      [2, 'comment', 'active_unacked', 'active_unacked'],
    ]);
    expect(data[1]).toMatchObject({ actor: { name: 'operator' }, detail: { comment: 'crew sent' } });
    const rest = await world.reads.transitions(operator(), alert.id, { limit: 3, cursor: '2' });
    expect(rest.data.map(({ event }) => event)).toEqual(['trip']);
    expect(rest.page.next).toBeNull();
    const topics = await world.rows<{ topic: string }>(`select topic from outbox where key = ? order by id`, [
      alert.id,
    ]);
    expect(topics.map(({ topic }) => topic)).toEqual(['alert.raised', 'alert.acknowledged', 'alert.cleared']);
  });

  it('writes one audit row for a command, with before and after', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    await world.service.one(operator(), alert.id, { command: 'acknowledge' });
    const rows = await world.rows<{ action: string; before: { state: string }; after: { state: string } }>(
      `select action, before, after from audit_log where object_id = ?`,
      [alert.id],
    );
    expect(rows).toMatchObject([
      { action: 'alert.acknowledge', before: { state: 'active_unacked' }, after: { state: 'active_acked' } },
    ]);
  });

  it('makes a new occurrence of a trip after an unacknowledged one, and closes that', async () => {
    await world.apply(report(sensor));
    const first = await only();
    await world.apply(report(sensor, { active: false, time: at(1) }), report(sensor, { time: at(2) }));
    const second = await only();
    expect(second.id).not.toBe(first.id);
    expect(second.occurrences).toBe(2);
    expect(await world.reads.one(operator(), first.id)).toMatchObject({ state: 'normal', ackedAt: null });
  });

  it('takes many changes of one alarm in one transaction', async () => {
    const reports = Array.from({ length: 7 }, (_, i) => report(sensor, { active: i % 2 === 0, time: at(i) }));
    expect(await world.apply(...reports)).toBe(7);
    expect(await only()).toMatchObject({ occurrences: 4, raisedAt: '2026-06-01T00:06:00.000Z' });
    expect(await listed()).toHaveLength(4);
  });

  it('leaves out reports of sensors that are gone', async () => {
    expect(await world.apply(report({ ...sensor, number: 2_000_000_000 }), report(sensor))).toBe(1);
  });

  it('records history without opening anything', async () => {
    await world.apply(
      report(sensor, { historical: true }),
      report(sensor, { historical: true, active: false, time: at(9) }),
      report(sensor, { historical: true, time: at(20) }),
    );
    expect(await listed({ open: 'true' })).toEqual([]);
    const history = await listed({ historical: 'true' });
    expect(history.map(({ state, clearedAt }) => [state, clearedAt])).toEqual([
      ['normal', null],
      ['normal', '2026-06-01T00:09:00.000Z'],
    ]);
    expect(await world.apply(report(sensor, { time: at(30) }))).toBe(1);
    const sent = await world.rows<{ key: string }>(`select key from outbox where payload ->> 'sensorId' = ?`, [
      sensor.id,
    ]);
    expect(sent).toHaveLength(1);
    expect(await listed({ historical: 'false' })).toHaveLength(1);
    expect(await listed()).toHaveLength(3);
  });

  it('refuses commands by stable codes', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    await world.service.one(operator(), alert.id, { command: 'acknowledge' });
    await expect(world.service.one(operator(), alert.id, { command: 'acknowledge' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'alert.already-acknowledged',
    });
    await expect(world.service.one(operator(), alert.id, { command: 'resolve', cause: 'burst' })).rejects.toMatchObject(
      {
        kind: 'invalid',
        code: 'alert.reason-required',
      },
    );
    expect(await world.reads.one(operator(), alert.id)).toMatchObject({ version: 2 });
  });

  it('hides alarms of other tenants and of roles that do not read them', async () => {
    await world.apply(report(other));
    const mayor = world.person('municipalAdmin', world.south.id);
    const [foreign] = (await world.reads.list(mayor, query({ sensorId: other.id }))).data;
    const id = foreign?.id ?? '';
    expect((await world.reads.list(operator(), query({ sensorId: other.id }))).page.total).toBe(0);
    await expect(world.reads.one(operator(), id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(world.reads.transitions(operator(), id, { limit: 5 })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(world.service.one(operator(), id, { command: 'acknowledge' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const nobody = world.person('none', world.south.id);
    expect((await world.reads.list(nobody, query())).page.total).toBe(0);
    expect(await world.reads.byIds(nobody, [id])).toEqual([]);
  });

  it('lets a field crew acknowledge all, and resolve what is assigned to them', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    const id = await world.user(world.north.id, `crew${n}`);
    const crew = world.person('fieldCrew', world.north.id, id);
    const resolve = { command: 'resolve', cause: 'valve', reason: 'closed by hand' } as const;
    await expect(world.service.one(crew, alert.id, resolve)).rejects.toMatchObject({ kind: 'forbidden' });
    await world.service.one(operator(), alert.id, { command: 'assign', userId: id });
    expect(await only()).toMatchObject({ owner: { id, name: `CREW${n}` } });
    expect(await world.service.one(crew, alert.id, resolve)).toMatchObject({
      state: 'normal',
      cause: 'valve',
      ackedBy: 'fieldCrew',
    });
  });

  it('gives alarms only to people who can see them', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    const stranger = await world.user(world.south.id, `stranger${n}`);
    const assign = { command: 'assign', userId: stranger } as const;
    await expect(world.service.one(operator(), alert.id, assign)).rejects.toMatchObject({
      code: 'alert.unknown-owner',
    });
    const national = world.person('nationalAdmin', world.nation.id);
    await expect(world.service.one(national, alert.id, assign)).rejects.toMatchObject({ code: 'alert.unknown-owner' });
  });

  it('answers a command to many for each of them', async () => {
    await world.apply(report(sensor), report(sensor, { limitName: 'highHigh', priority: 'critical' }), report(other));
    const mine = await listed({ open: 'true', sort: 'priority' });
    expect(mine.map(({ priority }) => priority)).toEqual(['critical', 'medium']);
    const ids = mine.map(({ id }) => id);
    await world.service.one(operator(), ids[1] as string, { command: 'acknowledge' });
    const [foreign] = (await world.reads.list(world.person('viewer', world.south.id), query({ sensorId: other.id })))
      .data;
    const { results } = await world.service.many(operator(), [...ids, ids[0] as string, foreign?.id as string], {
      command: 'acknowledge',
    });
    expect(results.map(({ ok, code, alert }) => [ok, code, alert?.state ?? null])).toEqual([
      [true, null, 'active_acked'],
      [false, 'alert.already-acknowledged', null],
      [false, 'object.not-found', null],
    ]);
  });

  it('brings a shelved alarm back when its time is over, and asks for acknowledgement again', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    await world.service.one(operator(), alert.id, { command: 'acknowledge' });
    await world.service.one(operator(), alert.id, { command: 'shelve', reason: 'works', minutes: 10 });
    await world.shelves.expire(world.clock.time + 599_000);
    expect(await only()).toMatchObject({ shelvedUntil: '2026-06-01T00:10:00.000Z', state: 'active_acked' });
    await world.shelves.expire(world.clock.time + 600_000);
    expect(await only()).toMatchObject({ shelvedUntil: null, state: 'active_unacked', ackedBy: null });
  });

  it('lists shelved alarms apart', async () => {
    await world.apply(report(sensor), report(sensor, { limitName: 'highHigh' }));
    const [first] = await listed();
    const start = world.clock.time;
    world.clock.time = Date.now();
    await world.service.one(operator(), first?.id ?? '', { command: 'shelve', reason: 'works', untilClear: true });
    world.clock.time = start;
    expect((await listed({ shelved: 'true' })).map(({ id, oneShotShelved }) => [id, oneShotShelved])).toEqual([
      [first?.id, true],
    ]);
    expect(await listed({ shelved: 'false' })).toHaveLength(1);
  });

  it('keeps an alarm shelved over a new occurrence', async () => {
    await world.apply(report(sensor));
    const first = await only();
    await world.service.one(operator(), first.id, { command: 'shelve', reason: 'works', minutes: 60 });
    await world.service.one(operator(), first.id, { command: 'acknowledge' });
    await world.apply(report(sensor, { active: false, time: at(1) }), report(sensor, { time: at(2) }));
    expect(await only()).toMatchObject({ shelvedUntil: '2026-06-01T01:00:00.000Z' });
    expect(await world.reads.one(operator(), first.id)).toMatchObject({ shelvedUntil: null });
  });

  it('takes alarms out of service with their sensor, and back', async () => {
    await world.apply(report(sensor));
    const alert = await only();
    await world.service.one(operator(), alert.id, { command: 'acknowledge' });
    const status = (value: string) => world.rows(`update sensors set status = ? where id = ?`, [value, sensor.id]);
    await status('out_of_service');
    await world.serviceKeeper.follow(at(5));
    await world.serviceKeeper.follow(at(6));
    expect(await only()).toMatchObject({ outOfService: true, state: 'active_acked', version: 3 });
    await status('active');
    await world.serviceKeeper.follow(at(7));
    expect(await only()).toMatchObject({ outOfService: false, state: 'active_unacked', version: 4 });
  });

  it('counts what is open by priority', async () => {
    const viewer = world.person('viewer', world.south.id);
    const before = await world.reads.summary(viewer, viewer.tenants);
    await world.apply(
      report(other, { priority: 'high' }),
      report(other, { limitName: 'rate', kind: 'rate', historical: true }),
    );
    const after = await world.reads.summary(viewer, viewer.tenants);
    expect(after.open.high - before.open.high).toBe(1);
    expect(after.unacknowledged.high - before.unacknowledged.high).toBe(1);
    expect(after.open.medium).toBe(before.open.medium);
  });

  it('finds by words, filters and pages', async () => {
    await world.apply(report(sensor), report(sensor, { kind: 'stuck', limitName: 'stuck', limit: null, time: at(1) }));
    expect((await listed({ q: `stands n${n}` })).map(({ kind }) => kind)).toEqual(['stuck']);
    expect(await listed({ q: '100%_' })).toEqual([]);
    expect(await listed({ kind: 'stuck,silence', state: 'active_unacked' })).toHaveLength(1);
    expect(await listed({ municipalityId: world.south.uid })).toEqual([]);
    expect((await listed({ pageSize: '1', page: '2' })).map(({ kind }) => kind)).toEqual(['threshold']);
    expect(await listed({ from: '2026-06-01T00:01:00Z', to: '2026-06-01T02:02:00+02:00' })).toHaveLength(1);
  });
});
