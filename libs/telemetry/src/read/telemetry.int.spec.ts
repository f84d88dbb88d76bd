import { SealedBox } from '@app/secrets';
import { type ResourceApp, resourceApp, testSettings } from '@app/testing';
import { TenantTree } from '@app/tenancy';
import { type SeededDevice, type SeededSensor, Seeds } from '../../test/seeds';
import { IngestPipeline } from '../pipeline/ingest-pipeline';
import { DeviceRegistry } from '../registry/device-registry';
import { TelemetryHttpModule } from '../telemetry.module';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

/** Real: HTTP, access rules, PostgreSQL. Not real: sign-in. */
describe('readings over the API', () => {
  let world: ResourceApp;
  let seeds: Seeds;
  let town: { id: number; uid: string };
  let device: SeededDevice;
  let sensor: SeededSensor;
  let secret: SeededSensor;

  beforeAll(async () => {
    world = await resourceApp([TelemetryHttpModule], []);
    seeds = await Seeds.open(world.database.superuserUrl, new SealedBox(testSettings(world.database)));
    town = await seeds.tenant();
    const other = await seeds.tenant();
    device = await seeds.device(town.id);
    sensor = await seeds.sensor(town.id, 'SENSOR_001', { deviceId: device.id });
    secret = await seeds.sensor(other.id, 'SECRET');
    await seeds.sensor(town.id, 'TWIN');
    await seeds.sensor(other.id, 'TWIN');
    await world.app.get(TenantTree, { strict: false }).refresh();
    await world.app.get(DeviceRegistry, { strict: false }).refresh();
    world.person('integrator', 'integrator', town.uid);
    world.person('viewer', 'viewer', town.uid);
    world.person('admin', 'municipalAdmin', town.uid);
  });
  afterAll(async () => {
    await seeds.close();
    await world.close();
  });

  const send = (who: string, body: unknown, query = '', headers: Record<string, string> = {}) =>
    world.call(who, 'POST', `/batch/readings${query}`, body, headers);
  const at = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString();
  const reading = (fields: object = {}) => ({ sensor_id: 'SENSOR_001', value: 3.5, unit: 'bar', ...fields });

  it('stores the published example as it stands', async () => {
    const { status, body } = await send('integrator', [{ sensor_id: 'SENSOR_001', value: 3.5, unit: 'bar' }]);
    expect({ status, body }).toEqual({
      status: 200,
      body: { stored: 1, duplicate: 0, conflict: 0, late: 0, quarantined: 0, results: [] },
    });
  });

  it('takes a sensor by its id, and tells of every reading when asked to', async () => {
    const { body } = await send(
      'integrator',
      [reading({ sensor_id: sensor.id, timestamp: at(-1_000) })],
      '?report=full',
    );
    expect(body.results).toEqual([{ index: 0, outcome: 'stored' }]);
  });

  it('keeps what it refuses under the sender, with overflowing numbers still overflowing', async () => {
    const sent = await world.app.inject({
      method: 'POST',
      url: '/api/v1/batch/readings',
      headers: { authorization: 'Bearer integrator', 'content-type': 'application/json' },
      payload: '[{"sensor_id":"SENSOR_001","value":1e400,"unit":"bar"}]',
    });
    expect(sent.json()).toMatchObject({ quarantined: 1, results: [{ reason: 'bad_value' }] });
    const [kept] = await seeds.sql<{ raw: Buffer; tenant_id: number }>(
      `select raw, tenant_id from quarantine where reason = 'bad_value'`,
    );
    expect(kept?.tenant_id).toBe(town.id);
    expect(JSON.parse(kept?.raw.toString() ?? '')).toMatchObject({ value: Infinity });
  });

  it('does not know sensors of others, and asks which one when a code is not unique', async () => {
    const foreign = await send('integrator', [reading({ sensor_id: 'SECRET' }), reading({ sensor_id: secret.id })]);
    expect(foreign.body.results.map(({ reason }: { reason: string }) => reason)).toEqual([
      'unknown_sensor',
      'unknown_sensor',
    ]);
    const { status, body } = await send('root', [reading({ sensor_id: 'TWIN' })]);
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'sensor.ambiguous', choices: [{ code: 'TWIN' }, { code: 'TWIN' }] });
    expect((await send('integrator', [reading({ sensor_id: 'TWIN', unit: 'kPa' })])).body.stored).toBe(1);
  });

  it('refuses an empty batch, too many readings, unknown query parameters and roles that may not send', async () => {
    expect((await send('integrator', [])).body.code).toBe('telemetry.empty');
    expect(
      (
        await send(
          'integrator',
          Array.from({ length: 5_001 }, () => 1),
        )
      ).body.code,
    ).toBe('telemetry.too_many');
    expect((await send('integrator', [reading()], '?report=some')).status).toBe(422);
    expect((await send('viewer', [reading()])).status).toBe(403);
  });

  it('carries out a request with an Idempotency-Key once', async () => {
    const body = [reading({ timestamp: at(-30_000), value: 1 })];
    const first = await send('integrator', body, '', { 'idempotency-key': 'once' });
    const again = await send('integrator', body, '', { 'idempotency-key': 'once' });
    expect(first.body.stored).toBe(1);
    expect(again.body).toEqual(first.body);
    expect((await send('integrator', [reading({ value: 9 })], '', { 'idempotency-key': 'once' })).status).toBe(422);
  });

  it('answers single readings while there are few, and buckets when there are many', async () => {
    const start = Math.floor(Date.now() / HOUR) * HOUR - 6 * HOUR;
    const readings = Array.from({ length: 3_600 }, (_, n) => ({
      ...reading({ sensor_id: 'TWIN', unit: 'kPa', value: n % 10 }),
      timestamp: new Date(start + n * 1_000).toISOString(),
    }));
    expect((await send('integrator', readings)).body.late).toBe(3_600);
    const [twin] = await seeds.sql<{ id: string }>(`select id from sensors where code = 'TWIN' and tenant_id = $1`, [
      town.id,
    ]);
    const series = async (from: number, to: number, points: number) => {
      const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&points=${points}`;
      return (await world.call('viewer', 'GET', `/sensors/${twin?.id}/readings?${span}`)).body;
    };
    const few = await series(start, start + 5_000, 100);
    expect(few).toMatchObject({ unit: 'kPa', bucketS: null, mean: [0, 1, 2, 3, 4], count: [1, 1, 1, 1, 1] });
    expect(few.times[1]).toBe(new Date(start + 1_000).toISOString());
    const many = await series(start, start + HOUR, 60);
    expect(many.bucketS).toBe(60);
    expect(many.times).toHaveLength(60);
    expect(many).toMatchObject({
      mean: Array(60).fill(4.5),
      min: Array(60).fill(0),
      max: Array(60).fill(9),
      count: Array(60).fill(60),
    });
    const gap = await series(start - HOUR, start + HOUR, 100);
    expect(gap.bucketS).toBe(120);
    expect(gap.times[0]).toBe(new Date(start).toISOString());
  });

  it('refuses spans that end before they begin, and sensors of others', async () => {
    const path = (id: string, query = '') => `/sensors/${id}/readings${query}`;
    expect((await world.call('viewer', 'GET', path(sensor.id, `?from=${at(0)}&to=${at(-1_000)}`))).status).toBe(422);
    expect((await world.call('viewer', 'GET', path(secret.id))).status).toBe(404);
    expect((await world.call('viewer', 'GET', path('nonsense'))).status).toBe(404);
  });

  it('shows the ledger of a device', async () => {
    await seeds.sql(
      `insert into device_ledger (tenant_id, device_id, minute, stored, late) values ($1, $2, date_trunc('minute', now()), 5, 1),
         ($1, $2, date_trunc('minute', now()) - interval '1 minute', 2, 0)`,
      [town.id, device.id],
    );
    const { body } = await world.call('viewer', 'GET', `/devices/${device.id}/ledger?from=${at(-HOUR)}&to=${at(HOUR)}`);
    expect(body.totals).toEqual({ stored: 7, duplicate: 0, conflict: 0, late: 1, quarantined: 0, refused: 0 });
    expect(body.data.map(({ stored }: { stored: number }) => stored)).toEqual([5, 2]);
    expect((await world.call('viewer', 'GET', `/devices/${town.uid}/ledger`)).status).toBe(404);
  });

  it('sums up a ledger over the whole span, also where it has more minutes than it lists', async () => {
    const other = await seeds.device(town.id);
    await seeds.sql(
      `insert into device_ledger (tenant_id, device_id, minute, stored)
       select $1, $2, date_trunc('minute', now()) - n * interval '1 minute', 1 from generate_series(1, 10500) n`,
      [town.id, other.id],
    );
    const { body } = await world.call('viewer', 'GET', `/devices/${other.id}/ledger?from=${at(-30 * 24 * HOUR)}`);
    expect(body.totals.stored).toBe(10_500);
    expect(body.data).toHaveLength(10_000);
  });

  it('lists what was quarantined page by page, narrowed, and shows its bytes', async () => {
    await send(
      'integrator',
      Array.from({ length: 7 }, (_, n) => reading({ sensor_id: `NOBODY_${n}` })),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await world.call(
        'admin',
        'GET',
        `/quarantine?reason=unknown_sensor&limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.page.next as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(9);
    const { body } = await world.call('admin', 'GET', `/quarantine/${seen[0]}`);
    expect(body).toMatchObject({
      municipalityId: town.uid,
      deviceId: null,
      reason: 'unknown_sensor',
      protocol: 'api',
      status: 'kept',
    });
    expect(JSON.parse(Buffer.from(body.raw, 'base64').toString())).toMatchObject({ value: 3.5 });
    expect(
      (await world.call('admin', 'GET', `/quarantine?deviceId=${device.id}&municipalityId=${town.uid}&status=kept`))
        .body.data,
    ).toEqual([]);
    expect((await world.call('admin', 'GET', '/quarantine?cursor=abc')).status).toBe(422);
    expect((await world.call('admin', 'GET', `/quarantine?municipalityId=${device.id}`)).status).toBe(404);
    expect((await world.call('admin', 'GET', `/quarantine/${device.id}`)).status).toBe(404);
  });

  it('answers 503 with a time to come back while the database takes no readings', async () => {
    await world.app.get(IngestPipeline, { strict: false }).beforeApplicationShutdown();
    const answer = await send('integrator', [reading()]);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
  });
});
