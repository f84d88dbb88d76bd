import type { Schemas } from '@app/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get } from '../data/http';

/** Something found by name or code. */
export type SearchHit = Schemas['SearchHit'];

/** Pause after the last key before searching, ms. */
const PAUSE_MS = 180;

/** Searches everything that may be seen, a moment after typing. */
export function useSearch(text: string): { hits: SearchHit[]; isFetching: boolean } {
  const [asked, setAsked] = useState('');
  const wanted = text.trim();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data, isFetching } = useQuery({
    queryKey: ['search', asked],
    enabled: asked !== '',
    queryFn: ({ signal }) => get<{ data: SearchHit[] }>('/search', { q: asked, limit: 20 }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return { hits: wanted ? (data?.data ?? []) : [], isFetching: isFetching || asked !== wanted };
}
