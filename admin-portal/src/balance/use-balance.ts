import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get } from '../data/http';
import type { Page } from '../data/types';
import type { BalanceSetup, BalanceZone, MassBalance, NightList, WaterBalance } from './types';

/** Nights come once a day, and readings late: no need to look more often. */
const REFRESH_MS = 60_000;

function useZone<T>(zoneId: string, what: string, query: Record<string, string> = {}) {
  return useQuery({
    queryKey: ['balance', zoneId, what, query],
    queryFn: ({ signal }) => get<T>(`/zones/${zoneId}/${what}`, query, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** How a zone is set up. */
export const useSetup = (zoneId: string) => useZone<BalanceSetup>(zoneId, 'balance-setup');

/** Nights and leaks of a zone. */
export const useNights = (zoneId: string) => useZone<NightList>(zoneId, 'night-flow');

/** Water balances of a zone, newest period first. */
export const useWaterBalances = (zoneId: string) => useZone<{ data: WaterBalance[] }>(zoneId, 'water-balance');

/** Mass balance of a zone by hours or days. */
export function useMassBalance(zoneId: string, step: 'hour' | 'day', days: number) {
  return useQuery({
    queryKey: ['balance', zoneId, 'mass-balance', step, days],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - days * 86_400_000).toISOString();
      return get<MassBalance>(`/zones/${zoneId}/mass-balance`, { step, from }, signal);
    },
    refetchInterval: REFRESH_MS,
  });
}

/** Zones by what they lose. */
export function useRanking(municipalityId: string | null) {
  return useQuery({
    queryKey: ['balance', 'zones', municipalityId],
    queryFn: ({ signal }) => get<Page<BalanceZone>>('/balance/zones', { municipalityId, pageSize: 200 }, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** Fetches everything about a zone's balance again. */
export function useRefresh(zoneId: string): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ queryKey: ['balance', zoneId] }), [client, zoneId]);
}
