import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { get } from '../data/http';
import type { Overview } from '../data/types';
import { useScope } from '../frame/scope';
import { useLiveAlarms } from '../live/live';

/** Figures of the chosen scope; renewed every 15 s, and a moment after an alarm changes. */
export function useOverview() {
  const { municipalityId } = useScope();
  return useQuery({
    queryKey: ['overview', municipalityId],
    queryFn: ({ signal }) => get<Overview>('/overview', { municipalityId }, signal),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });
}

/** Renews the figures when alarms change, at most every two seconds. Used once, by the frame. */
export function useOverviewUpdates(): void {
  const queryClient = useQueryClient();
  const waiting = useRef(false);
  useLiveAlarms(() => {
    if (waiting.current) return;
    waiting.current = true;
    setTimeout(() => {
      waiting.current = false;
      void queryClient.invalidateQueries({ queryKey: ['overview'] });
    }, 2000);
  });
}
