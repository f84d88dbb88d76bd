import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from './http';
import type { Municipality, Page } from './types';

const PAGE_SIZE = 500;

async function loadAll(signal: AbortSignal): Promise<Municipality[]> {
  const all: Municipality[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await get<Page<Municipality>>(
      '/municipalities',
      { page, pageSize: PAGE_SIZE, sort: 'name' },
      signal,
    );
    all.push(...answer.data);
    if (all.length >= answer.page.total || answer.data.length === 0) return all;
  }
}

/** All municipalities the signed-in person may see, by name. */
export function useMunicipalities(): { municipalities: Municipality[]; isPending: boolean; error: unknown } {
  const { data, isPending, error } = useQuery({
    queryKey: ['all-municipalities'],
    queryFn: ({ signal }) => loadAll(signal),
    staleTime: 5 * 60_000,
  });
  return { municipalities: data ?? [], isPending, error };
}

/** A municipality by its id; undefined while loading or when it may not be seen. */
export function useMunicipality(id: string | null | undefined): Municipality | undefined {
  const { municipalities } = useMunicipalities();
  return useMemo(() => municipalities.find((item) => item.id === id), [municipalities, id]);
}
