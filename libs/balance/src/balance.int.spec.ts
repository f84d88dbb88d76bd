import { BalanceWorld, type TestSensor, type TestTown } from '../test/balance-world';
import { BalanceJobs } from './run/balance.jobs';
import { NightRunner } from './run/night-runner';
import { StepWatch } from './run/step-watch';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const begin = at('2026-06-01T00:00:00Z');
/** Athens is three hours ahead: the window is 23:00 to 01:00 UTC. */
const leakFrom = at('2026-06-15T12:00:00Z');
const repaired = at('2026-06-20T12:00:00Z');

/** A day of a district: least at night, two peaks; the same every day but for a little. */
function demand(time: number): number {
  const hour = ((time / HOUR + 3) % 24) + 0.5;
  const wave = 12 + 10 * Math.exp(-(((hour - 8) / 3) ** 2)) + 9 * Math.exp(-(((hour - 20) / 3) ** 2));
  const night = hour > 1 && hour < 5 ? 8 : wave;
  return night + 0.15 * Math.sin(time / 7.3e6);
}
const withLeak = (time: number) => demand(time) + (time >= leakFrom && time < repaired ? 6 : 0);

/** Real: HTTP application, rights, jobs' work, PostgreSQL. Not real: sign-in and the clock of the runs. */
describe('balances of zones', () => {
  let world: BalanceWorld;
  let town: TestTown;
  let other: TestTown;
  let inlet: TestSensor;
  let pressure: TestSensor;
  const admin = 'here admin';
  const path = (rest: string) => `/zones/${town.zoneId}/${rest}`;
  const runner = () => world.api.app.get(NightRunner, { strict: false });
  const get = async (rest: string) => (await world.api.call(admin, 'GET', path(rest))).body;
  const alerts = () =>
    world.sql<{ condition_active: boolean; sensor_number: number; message: string; finding: unknown }>(
      `select condition_active, sensor_number, message, finding from alerts where kind = 'leak' order by raised_at`,
    );

  beforeAll(async () => {
    world = await BalanceWorld.open();
    town = await world.town('here');
    other = await world.town('there');
    inlet = await world.sensor(town, 'IN');
    pressure = await world.sensor(town, 'P', 'pressure');
    await world.fill(inlet, begin, begin + 17 * DAY, withLeak);
    await world.fill(pressure, begin, begin + 17 * DAY, (time) => (demand(time) < 10 ? 500 : 400));
  });
  afterAll(() => world.close());

  it('suggest a setup from sensors and pipes, and say what is missing', async () => {
    const body = await get('balance-setup');
    expect(body).toMatchObject({ settings: null, version: 0, missing: ['inlet'], timeZone: 'Europe/Athens' });
    expect(body.suggestion).toMatchObject({
      measurements: [
        { sensorId: inlet.id, role: 'inlet' },
        { sensorId: pressure.id, role: 'pressure' },
      ],
      mainsKm: 4.5,
      population: 12_000,
    });
    expect(await get('night-flow')).toMatchObject({ data: [], leaks: [] });
    expect(await get('mass-balance')).toMatchObject({ data: [], total: null });
  });

  it('take a setup whose sensors measure what they are named for', async () => {
    const { suggestion } = await get('balance-setup');
    const put = (body: object) => world.api.call(admin, 'PUT', path('balance-setup'), body, { 'if-match': '"0"' });
    const wrong = await put({ ...suggestion, measurements: [{ sensorId: pressure.id, role: 'inlet' }] });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/measurements/0/sensorId' }] } });
    const foreign = await world.sensor(other, 'FOREIGN');
    expect((await put({ measurements: [{ sensorId: foreign.id, role: 'inlet' }] })).status).toBe(422);
    expect((await put({ nightFrom: '04:00', nightTo: '02:00' })).status).toBe(422);
    const { status, body } = await put({ ...suggestion, population: 2_000 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, missing: ['connections', 'nights'], settings: { population: 2_000 } });
    expect(await world.sql(`select topic from outbox where topic = 'job:balance.run'`)).toHaveLength(1);
    const audited = await world.sql(`select action, object_id from audit_log where object_type = 'Balance'`);
    expect(audited).toEqual([{ action: 'balance.set-up', object_id: town.zoneId }]);
  });

  it('work out the nights that have ended, find the leak and raise one alarm on the inlet', async () => {
    const now = at('2026-06-17T01:20:00Z');
    expect(await runner().catchUp(town.tenantId, town.zoneId, now)).toEqual({ nights: 16, changed: 16 });
    const { data, leaks } = await get('night-flow?from=2026-06-02&to=2026-06-17');
    expect(data).toHaveLength(16);
    expect(data[0]).toMatchObject({ night: '2026-06-02', fault: null, completeness: 1, baseline: null, revision: 1 });
    expect(data[0].minimum.value).toBeCloseTo(8, 0);
    expect(data[0].legitimate.value).toBeCloseTo(1.2);
    expect(data[0].dayFactor.value).toBeLessThan(24);
    expect(data.at(-1)).toMatchObject({ night: '2026-06-17', flagged: true });
    expect(leaks).toMatchObject([
      {
        kind: 'night',
        beganAt: '2026-06-15T23:00:00.000Z',
        earliestAt: '2026-06-15T01:00:00.000Z',
        confirmedAt: '2026-06-17T01:00:00.000Z',
        endedAt: null,
      },
    ]);
    expect(leaks[0].rate.value).toBeCloseTo(6, 0);
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ condition_active: true, sensor_number: inlet.number });
    expect(alert?.finding).toMatchObject({
      code: 'leak.night',
      values: { rate: { unit: 'm3/h' }, uncertainty: { unit: 'm3/h' } },
      names: ['District 1'],
      since: expect.stringMatching(/^2\d{3}-06-1[56]T/),
    });
    expect(alert?.message).toMatch(/^District 1 loses [56]\.\d ± \d\.\d m³\/h more at night since 16 June/);
  });

  it('change nothing when a run is repeated', async () => {
    const before = await world.sql('select * from zone_nights order by night');
    const leaksBefore = await world.sql('select * from zone_leaks');
    const now = at('2026-06-17T01:20:00Z');
    expect(await runner().run(town.tenantId, town.zoneId, '2026-06-02', '2026-06-30', now)).toEqual({
      nights: 16,
      changed: 0,
    });
    expect(await world.sql('select * from zone_nights order by night')).toEqual(before);
    expect(await world.sql('select * from zone_leaks')).toEqual(leaksBefore);
    expect(await alerts()).toHaveLength(1);
  });

  it('catch up after days without a worker, end the leak after the repair and clear the alarm', async () => {
    const gap = at('2026-06-22T23:00:00Z');
    const missing = (time: number) => (time >= gap && time < gap + HOUR ? null : withLeak(time));
    await world.fill(inlet, begin + 17 * DAY, begin + 24 * DAY, missing);
    await world.fill(pressure, begin + 17 * DAY, begin + 24 * DAY, () => 450);
    const jobs = world.api.app.get(BalanceJobs, { strict: false });
    expect(await jobs.runDue(at('2026-06-24T02:00:00Z'))).toMatchObject({ zones: 1 });
    const { data, leaks } = await get('night-flow?from=2026-06-18&to=2026-06-24');
    expect(data.map(({ night }: { night: string }) => night)).toEqual(
      [18, 19, 20, 21, 22, 23, 24].map((day) => `2026-06-${day}`),
    );
    expect(data[5]).toMatchObject({ night: '2026-06-23', fault: 'incomplete', completeness: 0.5 });
    expect(leaks).toMatchObject([{ endedAt: '2026-06-20T23:00:00.000Z' }]);
    expect(leaks[0].lost.value).toBeGreaterThan(24 * 4 * 6);
    expect(await alerts()).toMatchObject([{ condition_active: false }]);
    expect(await jobs.runDue(at('2026-06-24T02:05:00Z'))).toMatchObject({ zones: 0 });
  });

  it('reopen a night for late readings and keep what it was', async () => {
    const gap = at('2026-06-22T23:00:00Z');
    await world.fill(inlet, gap, gap + HOUR, withLeak);
    await world.sql(`update zone_balance_setups set checked_at = now() - interval '2 hours'`);
    await world.api.app.get(BalanceJobs, { strict: false }).runDue(at('2026-06-24T03:00:00Z'));
    const { data } = await get('night-flow?from=2026-06-23&to=2026-06-24');
    expect(data[0]).toMatchObject({
      fault: null,
      completeness: 1,
      revision: 2,
      revisions: [{ reason: 'data', completeness: 0.5 }],
    });
    // The day before the next night has changed with it.
    expect(data[1]).toMatchObject({ fault: null });
    const csv = await world.api.call(admin, 'GET', path('night-flow.csv?from=2026-06-23&to=2026-06-23'));
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\n')[1]).toMatch(/^2026-06-23,7\.9\d+,/);
  });

  it('see a burst by day before the night, and its end', async () => {
    const burst = at('2026-06-24T06:00:00Z');
    const end = at('2026-06-24T11:00:00Z');
    await world.fill(inlet, begin + 24 * DAY - DAY, begin + 25 * DAY, (time) =>
      time >= burst && time < end ? demand(time) + 12 : demand(time),
    );
    const watch = world.api.app.get(StepWatch, { strict: false });
    const look = (time: string) => watch.look(town.tenantId, town.zoneId, at(time));
    expect(await look('2026-06-24T08:10:00Z')).toBe(false);
    expect(await look('2026-06-24T09:06:00Z')).toBe(true);
    expect(await look('2026-06-24T09:21:00Z')).toBe(false);
    const { data } = await get('leaks');
    expect(data[0]).toMatchObject({ kind: 'step', beganAt: '2026-06-24T06:00:00.000Z', endedAt: null });
    expect(data[0].rate.value).toBeCloseTo(12, 0);
    expect((await alerts()).at(-1)).toMatchObject({ condition_active: true });
    expect(await look('2026-06-24T14:10:00Z')).toBe(true);
    expect((await alerts()).at(-1)).toMatchObject({ condition_active: false });
  });

  it('balance masses by hours and local days that add up exactly', async () => {
    const range = 'from=2026-06-02T21:00:00Z&to=2026-06-05T21:00:00Z';
    const hours = await get(`mass-balance?${range}&step=hour`);
    const days = await get(`mass-balance?${range}&step=day`);
    expect(hours.data).toHaveLength(72);
    expect(days.data.map(({ from }: { from: string }) => from)).toEqual(
      [2, 3, 4].map((day) => `2026-06-0${day}T21:00:00.000Z`),
    );
    expect(days.parts).toEqual(['inflow']);
    expect(days.total).toEqual(hours.total);
    expect(days.total.completeness).toBe(1);
    expect((await world.api.call(admin, 'GET', path('mass-balance?from=2020-01-01T00:00:00Z'))).status).toBe(422);
  });

  it('draw up a water balance that stays as it is', async () => {
    const { settings, version } = await get('balance-setup');
    const etag = { 'if-match': `"${version}"` };
    await world.api.call(admin, 'PUT', path('balance-setup'), { ...settings, connections: 900 }, etag);
    const draw = (body: object) => world.api.call(admin, 'POST', path('water-balance'), body);
    const period = { from: '2026-06-02', to: '2026-06-12' };
    expect((await draw(period)).body.errors).toMatchObject([{ pointer: '/billedMetered' }]);
    expect((await draw({ from: '2026-06-02', to: '2999-01-01' })).status).toBe(422);
    const { status, body } = await draw({ ...period, billedMetered: { volumeM3: 2_500, ciPercent: 2 } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      days: 10,
      measured: ['ownSources'],
      completeness: 1,
      faults: [],
      realLosses: { unit: 'L/connection/day' },
      leakageIndex: { withinValidity: false },
      createdBy: admin,
    });
    const { systemInput, realLosses, apparentLosses, authorisedConsumption } = body.lines;
    expect(realLosses.value + apparentLosses.value + authorisedConsumption.value).toBeCloseTo(systemInput.value, 6);
    expect(body.leakageIndex.index.value).toBeGreaterThan(1);
    await world.fill(inlet, begin + DAY, begin + 2 * DAY, () => 100);
    expect((await get('water-balance')).data).toEqual([body]);
    const again = await draw({ ...period, billedMetered: { volumeM3: 2_500, ciPercent: 2 } });
    expect(again.body.basis.dataRevision).not.toBe(body.basis.dataRevision);
  });

  it('rank zones by what they lose', async () => {
    const { body } = await world.api.call(admin, 'GET', '/balance/zones');
    expect(body.page.total).toBe(1);
    expect(body.data[0]).toMatchObject({ zoneId: town.zoneId, configured: true, leak: null, night: '2026-06-24' });
    expect(body.data[0].leakage.value).toBeCloseTo(6.8, 0);
    expect(body.data[0].leakageIndex).toBeGreaterThan(1);
    const all = await world.api.call('root', 'GET', '/balance/zones');
    expect(all.body.data.map(({ configured }: { configured: boolean }) => configured)).toEqual([true, false]);
  });

  it('show nothing to other municipalities, and let viewers only look', async () => {
    for (const rest of ['balance-setup', 'night-flow', 'night-flow.csv', 'leaks', 'mass-balance', 'water-balance']) {
      expect((await world.api.call('there admin', 'GET', path(rest))).status).toBe(404);
      expect((await world.api.call('here viewer', 'GET', path(rest))).status).toBe(200);
    }
    expect((await world.api.call('there admin', 'PUT', path('balance-setup'), {})).status).toBe(404);
    expect((await world.api.call('here viewer', 'PUT', path('balance-setup'), {})).status).toBe(403);
    const run = { from: '2026-06-02', to: '2026-06-03' };
    expect((await world.api.call('there admin', 'POST', path('balance-runs'), run)).status).toBe(404);
    expect((await world.api.call(admin, 'POST', path('balance-runs'), run)).body).toEqual({
      nights: 2,
      state: 'queued',
    });
    const { body } = await world.api.call('there admin', 'GET', '/balance/zones');
    expect(body.data.map(({ zoneId }: { zoneId: string }) => zoneId)).toEqual([other.zoneId]);
  });
});
