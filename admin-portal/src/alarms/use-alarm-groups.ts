import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'ra-core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { get } from '../data/http';
import { problemMessage } from '../data/problem';
import type { Alarm, Page } from '../data/types';
import { useRangeS } from '../frame/scope';
import { useLiveAlarms } from '../live/live';
import { listAlarms } from './alarm-api';
import { type AlarmFilters, queryOf } from './alarm-filters';
import { type AlarmGroup, isGroup, linesOf } from './alarm-lines';
import { emptyList } from './console-list';
import { newest } from './opened-alarm';
import { ALARM_PAGE_SIZE, type AlarmListing } from './use-alarm-list';
import { useStillGroups } from './use-still-groups';

const REFRESH_MS = 10_000;
/** What is told live is waited for this long, so that a storm of alarms is fetched once. */
const GATHER_MS = 1_000;
/** Alarms shown of an open group; the page of its event has more. */
const MOST_MEMBERS = 200;
/** Alarms that one command takes. */
const MOST_COMMANDED = 1_000;
const none: readonly AlarmGroup[] = [];

/**
 * The console's rows with one line an event.
 * @param enabled - false: nothing is fetched
 */
export function useAlarmGroups(
  filters: AlarmFilters,
  municipalityId: string | null,
  sort: string,
  page: number,
  enabled: boolean,
): AlarmListing {
  const rangeS = useRangeS();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [changed, setChanged] = useState<ReadonlyMap<string, Alarm>>(new Map());
  const question = JSON.stringify([filters, municipalityId, sort, page, rangeS]);
  const fitting = () => queryOf(filters, municipalityId, new Date(Date.now() - rangeS * 1000).toISOString());
  const query = useQuery({
    queryKey: ['alarms', 'groups', question],
    queryFn: ({ signal }) =>
      get<Page<AlarmGroup>>('/alert-groups', { ...fitting(), sort, page, pageSize: ALARM_PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    enabled,
  });
  const still = useStillGroups(query.data?.data ?? none, question);
  const opened = still.groups.filter((group) => isGroup(group) && open.has(group.id));
  const members = useQueries({
    queries: opened.map(({ id }) => ({
      queryKey: ['alarms', 'members', question, id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listAlarms({ ...fitting(), eventId: id, sort, pageSize: MOST_MEMBERS }, signal),
      refetchInterval: REFRESH_MS,
      enabled,
    })),
  });
  const replace = (alarms: readonly Alarm[]): void =>
    setChanged((before) => new Map([...before, ...alarms.map((alarm) => [alarm.id, alarm] as const)]));
  useRefetchOnLive(enabled, replace);
  const latest = (alarm: Alarm): Alarm => newest([alarm, changed.get(alarm.id)]) ?? alarm;
  const lines = linesOf(
    still.groups.map((group) => ({ ...group, alert: latest(group.alert) })),
    open,
    new Map(opened.map(({ id }, at) => [id, (members[at]?.data?.data ?? []).map(latest)])),
  );
  const waitingIn = useWaitingIn();
  return {
    list: {
      ...emptyList,
      rows: lines.flatMap((line) => (line.kind === 'alarm' ? [line.alarm] : [])),
      waiting: still.waiting.map(({ alert }) => alert),
      held: still.held,
      answers: question,
    },
    lines,
    total: query.data?.page.total,
    isPending: query.isPending || query.isPlaceholderData,
    isStale: query.isPlaceholderData,
    error: query.data ? null : query.error,
    refetch: () => void query.refetch(),
    hold: still.hold,
    release: still.release,
    showWaiting: still.showWaiting,
    replace,
    toggle: useCallback((id: string) => setOpen((before) => flipped(before, id)), []),
    waitingIn: (id) =>
      lines.some((line) => line.kind === 'group' && line.group.id === id) ? waitingIn(id, fitting()) : null,
  };
}

/** Fetches the alarms of an event that wait to be acknowledged; none, with word of it, when that fails. */
function useWaitingIn(): (eventId: string, fitting: ReturnType<typeof queryOf>) => Promise<readonly Alarm[]> {
  const notify = useNotify();
  const translate = useTranslate();
  return async (eventId, fitting) => {
    try {
      const state = ['active_unacked', 'cleared_unacked'];
      return (await listAlarms({ ...fitting, eventId, state, pageSize: MOST_COMMANDED })).data;
    } catch (error) {
      const message = problemMessage(error);
      notify(translate('alarms.failed', { reason: translate(message, { _: message }) }), { type: 'error' });
      return [];
    }
  };
}

/** Shows what is told live at once where it is on the list, and fetches the groups anew. */
function useRefetchOnLive(enabled: boolean, show: (alarms: readonly Alarm[]) => void): void {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  useLiveAlarms((alarm) => {
    if (!enabled) return;
    show([alarm]);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void queryClient.invalidateQueries({ queryKey: ['alarms', 'groups'] });
      void queryClient.invalidateQueries({ queryKey: ['alarms', 'members'] });
    }, GATHER_MS);
  });
}

function flipped(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
