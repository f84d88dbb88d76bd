import { describe, expect, it } from 'vitest';
import { fakeApi } from '../test/fake-api';
import { buildDataProvider, changedFields } from './data-provider';

const provider = buildDataProvider({
  pathOf: (name) => (name === 'alarms' ? 'alerts' : name),
  byCursor: (name) => name === 'audit',
  byIds: (name) => name === 'sensors',
});

describe('lists', () => {
  it('ask with page, sort and filters in the words of the API', async () => {
    const calls = fakeApi({
      'GET /api/v1/alerts': () => ({
        body: { data: [{ id: '1', version: 1 }], page: { number: 2, size: 50, total: 51 } },
      }),
    });
    const answer = await provider.getList('alarms', {
      pagination: { page: 2, perPage: 50 },
      sort: { field: 'raisedAt', order: 'DESC' },
      filter: { priority: ['high', 'low'], q: '' },
    });
    expect(Object.fromEntries(calls[0].query)).toEqual({
      page: '2',
      pageSize: '50',
      sort: '-raisedAt',
      priority: 'high,low',
    });
    expect(answer).toEqual({ data: [{ id: '1', version: 1 }], total: 51 });
  });

  it('walk over cursors where a list only grows', async () => {
    const stretches: Record<string, { data: { id: string }[]; page: { next: string | null } }> = {
      '': { data: [{ id: '1' }], page: { next: 'c1' } },
      c1: { data: [{ id: '2' }], page: { next: 'c2' } },
      c2: { data: [{ id: '3' }], page: { next: null } },
    };
    const calls = fakeApi({ 'GET /api/v1/audit': ({ query }) => ({ body: stretches[query.get('cursor') ?? ''] }) });
    const page = (number: number) =>
      provider.getList('audit', {
        pagination: { page: number, perPage: 1 },
        sort: { field: 'id', order: 'ASC' },
        filter: {},
      });
    expect(await page(1)).toMatchObject({
      data: [{ id: '1' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    expect(await page(3)).toMatchObject({
      data: [{ id: '3' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(calls.map((call) => call.query.get('cursor'))).toEqual([null, 'c1', 'c2']);
    expect(calls[0].query.has('sort')).toBe(false);
  });

  it('fetch several by id in one call where the API can, else one by one without the missing', async () => {
    const calls = fakeApi({
      'GET /api/v1/sensors': () => ({
        body: { data: [{ id: 'a' }, { id: 'b' }], page: { number: 1, size: 2, total: 2 } },
      }),
      'GET /api/v1/users/a': () => ({ body: { id: 'a' } }),
    });
    expect((await provider.getMany('sensors', { ids: ['a', 'b'] })).data).toHaveLength(2);
    expect(calls).toHaveLength(1);
    expect((await provider.getMany('users', { ids: ['a', 'gone'] })).data).toEqual([{ id: 'a' }]);
  });
});

describe('changes', () => {
  it('send only what changed, with the version the form began with', async () => {
    const calls = fakeApi({ 'PATCH /api/v1/zones/1': () => ({ body: { id: '1', name: 'New', version: 5 } }) });
    await provider.update('zones', {
      id: '1',
      data: { id: '1', name: 'New', kind: 'dma', version: 4 },
      previousData: { id: '1', name: 'Old', kind: 'dma', version: 4 },
    });
    expect(calls[0].body).toEqual({ name: 'New' });
    expect(calls[0].headers.get('if-match')).toBe('"4"');
  });

  it('ask for the version when they do not know it', async () => {
    const calls = fakeApi({
      'GET /api/v1/zones/2': () => ({ body: { id: '2', version: 9 } }),
      'DELETE /api/v1/zones/2': () => ({ status: 204 }),
    });
    await provider.delete('zones', { id: '2' });
    expect(calls.map((call) => call.method)).toEqual(['GET', 'DELETE']);
    expect(calls[1].headers.get('if-match')).toBe('"9"');
  });

  it('clear a field by null and leave id and version alone', () => {
    expect(
      changedFields(
        { id: 'x', version: 3, a: undefined, b: { c: 1 }, d: 2 },
        { id: 'y', version: 2, a: 1, b: { c: 1 }, d: 1 },
      ),
    ).toEqual({ a: null, d: 2 });
  });
});
