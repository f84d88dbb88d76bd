import { HealthRegistry } from './health-registry';

describe('HealthRegistry', () => {
  afterEach(() => jest.useRealTimers());

  it('reports each probe, and one that throws as down with its reason', async () => {
    const registry = new HealthRegistry();
    registry.add({ name: 'fine', critical: true, check: () => ({ status: 'up', details: { version: 1 } }) });
    registry.add({ name: 'broken', critical: false, check: () => Promise.reject(new Error('refused')) });
    expect(await registry.report()).toEqual({
      fine: { status: 'up', critical: true, details: { version: 1 } },
      broken: { status: 'down', critical: false, details: { error: 'refused' } },
    });
  });

  it('does not wait for a probe that hangs', async () => {
    jest.useFakeTimers();
    const registry = new HealthRegistry();
    registry.add({ name: 'hanging', critical: true, check: () => new Promise(() => undefined) });
    const report = registry.report();
    await jest.advanceTimersByTimeAsync(3_000);
    expect((await report)['hanging']).toMatchObject({ status: 'down' });
  });
});
