import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer } from 'react';
import { useNow } from '../components/use-now';
import type { Alarm } from '../data/types';
import { useLiveAlarms } from '../live/live';
import { useRangeS } from '../frame/scope';
import { listAlarms } from './alarm-api';
import { type AlarmFilters, matches, queryOf } from './alarm-filters';
import type { AlarmLine } from './alarm-lines';
import { consoleList, type ConsoleList, emptyList } from './console-list';

export const ALARM_PAGE_SIZE = 100;

export interface AlarmListing {
  list: ConsoleList;
  /** The rows with the lines of groups between them. */
  lines: readonly AlarmLine[];
  /** Alarms, or lines where alarms are grouped, on all pages. */
  total: number | undefined;
  /** The rows do not answer the present question yet: that there are none means nothing. */
  isPending: boolean;
  isStale: boolean;
  error: unknown;
  refetch: () => void;
  hold: () => void;
  release: () => void;
  showWaiting: () => void;
  /** Shows changed alarms in their rows. */
  replace: (alarms: readonly Alarm[]) => void;
  /** Opens or closes a group. */
  toggle: (id: string) => void;
  /** Fetches the alarms of a group that wait to be acknowledged; null: no group on the list has this id. */
  waitingIn: (id: string) => Promise<readonly Alarm[]> | null;
}

/**
 * The console's rows: fetched by the filters, kept up to date by the live stream, held still under the pointer.
 * @param enabled - false: nothing is fetched
 */
export function useAlarmList(
  filters: AlarmFilters,
  municipalityId: string | null,
  sort: string,
  page: number,
  enabled: boolean,
): AlarmListing {
  const [list, dispatch] = useReducer(consoleList, emptyList);
  const now = useNow();
  const rangeS = useRangeS();
  const query = useQuery({
    queryKey: ['alarms', 'console', filters, municipalityId, sort, page, rangeS],
    queryFn: ({ signal }) =>
      listAlarms(
        {
          ...queryOf(filters, municipalityId, new Date(Date.now() - rangeS * 1000).toISOString()),
          sort,
          page,
          pageSize: ALARM_PAGE_SIZE,
        },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
    enabled,
  });
  const question = JSON.stringify([filters, municipalityId, sort, page, rangeS]);
  useEffect(() => {
    if (!query.data || query.isPlaceholderData) return;
    dispatch({ type: 'loaded', rows: query.data.data, question });
  }, [query.data, query.isPlaceholderData, question]);
  useLiveAlarms(
    useCallback(
      (alarm: Alarm) => {
        // New alarms come in on the first page only.
        dispatch({ type: 'alarm', alarm, belongs: matches(alarm, filters, municipalityId, now), comesIn: page === 1 });
      },
      [filters, municipalityId, page, now],
    ),
  );
  const { refetch } = query;
  return useMemo(
    () => ({
      list,
      lines: list.rows.map((alarm): AlarmLine => ({ kind: 'alarm', alarm, isMember: false })),
      total: query.data?.page.total,
      isPending: list.answers !== question,
      isStale: query.isPlaceholderData,
      error: query.data ? null : query.error,
      refetch: () => void refetch(),
      hold: () => dispatch({ type: 'hold' }),
      release: () => dispatch({ type: 'release' }),
      showWaiting: () => dispatch({ type: 'show-waiting' }),
      replace: (alarms) => dispatch({ type: 'replace', alarms }),
      toggle: () => undefined,
      waitingIn: () => null,
    }),
    [list, question, query.data, query.isPlaceholderData, query.error, refetch],
  );
}
