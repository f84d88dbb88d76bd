import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get } from '../data/http';
import type { Page } from '../data/types';
import type { LeakSuspect, Twin, TwinElement, TwinLinks, TwinValues } from './types';

const REFRESH_MS = 30_000;

/** Twins of a municipality, or of all. */
export function useTwins(municipalityId: string | null, enabled = true) {
  return useQuery({
    queryKey: ['twins', 'list', municipalityId],
    enabled,
    queryFn: ({ signal }) => get<Page<Twin>>('/twins', { municipalityId, pageSize: 200 }, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** Sensors of a twin with their places. */
export function useTwinLinks(twinId: string) {
  return useQuery({
    queryKey: ['twins', twinId, 'links'],
    queryFn: ({ signal }) => get<TwinLinks>(`/twins/${twinId}/links`, undefined, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** Measured and calculated values of a sensor over some days. */
export function useTwinValues(twinId: string, sensorId: string | null, days: number) {
  return useQuery({
    queryKey: ['twins', twinId, 'values', sensorId, days],
    enabled: sensorId !== null,
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - days * 86_400_000).toISOString();
      return get<TwinValues>(`/twins/${twinId}/values`, { sensorId, from }, signal);
    },
    refetchInterval: REFRESH_MS,
  });
}

/** Elements of the network that have a text in their name. */
export function useTwinElements(twinId: string, q: string, kind: 'node' | 'link') {
  return useQuery({
    queryKey: ['twins', twinId, 'elements', q, kind],
    queryFn: ({ signal }) => get<{ data: TwinElement[] }>(`/twins/${twinId}/elements`, { q, kind }, signal),
    staleTime: 60_000,
  });
}

/** Suspected leaks. */
export function useSuspects(
  query: { municipalityId?: string | null; twinId?: string; open?: boolean },
  enabled = true,
) {
  return useQuery({
    queryKey: ['leak-suspects', query],
    enabled,
    queryFn: ({ signal }) => get<Page<LeakSuspect>>('/leak-suspects', { ...query, pageSize: 100 }, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** Fetches everything about twins and suspects again. */
export function useTwinRefresh(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: ['twins'] });
    void client.invalidateQueries({ queryKey: ['leak-suspects'] });
  }, [client]);
}
