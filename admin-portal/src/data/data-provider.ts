import type {
  CreateParams,
  DataProvider,
  DeleteManyParams,
  DeleteParams,
  GetListParams,
  GetManyParams,
  GetManyReferenceParams,
  GetOneParams,
  RaRecord,
  UpdateManyParams,
  UpdateParams,
} from 'ra-core';
import { get, newKey, request, type QueryValue } from './http';
import { hasStatus } from './problem';
import type { Page, Stretch } from './types';

/** Lists that only grow are read by cursor; react-admin's page numbers are mapped onto the cursors seen so far. */
export interface DataProviderOptions {
  /** Path below /api/v1 of a resource (default: its name). */
  pathOf: (resource: string) => string;
  /** Can the list be asked for some ids at once (`?id=a,b`)? */
  byIds: (resource: string) => boolean;
  /** Is this list read by cursor? */
  byCursor: (resource: string) => boolean;
}

/** Most ids in one query. */
const MOST_IDS = 50;

/** Fields of `data` that differ from `previous`: all a PATCH needs to say. */
export function changedFields(
  data: Record<string, unknown>,
  previous?: Record<string, unknown>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) {
    if (key === 'id' || key === 'version') continue;
    if (JSON.stringify(value ?? null) !== JSON.stringify(previous?.[key] ?? null)) changed[key] = value ?? null;
  }
  return changed;
}

function listQuery(params: {
  filter?: Record<string, unknown>;
  sort?: { field: string; order: string };
}): Record<string, QueryValue> {
  const { field, order } = params.sort ?? { field: 'id', order: 'ASC' };
  return {
    ...(params.filter as Record<string, QueryValue>),
    sort: field && field !== 'id' ? `${order === 'DESC' ? '-' : ''}${field}` : undefined,
  };
}

