import type { ApiClient } from '../client/api-client';
import type { Series } from './series';
import { findTargets, type TargetSettings } from './targets';

const series = (name: string): Series => ({ name, times: [0, 300_000, 600_000], values: [1, 2, 3], gaps: 0 });

/** Answers lists from a table and remembers what was posted. */
class FakeApi {
  readonly posted: { path: string; body: unknown }[] = [];

  constructor(private readonly lists: Record<string, unknown[]>) {}

  list(path: string, query: string): Promise<unknown[]> {
    return Promise.resolve(this.lists[`${path}?${query}`] ?? []);
  }

  post(path: string, body: unknown): Promise<unknown> {
    this.posted.push({ path, body });
    return Promise.resolve({ id: 'new', credential: { deviceId: 'device', token: 'fresh' } });
  }
}

const settings = (api: FakeApi | null, changes: Partial<TargetSettings> = {}): TargetSettings => ({
  api: api as unknown as ApiClient | null,
  municipality: 'ALD',
  map: {},
  create: false,
  prefix: '',
  quantity: 'flow',
  unit: 'L/s',
  via: () => 'http',
  ...changes,
});

const town = { '/municipalities?code=ALD': [{ id: 'm1', code: 'ALD' }] };

describe('findTargets', () => {
  it('needs no platform when the map names devices and tokens', async () => {
    const map = { A: { sensor: 'S', deviceId: 'd', token: 't' } };
    expect(await findTargets([series('A')], settings(null, { map }))).toEqual([
      { sensor: 'S', device: { id: 'd', token: 't' } },
    ]);
    await expect(findTargets([series('B')], settings(null, { map }))).rejects.toThrow(
      "For 'B' the map names no device",
    );
  });

  it('finds a sensor by its code and gives its device a new credential', async () => {
    const api = new FakeApi({ ...town, '/sensors?code=S&municipalityId=m1': [{ id: 's', code: 'S', deviceId: 'd1' }] });
    expect(await findTargets([series('A')], settings(api, { map: { A: 'S' } }))).toEqual([
      { sensor: 'S', device: { id: 'device', token: 'fresh' } },
    ]);
    expect(api.posted).toEqual([{ path: '/devices/d1/rotate-credential', body: {} }]);
  });

  it('makes device and sensor when asked, with a code that the platform takes and the usual interval', async () => {
    const api = new FakeApi(town);
    const [target] = await findTargets([series('Flow 1 (in)')], settings(api, { create: true, prefix: 'X-' }));
    expect(target?.sensor).toBe('X-Flow_1_in_');
    expect(api.posted.map(({ path }) => path)).toEqual(['/devices', '/sensors']);
    expect(api.posted[1]?.body).toMatchObject({
      municipalityId: 'm1',
      code: 'X-Flow_1_in_',
      quantity: 'flow',
      displayUnit: 'L/s',
      deviceId: 'device',
      intervalS: 300,
    });
  });

  it.each([
    [town, {}, "There is no sensor 'A'"],
    [{}, {}, "no municipality with the code 'ALD'"],
    [{}, { municipality: null, create: true }, '--municipality CODE'],
    [{ ...town, '/sensors?code=A&municipalityId=m1': [{}, {}] }, {}, 'Several sensors'],
    [{ ...town, '/sensors?code=A&municipalityId=m1': [{ id: 's', code: 'A', deviceId: null }] }, {}, 'has no device'],
  ])('says what is missing: %#', async (lists, changes, message) => {
    await expect(findTargets([series('A')], settings(new FakeApi(lists), changes))).rejects.toThrow(message);
  });
});
