import { AlertsHttpModule } from '@app/alerts';
import { AssetsModule, assetEntities } from '@app/assets';
import { PartitionKeeper } from '@app/database';
import { ModelThreads } from '@app/detection';
import { DevicesModule, deviceEntities } from '@app/devices';
import { JobRunnerModule } from '@app/jobs';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { ModelsHttpModule, ModelsJobsModule } from '.';
import { LiveRunner } from './run/live-runner';

jest.setTimeout(90_000);

const STEP = 900_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PAST_DAYS = 45;

/** Real: the API, jobs, threads, PostgreSQL with row security. Not real: sign-in. */
describe('learned models', () => {
  let api: ResourceApp;
  let database: Client;
  let live: LiveRunner;
  let here: string;
  let end: number;
  let made = 0;

  beforeAll(async () => {
    api = await resourceApp(
      [
        MunicipalitiesModule,
        AssetsModule,
        DevicesModule,
        SensorsModule,
        AlertsHttpModule,
        ModelsHttpModule,
        ModelsJobsModule,
        JobRunnerModule,
      ],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    database = new Client({ connectionString: api.database.superuserUrl });
    await database.connect();
    live = api.app.get(LiveRunner, { strict: false });
    end = Math.floor((Date.now() - 6 * HOUR) / STEP) * STEP;
    await api.app.get(PartitionKeeper).ensure(end - (PAST_DAYS + 1) * DAY, Date.now() + DAY);
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (
        await api.call('root', 'POST', '/municipalities', {
          code,
          name: code,
          regionId,
          center: { lon: 20, lat: 40 },
          timeZone: 'Europe/Tirane',
        })
      ).body.id;
    here = await make('HERE');
    api.person('admin', 'municipalAdmin', here);
    api.person('operator', 'operator', here);
    api.person('viewer', 'viewer', here);
    api.person('stranger', 'municipalAdmin', await make('THERE'));
  });
  afterAll(async () => {
    await database.end();
    await api.close();
  });

  const zone = async (): Promise<string> => {
    const code = `Z-${(made += 1)}`;
    return (await api.call('admin', 'POST', '/zones', { code, name: code })).body.id;
  };
  const sensor = async (zoneId: string | null = null, quantity = 'flow'): Promise<string> => {
    const code = `S-${(made += 1)}`;
    const answer = await api.call('admin', 'POST', '/sensors', { code, name: code, quantity, zoneId });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  /** A day's course with a little noise that repeats itself in no simple way. */
  const usual = (time: number, seed: number): number => {
    const hour = (time % DAY) / HOUR;
    const noise = Math.sin(time / 7_919_000 + seed) + Math.sin(time / 1_234_567 + 3 * seed);
    return 30 + 12 * Math.sin(((hour - 6) / 12) * Math.PI) + noise + (((time / STEP) * (seed + 7)) % 11) / 11;
  };
  /** Stores readings of a sensor from one time up to another. */
  const store = async (id: string, from: number, to: number, value: (time: number) => number): Promise<void> => {
    await database.query(
      `with given as (
         select s.tenant_id, s.number, to_timestamp(t / 1000.0) as time, v
         from sensors s, unnest($2::float8[], $3::float8[]) as u(t, v) where s.id = $1),
       stored as (insert into readings (tenant_id, sensor_id, time, value, quality)
         select tenant_id, number, time, v, 0 from given on conflict do nothing)
       insert into sensor_latest (tenant_id, sensor_id, time, value, quality, received_at)
         select tenant_id, number, time, v, 0, now() from given order by time desc limit 1
       on conflict (tenant_id, sensor_id) do update set time = greatest(sensor_latest.time, excluded.time)`,
      [id, ...columns(from, to, value)],
    );
  };
  const columns = (from: number, to: number, value: (time: number) => number): [number[], number[]] => {
    const times: number[] = [];
    for (let time = from; time < to; time += STEP) times.push(time);
    return [times, times.map(value)];
  };
  const history = async (id: string, seed: number) =>
    store(id, end - PAST_DAYS * DAY, end, (time) => usual(time, seed));
  const trained = (id: string, version = 1) =>
    eventually(async () => {
      const { body } = await api.call('viewer', 'GET', `/models/${id}`);
      expect(body.training.state).toBe('idle');
      expect(body.latestVersion).toBe(version);
      return body;
    }, 60_000);
  const create = async (kind: 'sensor' | 'zone', id: string, more: object = {}) => {
    const answer = await api.call('admin', 'POST', '/models', { scope: { kind, id }, windowDays: PAST_DAYS, ...more });
    expect(answer.text).toContain('"queued"');
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const post = (who: string, path: string, body?: object) => api.call(who, 'POST', path, body);
  /** As if the version had been active since a while ago. */
  const activeSince = (id: string, since: number) =>
    database.query(`update model_runs set since = to_timestamp($2), settled_at = null where model_id = $1`, [
      id,
      since / 1_000,
    ]);
  const alertsOf = async (sensorId: string) =>
    (await api.call('operator', 'GET', `/alerts?sensorId=${sensorId}&kind=model`)).body.data;

  it('learns from what is stored, raises an alarm and clears it, and scores the same readings once', async () => {
    const id = await sensor();
    await history(id, 1);
    const model = await create('sensor', id);
    expect(model).toMatchObject({ state: 'untrained', scope: { kind: 'sensor', id, unit: 'm3/h' } });
    expect((await post('admin', '/models', { scope: { kind: 'sensor', id } })).body.code).toBe('model.exists');
    const ready = await trained(model.id);
    expect(ready).toMatchObject({ state: 'candidate', activeVersion: null, metrics: { measuredOn: 'injected' } });
    expect(ready.samples).toBeGreaterThan(4_000);
    expect(ready.metrics.f1).toBeGreaterThan(0.6);
    expect((await post('operator', `/models/${model.id}/promote`, { version: 1 })).status).toBe(403);
    const promoted = await post('admin', `/models/${model.id}/promote`, { version: 1 });
    expect(promoted.body).toMatchObject({ state: 'active', activeVersion: 1 });
    await activeSince(model.id, end - HOUR);
    // A burst for three hours.
    await store(id, end, end + 3 * HOUR, (time) => usual(time, 1) + 18);
    await live.runAll();
    await live.runAll();
    const [raised, ...others] = await alertsOf(id);
    expect(others).toEqual([]);
    expect(raised).toMatchObject({ kind: 'model', state: 'active_unacked', priority: 'medium', historical: false });
    expect(raised.message).toMatch(/usual|expected/);
    expect(raised.finding).toMatchObject({
      code: expect.stringMatching(/^model\./),
      values: { seen: { value: expect.any(Number), unit: 'm3/h' }, expected: { unit: 'm3/h' } },
    });
    const found = (await api.call('viewer', 'GET', `/models/${model.id}/detections`)).body.data;
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ mode: 'active', endedAt: null, sensorId: id, version: 1, verdict: null });
    expect(found[0].value - found[0].expected).toBeGreaterThan(5);
    expect(found[0].explanation.features.length).toBeGreaterThan(1);
    expect(found[0].context).toMatchObject({ hour: expect.any(Number), season: expect.any(String) });
    await store(id, end + 3 * HOUR, end + 6 * HOUR, (time) => usual(time, 1));
    await live.runAll();
    expect((await alertsOf(id)).map(({ state }: { state: string }) => state)).toEqual(['cleared_unacked']);
    const ended = (await api.call('viewer', 'GET', `/models/${model.id}/detections?open=false`)).body.data;
    expect(ended).toHaveLength(1);
    expect(Date.parse(ended[0].endedAt)).toBeGreaterThanOrEqual(end + 3 * HOUR);
  });

  it('takes a detection back when readings that came late speak against it, and its alarm clears', async () => {
    const zoneId = await zone();
    const [id, beside] = [await sensor(zoneId), await sensor(zoneId)];
    await history(id, 2);
    // What moves the one moves the other.
    await store(beside, end - PAST_DAYS * DAY, end, (time) => 2 * usual(time, 2));
    const model = await create('sensor', id);
    await trained(model.id);
    await post('admin', `/models/${model.id}/promote`, { version: 1 });
    await activeSince(model.id, end - HOUR);
    await store(id, end, end + STEP, (time) => usual(time, 2) + 40);
    await live.runAll();
    expect(await alertsOf(id)).toHaveLength(1);
    await database.query(
      `update readings r set value = $2 from sensors s where s.id = $1 and r.sensor_id = s.number and r.time >= to_timestamp($3)`,
      [id, usual(end, 2), end / 1_000],
    );
    await store(id, end + STEP, end + 2 * STEP, (time) => usual(time, 2));
    await live.runAll();
    expect((await api.call('viewer', 'GET', `/models/${model.id}/detections`)).body.data).toEqual([]);
    expect((await alertsOf(id)).map(({ state }: { state: string }) => state)).toEqual(['cleared_unacked']);
  });

  it('lets a version on trial score along, promotes it, and rolls back', async () => {
    const id = await sensor();
    await history(id, 3);
    const model = await create('sensor', id);
    await trained(model.id);
    expect((await post('admin', `/models/${model.id}/rollback`)).status).toBe(409);
    await post('admin', `/models/${model.id}/shadow`, { version: 1 });
    await activeSince(model.id, end - HOUR);
    await store(id, end, end + 2 * HOUR, (time) => usual(time, 3) + 18);
    await live.runAll();
    expect(await alertsOf(id)).toEqual([]);
    expect((await api.call('viewer', 'GET', `/models/${model.id}/detections`)).body.data).toEqual([
      expect.objectContaining({ mode: 'shadow', endedAt: null }),
    ]);
    await post('admin', `/models/${model.id}/promote`, { version: 1 });
    await live.runAll();
    expect(await alertsOf(id)).toHaveLength(1);
    const again = await post('admin', `/models/${model.id}/train`, { trainTo: new Date(end).toISOString() });
    expect(again.body.training.state).toBe('queued');
    expect((await post('admin', `/models/${model.id}/train`)).status).toBe(409);
    await trained(model.id, 2);
    const compared = (await api.call('viewer', 'GET', `/models/${model.id}/compare?versions=1,2&days=14`)).body;
    expect(compared.versions.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
    expect(compared.versions[0].readings).toBeGreaterThan(1_000);
    expect(compared.versions[0].injected.f1).toBeGreaterThan(0.5);
    expect(compared.agreement.both).toBeGreaterThan(0);
    await post('admin', `/models/${model.id}/promote`, { version: 2 });
    // What the first one raised is cleared as it leaves.
    expect((await alertsOf(id)).map(({ state }: { state: string }) => state)).toEqual(['cleared_unacked']);
    const back = await post('admin', `/models/${model.id}/rollback`);
    expect(back.body).toMatchObject({ activeVersion: 1, state: 'active' });
    const versions = (await api.call('viewer', 'GET', `/models/${model.id}/versions`)).body.data;
    expect(versions.map(({ version, state }: { version: number; state: string }) => [version, state])).toEqual([
      [2, 'retired'],
      [1, 'active'],
    ]);
  });

  it('scores single readings in their context, and tables', async () => {
    const id = await sensor();
    await history(id, 4);
    const model = await create('sensor', id);
    expect(
      (await post('viewer', `/models/${model.id}/predict`, { time: new Date(end).toISOString(), value: 1 })).status,
    ).toBe(409);
    await trained(model.id);
    const at = new Date(end).toISOString();
    const normal = (await post('viewer', `/models/${model.id}/predict`, { time: at, value: usual(end, 4) })).body;
    const strange = (await post('viewer', `/models/${model.id}/predict`, { time: at, value: 95 })).body;
    expect(normal).toMatchObject({ version: 1, alarm: false });
    expect(strange).toMatchObject({ alarm: true, explanation: { text: expect.stringContaining('95') } });
    expect(Math.abs(normal.expected - usual(end, 4))).toBeLessThan(6);
    const [times, values] = columns(end - 7 * DAY, end, (time) => usual(time, 4));
    values[300] = 95;
    const batch = await post('viewer', `/models/${model.id}/predict-batch`, { times, values });
    expect(batch.body).toMatchObject({ count: 672, version: 1 });
    expect(batch.body.scores[300]).toBeGreaterThan(0.9);
    expect(batch.body.reasons[300]).toBe('recent');
    const wrong = await post('viewer', `/models/${model.id}/predict-batch`, { times: [2, 1], values: [1, 2] });
    expect(wrong.body.errors[0].pointer).toBe('/times/1');
    for (const input of [
      { times: [1, 2], values: [1] },
      { times: [9e15], values: [1] },
      { times: [1], values: ['NaN'] },
    ])
      expect((await post('viewer', `/models/${model.id}/predict-batch`, input)).status).toBe(422);
    const gaps = await post('viewer', `/models/${model.id}/predict-batch`, { times: [1, 2], values: [null, 1e308] });
    expect(gaps.body.scores).toEqual([0, expect.any(Number)]);
  });

  it('begins a training anew when its thread is killed', async () => {
    const id = await sensor();
    await history(id, 5);
    const threads = api.app.select(ModelsJobsModule).get(ModelThreads);
    const model = await create('sensor', id);
    await eventually(() => expect(threads.size).toBeGreaterThan(0), 30_000);
    await threads.stop();
    const ready = await trained(model.id);
    expect(ready.training).toMatchObject({ percent: 100, failure: null });
    const { rows } = await database.query(`select count(*)::int as count from model_versions where model_id = $1`, [
      model.id,
    ]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('says why a training failed, and can be asked again', async () => {
    const id = await sensor();
    await store(id, end - DAY, end, (time) => usual(time, 6));
    const model = await create('sensor', id);
    const failed = await eventually(async () => {
      const { body } = await api.call('viewer', 'GET', `/models/${model.id}`);
      expect(body.training.state).toBe('failed');
      return body;
    }, 30_000);
    expect(failed.training.failure).toMatch(/At least 200 readings/);
    await history(id, 6);
    await post('admin', `/models/${model.id}/train`);
    await trained(model.id, 2);
  });

  it('is measured on what operators say, once they have said enough', async () => {
    const id = await sensor();
    await history(id, 7);
    const model = await create('sensor', id);
    await trained(model.id);
    const say = (day: number, verdict: 'true' | 'false') =>
      post('operator', `/models/${model.id}/feedback`, {
        from: new Date(end - day * DAY).toISOString(),
        to: new Date(end - day * DAY + 2 * HOUR).toISOString(),
        verdict,
      });
    for (const day of [3, 5, 7, 9]) expect((await say(day, 'false')).status).toBe(201);
    expect((await post('viewer', `/models/${model.id}/feedback`, {})).status).toBe(403);
    for (const day of [11, 13]) expect((await say(day, 'true')).status).toBe(201);
    const measured = await eventually(async () => {
      const { body } = await api.call('viewer', 'GET', `/models/${model.id}`);
      expect(body.metrics.measuredOn).toBe('feedback');
      return body.metrics;
    }, 30_000);
    // Nothing was wrong with the readings that were called true alarms: the model finds nothing there.
    expect(measured).toMatchObject({ samples: 6, positives: 2, recall: 0, accuracy: 4 / 6 });
    await post('admin', `/models/${model.id}/train`);
    await trained(model.id, 2);
    const [newest] = (await api.call('viewer', 'GET', `/models/${model.id}/versions`)).body.data;
    expect(newest).toMatchObject({ version: 2, excludedLabels: 2, metrics: { measuredOn: 'feedback' } });
    expect(newest.injected.measuredOn).toBe('injected');
    expect((await api.call('viewer', 'GET', `/models/${model.id}/feedback`)).body.data).toHaveLength(6);
  });

  it('takes a verdict on an alarm, and lets it be changed', async () => {
    const id = await sensor();
    await history(id, 8);
    const model = await create('sensor', id);
    await trained(model.id);
    await post('admin', `/models/${model.id}/promote`, { version: 1 });
    await activeSince(model.id, end - HOUR);
    await store(id, end, end + 2 * HOUR, (time) => usual(time, 8) + 20);
    await live.runAll();
    const [alert] = await alertsOf(id);
    expect((await api.call('viewer', 'GET', `/alerts/${alert.id}/feedback`)).body).toEqual({ feedback: null });
    expect((await post('viewer', `/alerts/${alert.id}/feedback`, { verdict: 'false' })).status).toBe(403);
    expect((await post('stranger', `/alerts/${alert.id}/feedback`, { verdict: 'false' })).status).toBe(404);
    await post('operator', `/alerts/${alert.id}/feedback`, { verdict: 'false', note: 'Fire hydrant test' });
    const said = await post('operator', `/alerts/${alert.id}/feedback`, { verdict: 'true' });
    expect(said.body.feedback).toMatchObject({ verdict: 'true', alertId: alert.id, sensorId: id, by: 'operator' });
    const [found] = (await api.call('viewer', 'GET', `/models/${model.id}/detections`)).body.data;
    expect(found.verdict).toBe('true');
    const current = (await api.call('admin', 'GET', `/models/${model.id}`)).body;
    const gone = await api.call('admin', 'DELETE', `/models/${model.id}`, undefined, {
      'if-match': `"${current.version}"`,
    });
    expect(gone.status).toBe(204);
    expect((await alertsOf(id))[0].state).toBe('cleared_unacked');
  });

  it('learns several sensors of a zone together and names the one that does not fit', async () => {
    const zoneId = await zone();
    const ids = [await sensor(zoneId), await sensor(zoneId), await sensor(zoneId, 'pressure')] as const;
    const course = (time: number) => usual(time, 9) + 3 * Math.sin(time / 5_000_000);
    const parts = [
      (time: number) => course(time) + 0.2 * Math.sin(time / 977_000),
      (time: number) => 0.6 * course(time) + 0.2 * Math.sin(time / 1_377_000),
      (time: number) => 420 - 2 * course(time) + 0.5 * Math.sin(time / 877_000),
    ] as const;
    for (const [n, id] of ids.entries())
      await store(id, end - PAST_DAYS * DAY, end, parts[n] as (time: number) => number);
    const model = await create('zone', zoneId, { daysPerFalseAlarm: 30 });
    const ready = await trained(model.id);
    expect(ready).toMatchObject({ scope: { kind: 'zone', unit: null }, state: 'candidate' });
    await post('admin', `/models/${model.id}/promote`, { version: 1 });
    await activeSince(model.id, end - HOUR);
    for (const [n, id] of ids.entries())
      await store(id, end, end + 3 * HOUR, (time) => (parts[n] as (time: number) => number)(time) + (n === 1 ? 15 : 0));
    await live.runAll();
    const found = (await api.call('viewer', 'GET', `/models/${model.id}/detections`)).body.data;
    expect(found).toHaveLength(1);
    expect(found[0].sensorId).toBe(ids[1]);
    expect(await alertsOf(ids[1])).toHaveLength(1);
    await database.query(`update sensors set status = 'out_of_service' where id = $1`, [ids[1]]);
    await live.runAll();
    expect(await alertsOf(ids[1])).toMatchObject([{ clearedAt: expect.any(String) }]);
    for (const n of [0, 2])
      await store(ids[n] as string, end + 3 * HOUR, end + 4 * HOUR, parts[n] as (time: number) => number);
    await live.runAll();
    await live.runAll();
    const all = await api.call('operator', 'GET', `/alerts?kind=model&sensorId=${ids[1]}`);
    expect(all.body.data).toMatchObject([{ clearedAt: expect.any(String) }]);
    const values = Object.fromEntries(ids.map((id, n) => [id, (parts[n] as (time: number) => number)(end)]));
    const scored = await post('viewer', `/models/${model.id}/predict`, { time: new Date(end).toISOString(), values });
    expect(scored.body).toMatchObject({ version: 1, alarm: false });
    const [times] = columns(end - 2 * DAY, end, () => 0);
    const table = Object.fromEntries(ids.map((id, n) => [id, times.map(parts[n] as (time: number) => number)]));
    const batch = await post('viewer', `/models/${model.id}/predict-batch`, { times, columns: table });
    expect(batch.body).toMatchObject({ count: times.length, expected: null });
  });

  it('shows nothing to other municipalities, and changes nothing without its version', async () => {
    const id = await sensor();
    const model = await create('sensor', id);
    for (const path of ['', '/versions', '/detections', '/feedback', '/compare?versions=1'])
      expect((await api.call('stranger', 'GET', `/models/${model.id}${path}`)).status).toBe(404);
    expect((await api.call('stranger', 'GET', '/models')).body.data).toEqual([]);
    expect((await post('stranger', '/models', { scope: { kind: 'sensor', id } })).status).toBe(404);
    expect((await post('stranger', `/models/${model.id}/train`)).status).toBe(404);
    expect((await post('viewer', '/models', { scope: { kind: 'sensor', id } })).status).toBe(403);
    const patch = { retrain: { everyDays: 30, onDrift: false, promote: 'if_better' }, priority: 'high' };
    expect((await api.call('admin', 'PATCH', `/models/${model.id}`, patch)).status).toBe(428);
    const { version } = (await api.call('admin', 'GET', `/models/${model.id}`)).body;
    const changed = await api.call('admin', 'PATCH', `/models/${model.id}`, patch, { 'if-match': `"${version}"` });
    expect(changed.body).toMatchObject({ ...patch, nextTrainingAt: expect.any(String) });
    const listed = await api.call('admin', 'GET', `/models?scopeId=${id}&kind=sensor&sort=-f1`);
    expect(listed.body.page.total).toBe(1);
    expect((await api.call('admin', 'GET', '/models?state=active&q=nothing')).body.data).toEqual([]);
    const { rows } = await database.query(`select action from audit_log where object_id = $1 order by seq`, [model.id]);
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['create', 'update']));
  });
});
