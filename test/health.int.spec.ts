import { HealthRegistry, type HealthStatus } from '@app/observability';
import { Caller } from './harness/caller';
import { type TestPlatform, startPlatform } from './harness/platform';

interface Ready {
  status: string;
  dependencies: Record<string, Record<string, unknown>>;
}

const TOKEN = 'token of the metrics reader';

/** Real: platform, database, HTTP. The two probes of the test stand for a dependency that goes away. */
describe('health and metrics', () => {
  let platform: TestPlatform;
  let anybody: Caller;
  const probes: Record<'vital' | 'helpful', HealthStatus> = { vital: 'up', helpful: 'up' };

  beforeAll(async () => {
    platform = await startPlatform({ METRICS_TOKEN: TOKEN });
    anybody = new Caller(platform.url, null);
    const registry = platform.app.get(HealthRegistry, { strict: false });
    registry.add({ name: 'vital', critical: true, check: () => ({ status: probes.vital }) });
    registry.add({ name: 'helpful', critical: false, check: () => ({ status: probes.helpful }) });
  });

  afterAll(() => platform?.close());

  it('names each dependency to anybody, and tells details to operations staff only', async () => {
    const { status, body } = await anybody.get<Ready>('//health/ready');
    expect([status, body.status]).toEqual([200, 'ok']);
    expect(body.dependencies['database']).toEqual({ status: 'up' });
    expect(Object.keys(body.dependencies)).toEqual(expect.arrayContaining(['gateways', 'jobs', 'spatialIndex']));
    const detailed = await new Caller(platform.url, platform.admin.token).get<Ready>('//health/ready');
    expect(detailed.body.dependencies['database']).toMatchObject({ status: 'up', postgis: expect.any(String) });
    const stranger = await new Caller(platform.url, 'no token of ours').get<Ready>('//health/ready');
    expect([stranger.status, stranger.body.dependencies['database']]).toEqual([200, { status: 'up' }]);
  });

  it('stays ready without what it can do without, and not without the rest; alive all the while', async () => {
    probes.helpful = 'down';
    const without = await anybody.get<Ready>('//health/ready');
    expect([without.status, without.body.status]).toEqual([200, 'degraded']);
    probes.vital = 'down';
    const broken = await anybody.get<Ready>('//health/ready');
    expect([broken.status, broken.body.dependencies['vital']]).toEqual([503, { status: 'down' }]);
    expect((await anybody.get('//health/live')).status).toBe(200);
  });

  it('shows metrics to this machine and to whoever has the token', async () => {
    const read = (remoteAddress: string, authorization?: string) =>
      platform.app.inject({
        url: '/metrics',
        remoteAddress,
        headers: authorization === undefined ? {} : { authorization },
      });
    expect((await anybody.get<string>('//metrics')).body).toContain('hydrant_job_runs_total');
    expect((await read('203.0.113.7')).statusCode).toBe(403);
    expect((await read('203.0.113.7', 'Bearer wrong')).statusCode).toBe(403);
    expect((await read('203.0.113.7', `Bearer ${TOKEN}`)).statusCode).toBe(200);
  });
});
