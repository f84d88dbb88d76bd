import { uuidv7 } from '@app/kernel';
import { BalanceWorld, type TestSensor, type TestTown } from '../test/balance-world';
import { BalanceJobs } from './run/balance.jobs';
import { NightRunner } from './run/night-runner';
import { StepWatch } from './run/step-watch';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const begin = at('2026-06-01T00:00:00Z');
const leakFrom = at('2026-06-15T12:00:00Z');
const now = at('2026-06-20T01:20:00Z');
const admin = 'here admin';

/** Real: HTTP application, PostgreSQL, jobs' work. Not real: sign-in and the clock of the runs. */
describe('leaks whose zone is changed or taken away', () => {
  let world: BalanceWorld;
  let town: TestTown;
  let inlet: TestSensor;
  const runner = () => world.api.app.get(NightRunner, { strict: false });
  const jobs = () => world.api.app.get(BalanceJobs, { strict: false });
  const holding = () =>
    world.sql<{ sensor_number: number }>(`select sensor_number from alerts where kind = 'leak' and condition_active`);
  const open = () => world.sql(`select 1 from zone_leaks where ended_at is null`);

  /** Sets a zone up as it was last seen. */
  async function put(zoneId: string, settings: object) {
    const path = `/zones/${zoneId}/balance-setup`;
    const { body } = await world.api.call(admin, 'GET', path);
    return world.api.call(admin, 'PUT', path, settings, { 'if-match': `"${body.version}"` });
  }

  async function secondZone(): Promise<string> {
    const id = uuidv7();
    await world.sql(`insert into zones (tenant_id, id, code, name) values ($1, $2, 'D2', 'District 2')`, [
      town.tenantId,
      id,
    ]);
    return id;
  }

  beforeEach(async () => {
    world = await BalanceWorld.open();
    town = await world.town('here');
    inlet = await world.sensor(town, 'IN');
    await world.fill(
      inlet,
      begin,
      begin + 20 * DAY,
      (time) => 10 + Math.sin(time / 7.3e6) + (time >= leakFrom ? 6 : 0),
    );
  });
  afterEach(() => world.close());

  const settings = () => ({ population: 100, measurements: [{ sensorId: inlet.id, role: 'inlet' }] });
  async function leaking(zoneId: string) {
    expect((await put(zoneId, settings())).status).toBe(200);
    await runner().catchUp(town.tenantId, zoneId, now);
  }

  it('wait for a zone that another process works on, and then do what was asked', async () => {
    await put(town.zoneId, settings());
    await world.sql('begin');
    await world.sql(`select 1 from zone_balance_setups for update`);
    const asked = runner().run(town.tenantId, town.zoneId, '2026-06-03', '2026-06-06', now);
    const deadline = Date.now() + 10_000;
    for (let waiting = 0; waiting === 0 && Date.now() < deadline;) {
      const [row] = await world.sql<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      waiting = row?.waiting ?? 0;
    }
    await world.sql('commit');
    expect(await asked).toEqual({ nights: 4, changed: 4 });
  });

  it('clear the alarm when the zone is taken away', async () => {
    await leaking(town.zoneId);
    expect(await holding()).toHaveLength(1);
    await world.sql(`delete from zones where id = $1`, [town.zoneId]);
    await jobs().runDue(now);
    expect(await holding()).toEqual([]);
  });

  it('clear the alarm and end the leak when no inlet is named any more', async () => {
    await leaking(town.zoneId);
    expect((await put(town.zoneId, { measurements: [] })).status).toBe(200);
    await runner().run(town.tenantId, town.zoneId, '2026-06-01', '2026-06-20', now);
    expect(await holding()).toEqual([]);
    expect(await open()).toEqual([]);
  });

  it('keep the alarm while another zone with the same inlet leaks', async () => {
    const second = await secondZone();
    await leaking(town.zoneId);
    await leaking(second);
    expect(await holding()).toHaveLength(1);
    expect((await put(second, { ...settings(), alarm: { enabled: false } })).status).toBe(200);
    await runner().run(town.tenantId, second, '2026-06-19', '2026-06-20', now);
    expect(await holding()).toHaveLength(1);
    await world.sql(`delete from zones where id = $1`, [second]);
    await jobs().runDue(now);
    expect(await holding()).toHaveLength(1);
  });

  it('end a burst by day when its alarm is turned off, or when what is usual is learnt anew', async () => {
    const watch = world.api.app.get(StepWatch, { strict: false });
    const grown = (time: number) => 10 + Math.sin(time / 7.3e6) + (time >= begin + 13.4 * DAY ? 20 : 0);
    await world.fill(inlet, begin, begin + 33 * DAY, grown);
    await put(town.zoneId, settings());
    await runner().catchUp(town.tenantId, town.zoneId, begin + 13 * DAY + 2 * HOUR);
    expect(await watch.look(town.tenantId, town.zoneId, begin + 13.4 * DAY + 4 * HOUR)).toBe(true);
    expect(await open()).toHaveLength(1);
    await runner().catchUp(town.tenantId, town.zoneId, begin + 32 * DAY);
    await world.sql(`delete from zone_leaks where kind = 'night'`);
    await put(town.zoneId, { ...settings(), learnFrom: '2026-06-16' });
    await watch.look(town.tenantId, town.zoneId, begin + 32 * DAY + 8 * HOUR);
    expect(await open()).toEqual([]);
    await world.sql(`update zone_leaks set ended_at = null`);
    await put(town.zoneId, { ...settings(), alarm: { enabled: false } });
    await watch.look(town.tenantId, town.zoneId, begin + 32 * DAY + 8 * HOUR);
    expect(await open()).toEqual([]);
  });

  it('take a setup only from who has seen the newest one', async () => {
    const path = `/zones/${town.zoneId}/balance-setup`;
    const send = (etag?: string) =>
      world.api.call(admin, 'PUT', path, settings(), etag === undefined ? {} : { 'if-match': etag });
    const { headers } = await world.api.call(admin, 'GET', path);
    expect(headers['etag']).toBe('"0"');
    expect((await send()).status).toBe(428);
    const both = await Promise.all([send('"0"'), send('"0"')]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
    expect((await send('"0"')).status).toBe(412);
    expect((await send('"1"')).status).toBe(200);
  });

  it('call no leak what is only a change of settings', async () => {
    const early = begin - 90 * DAY;
    await world.fill(inlet, early, begin + 20 * DAY, (time) => 10 + Math.sin(time / 7.3e6));
    await put(town.zoneId, { ...settings(), fixedNightUse: 6 });
    await runner().run(town.tenantId, town.zoneId, '2026-03-05', '2026-06-20', now);
    await put(town.zoneId, settings());
    expect(await world.sql(`select 1 from zone_nights where night < '2026-03-05'`)).toEqual([]);
    const [job] = await world.sql<{ payload: { from: string; to: string } }>(
      `select payload from outbox where topic = 'job:balance.run' order by id desc limit 1`,
    );
    const { from, to } = job?.payload ?? { from: '', to: '' };
    await runner().run(town.tenantId, town.zoneId, from, to, now);
    expect(await world.sql(`select began_at from zone_leaks`)).toEqual([]);
    expect(await world.sql(`select distinct net_flow > 5 as net from zone_nights where net_flow is not null`)).toEqual([
      { net: true },
    ]);
  });
});
