import { gzipSync } from 'node:zlib';
import { eventually } from '@app/testing';
import * as fc from 'fast-check';
import { type GatewayApp, gatewayApp } from '../../test/gateway-app';
import { IngestHarness, type SeededDevice } from '../../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

type Body = NonNullable<NonNullable<Parameters<typeof fetch>[1]>['body']>;

/** Real: HTTP server, plugin host, gateway plugin, PostgreSQL. */
describe('telemetry over HTTP', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    await harness.sensor(tenant, 'SENSOR_001');
    gateway = await gatewayApp(harness, { RETENTION_DAYS: '400' });
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
  });

  const post = (body: Body, headers: Record<string, string> = {}, query = '') =>
    fetch(`${gateway.httpUrl}/api/v1/telemetry${query}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${device.id}.${device.token}`, ...headers },
    });
  const reading = (fields: object = {}) => ({ sensor_id: 'SENSOR_001', value: 3.5, unit: 'bar', ...fields });
  const at = (offsetMs: number) => new Date(Date.now() + offsetMs).toISOString();

  it('answers after the commit, with counts and what was not stored', async () => {
    const timestamp = at(-1_000);
    const response = await post(
      JSON.stringify([reading({ timestamp }), reading({ timestamp }), reading({ unit: 'm' })]),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      stored: 1,
      duplicate: 1,
      conflict: 0,
      late: 0,
      quarantined: 1,
      results: [
        { index: 1, outcome: 'duplicate' },
        { index: 2, outcome: 'quarantined', reason: 'wrong_unit', detail: '"m" does not measure pressure' },
      ],
    });
    const [stored] = await harness.sql<{ value: number }>('select value from readings where time = $1', [timestamp]);
    expect(stored?.value).toBe(350);
  });

  it('tells of every reading when asked to', async () => {
    const response = await post(JSON.stringify(reading()), {}, '?report=full');
    expect(await response.json()).toMatchObject({ stored: 1, results: [{ index: 0, outcome: 'stored' }] });
  });

  it('answers the same to an unknown device, a wrong token and no token', async () => {
    const unknown = '0198c0de-0000-7000-8000-000000000000';
    const answers = await Promise.all(
      [`Bearer ${unknown}.${device.token}`, `Bearer ${device.id}.${'x'.repeat(43)}`, 'Bearer nonsense'].map(
        async (authorization) => {
          const response = await post(JSON.stringify(reading()), { authorization });
          const { requestId, ...problem } = (await response.json()) as Record<string, unknown>;
          return {
            status: response.status,
            type: response.headers.get('content-type'),
            problem,
            hasId: requestId !== undefined,
          };
        },
      ),
    );
    expect(answers[0]).toMatchObject({ status: 401, problem: { code: 'device.unauthenticated' }, hasId: true });
    expect(answers[0]?.type).toContain('application/problem+json');
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it.each([
    ['no JSON', '{"sensor_id":', 400, 'telemetry.unreadable'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400, 'telemetry.unreadable'],
    ['an empty array', '[]', 400, 'telemetry.empty'],
    ['over 5,000 readings', `[${Array.from({ length: 5_001 }, () => '0').join(',')}]`, 400, 'telemetry.too_many'],
    ['over 1 MiB', `[${' '.repeat(1_100_000)}]`, 413, 'request.too-large'],
  ])('refuses a body that is %s', async (_name, body, status, code) => {
    const response = await post(body as Body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, code, requestId: expect.any(String) });
  });

  it('reads gzip, and refuses other types and encodings', async () => {
    const packed = await post(gzipSync(JSON.stringify([reading({ timestamp: at(-5_000) })])), {
      'content-encoding': 'gzip',
    });
    expect(await packed.json()).toMatchObject({ stored: 1 });
    const bomb = await post(gzipSync(Buffer.alloc(50_000_000, ' ')), { 'content-encoding': 'gzip' });
    expect(bomb.status).toBe(413);
    const garbage = await post('not gzip', { 'content-encoding': 'gzip' });
    expect(garbage.status).toBe(400);
    expect((await post('x', { 'content-encoding': 'lzma' })).status).toBe(415);
    expect((await post('x', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('refuses a revoked credential within five seconds, and knows a new device at once', async () => {
    const other = await harness.device(device.tenantId);
    const send = () => post(JSON.stringify(reading()), { authorization: `Bearer ${other.id}.${other.token}` });
    expect((await send()).status).toBe(200);
    await harness.sql('update device_credentials set revoked_at = now() where device_id = $1', [other.id]);
    await eventually(async () => expect((await send()).status).toBe(401), 5_000);
  });

  it('survives 5,000 malformed bodies: no fault of ours, nothing stored, everything accounted for', async () => {
    const [before] = await harness.sql<{ count: number }>('select count(*)::int as count from readings');
    const scalar = fc.oneof(fc.jsonValue(), fc.double(), fc.string(), fc.constant('1e400'));
    const almost = fc.record(
      {
        sensor_id: fc.oneof(fc.string(), fc.integer(), fc.constant('SENSOR_001'), fc.constant('__proto__')),
        value: fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.constant([1])),
        unit: fc.oneof(fc.string(), fc.constant('bar'), fc.integer()),
        timestamp: fc.oneof(fc.string(), fc.constant('2026-02-30T00:00:00Z'), fc.integer()),
        extra: scalar,
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ maxLength: 200 }),
      fc.json({ maxDepth: 4 }),
      fc.array(almost, { maxLength: 4 }).map((items) => JSON.stringify(items)),
      almost.map((item) => JSON.stringify(item)),
    );
    const bodies = fc.sample(body, { numRuns: 5_000, seed: 20_261_121 });
    const statuses = new Map<number, number>();
    for (let from = 0; from < bodies.length; from += 250) {
      await Promise.all(
        bodies.slice(from, from + 250).map(async (each) => {
          const response = await post(each as Body);
          const answer = (await response.json()) as { stored?: number; code?: string };
          expect([200, 400]).toContain(response.status);
          if (response.status === 200) expect(answer.stored).toBe(0);
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        }),
      );
    }
    expect(statuses.get(200)).toBeGreaterThan(1_000);
    expect(statuses.get(400)).toBeGreaterThan(1_000);
    const [after] = await harness.sql<{ count: number }>('select count(*)::int as count from readings');
    expect(after).toEqual(before);
  }, 240_000);
});