/** react-admin's data provider over the platform's API. */
export function buildDataProvider({ pathOf, byCursor, byIds }: DataProviderOptions): DataProvider {
  const versions = new Map<string, number>();
  const cursors = new Map<string, (string | null)[]>();
  const key = (resource: string, id: unknown): string => `${resource}/${String(id)}`;
  const itemPath = (resource: string, id: unknown): string => `/${pathOf(resource)}/${encodeURIComponent(String(id))}`;

  function seen<T>(resource: string, record: T): T {
    const { id, version } = record as { id?: unknown; version?: number };
    if (id !== undefined && version !== undefined) versions.set(key(resource, id), version);
    return record;
  }

  async function versionOf(resource: string, id: unknown, previous?: { version?: number }): Promise<number> {
    const known = previous?.version ?? versions.get(key(resource, id));
    if (known !== undefined) return known;
    return (await get<{ version: number }>(itemPath(resource, id))).version;
  }

  async function listByCursor(resource: string, params: GetListParams) {
    const { page = 1, perPage = 50 } = params.pagination ?? {};
    const query = listQuery({ filter: params.filter as Record<string, unknown> });
    const series = `${resource}?${JSON.stringify(query)}&${perPage}`;
    const known = cursors.get(series) ?? [null];
    // Walk forward over pages not seen yet; normally the reader moves one page at a time.
    for (let index = known.length; index < page; index += 1) {
      const stretch = await get<Stretch<RaRecord>>(`/${pathOf(resource)}`, {
        ...query,
        limit: perPage,
        cursor: known[index - 1],
      });
      if (stretch.page.next === null) return { data: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } };
      known[index] = stretch.page.next;
    }
    const stretch = await get<Stretch<RaRecord>>(
      `/${pathOf(resource)}`,
      { ...query, limit: perPage, cursor: known[page - 1] },
      params.signal,
    );
    known[page] = stretch.page.next;
    cursors.set(series, known.slice(0, stretch.page.next === null ? page : page + 1));
    return { data: stretch.data, pageInfo: { hasNextPage: stretch.page.next !== null, hasPreviousPage: page > 1 } };
  }

  async function update(resource: string, id: unknown, data: Record<string, unknown>, previous?: RaRecord) {
    const body = changedFields(data, previous);
    const version = await versionOf(resource, id, previous as { version?: number } | undefined);
    try {
      const answer = await request<RaRecord | undefined>('PATCH', itemPath(resource, id), { body, ifMatch: version });
      return seen(resource, answer.data ?? (await get<RaRecord>(itemPath(resource, id))));
    } catch (error) {
      if (hasStatus(error, 412)) versions.delete(key(resource, id));
      throw error;
    }
  }

  async function remove(resource: string, id: unknown, previous?: RaRecord): Promise<RaRecord> {
    const ifMatch = await versionOf(resource, id, previous as { version?: number } | undefined);
    await request('DELETE', itemPath(resource, id), { ifMatch });
    versions.delete(key(resource, id));
    return previous ?? { id: String(id) };
  }

  async function many(resource: string, query: Record<string, QueryValue>, signal?: AbortSignal) {
    const answer = await get<Page<RaRecord>>(`/${pathOf(resource)}`, query, signal);
    answer.data.forEach((record) => seen(resource, record));
    return { data: answer.data, total: answer.page.total };
  }

  async function manyByIds(resource: string, { ids, signal }: GetManyParams): Promise<RaRecord[]> {
    const found: RaRecord[] = [];
    for (let start = 0; start < ids.length; start += MOST_IDS) {
      const part = ids.slice(start, start + MOST_IDS);
      found.push(...(await many(resource, { id: part, pageSize: part.length }, signal)).data);
    }
    return found;
  }

  async function manyOneByOne(resource: string, { ids, signal }: GetManyParams): Promise<RaRecord[]> {
    // What was deleted or moved out of sight is left out; the page shows its id instead.
    const found = await Promise.all(
      ids.map((id) =>
        get<RaRecord>(itemPath(resource, id), undefined, signal).catch((error: unknown) => {
          if (hasStatus(error, 404) || hasStatus(error, 403)) return null;
          throw error;
        }),
      ),
    );
    return found.filter((record) => record !== null);
  }

  const provider = {
    getList: async (resource: string, params: GetListParams) => {
      if (byCursor(resource)) return listByCursor(resource, params);
      const { page = 1, perPage = 25 } = params.pagination ?? {};
      return many(resource, { ...listQuery(params), page, pageSize: perPage }, params.signal);
    },
    getOne: async (resource: string, params: GetOneParams) => ({
      data: seen(resource, await get<RaRecord>(itemPath(resource, params.id), undefined, params.signal)),
    }),
    getMany: async (resource: string, params: GetManyParams) => {
      const found = byIds(resource) ? await manyByIds(resource, params) : await manyOneByOne(resource, params);
      return { data: found };
    },
    getManyReference: async (resource: string, params: GetManyReferenceParams) => {
      const { page, perPage } = params.pagination;
      const filter = { ...(params.filter as Record<string, unknown>), [params.target]: params.id };
      return many(resource, { ...listQuery({ filter, sort: params.sort }), page, pageSize: perPage }, params.signal);
    },
    create: async (resource: string, params: CreateParams) => {
      const { data } = await request<RaRecord>('POST', `/${pathOf(resource)}`, {
        body: params.data,
        idempotencyKey: (params.meta as { idempotencyKey?: string } | undefined)?.idempotencyKey ?? newKey(),
      });
      return { data: seen(resource, data) };
    },
    update: async (resource: string, params: UpdateParams) => ({
      data: await update(resource, params.id, params.data as Record<string, unknown>, params.previousData),
    }),
    updateMany: async (resource: string, params: UpdateManyParams) => {
      for (const id of params.ids) await update(resource, id, params.data as Record<string, unknown>);
      return { data: params.ids };
    },
    delete: async (resource: string, params: DeleteParams) => ({
      data: await remove(resource, params.id, params.previousData),
    }),
    deleteMany: async (resource: string, params: DeleteManyParams) => {
      for (const id of params.ids) await remove(resource, id);
      return { data: params.ids };
    },
    supportAbortSignal: true,
  } as unknown as DataProvider;
  return provider;
}
