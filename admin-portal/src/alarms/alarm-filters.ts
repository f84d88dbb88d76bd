import type { QueryValue } from '../data/http';
import type { Alarm } from '../data/types';
import { PRIORITIES, type Priority } from '../theme/tokens';
import { isOpen, isShelved, isUnacked } from './alarm-state';

/** Kinds of alarm condition, in the order the chips show them. */
export const KINDS = [
  'threshold',
  'range',
  'rate',
  'zscore',
  'stuck',
  'silence',
  'anomaly',
  'model',
  'twin',
  'leak',
] as const;
export type Kind = (typeof KINDS)[number];

/** Which part of the alarm list is looked at; `historical`: found in readings that came too late to act upon. */
export const VIEWS = ['open', 'unacked', 'shelved', 'history', 'historical'] as const;
export type View = (typeof VIEWS)[number];

/** The console's filter chips. Empty lists: all. */
export interface AlarmFilters {
  view: View;
  priorities: readonly Priority[];
  kinds: readonly Kind[];
  q: string;
  sensorId: string | null;
}

export const noFilters: AlarmFilters = { view: 'open', priorities: [], kinds: [], q: '', sensorId: null };

const pick = <T extends string>(text: string | null, allowed: readonly T[]): T[] =>
  allowed.filter((item) => (text ?? '').split(',').includes(item));

/** Reads the chips from the address, so that any view can be shared. */
export function filtersFromSearch(search: string): AlarmFilters {
  const params = new URLSearchParams(search);
  return {
    view: pick(params.get('view'), VIEWS)[0] ?? 'open',
    priorities: pick(params.get('priority'), PRIORITIES),
    kinds: pick(params.get('kind'), KINDS),
    q: params.get('q') ?? '',
    sensorId: params.get('sensorId'),
  };
}

/** Writes the chips into the address; other parameters stay, defaults are left out. */
export function searchWithFilters(search: string, filters: AlarmFilters): string {
  const params = new URLSearchParams(search);
  const put = (key: string, value: string): void => {
    if (value) params.set(key, value);
    else params.delete(key);
  };
  put('view', filters.view === 'open' ? '' : filters.view);
  put('priority', filters.priorities.join(','));
  put('kind', filters.kinds.join(','));
  put('q', filters.q.trim());
  put('sensorId', filters.sensorId ?? '');
  const text = params.toString();
  return text ? `?${text}` : '';
}

const viewQueries: Readonly<Record<View, Record<string, QueryValue>>> = {
  open: { open: true, shelved: false },
  unacked: { open: true, shelved: false, state: ['active_unacked', 'cleared_unacked'] },
  shelved: { open: true, shelved: true },
  history: { historical: false },
  historical: { historical: true },
};

/** Does the view look back over the chosen time range, instead of at the present? */
export function looksBack(view: View): boolean {
  return view === 'history' || view === 'historical';
}

/**
 * The API's query for these chips, within a municipality or everywhere.
 * @param since - start of the chosen time range, ISO; used where the view looks back
 */
export function queryOf(
  filters: AlarmFilters,
  municipalityId: string | null,
  since: string,
): Record<string, QueryValue> {
  return {
    ...viewQueries[filters.view],
    municipalityId,
    from: looksBack(filters.view) ? since : undefined,
    priority: filters.priorities,
    kind: filters.kinds,
    q: filters.q.trim() || undefined,
    sensorId: filters.sensorId,
  };
}

/** Would the server list this alarm under these chips? Used for alarms that arrive live. */
export function matches(alarm: Alarm, filters: AlarmFilters, municipalityId: string | null, now: number): boolean {
  if (municipalityId && alarm.municipalityId !== municipalityId) return false;
  if (filters.sensorId && alarm.sensorId !== filters.sensorId) return false;
  if (filters.priorities.length && !filters.priorities.includes(alarm.priority)) return false;
  if (filters.kinds.length && !filters.kinds.includes(alarm.kind)) return false;
  const words = filters.q.trim().toLowerCase();
  if (words && !`${alarm.sensorCode} ${alarm.sensorName} ${alarm.message}`.toLowerCase().includes(words)) return false;
  return inView(alarm, filters.view, now);
}

function inView(alarm: Alarm, view: View, now: number): boolean {
  switch (view) {
    case 'open':
      return isOpen(alarm) && !isShelved(alarm, now);
    case 'unacked':
      return isUnacked(alarm) && !isShelved(alarm, now);
    case 'shelved':
      return isOpen(alarm) && isShelved(alarm, now);
    case 'history':
      return !alarm.historical;
    default:
      return alarm.historical;
  }
}

/** Are any chips set beside the view? */
export function hasChips(filters: AlarmFilters): boolean {
  return Boolean(filters.priorities.length || filters.kinds.length || filters.q.trim() || filters.sensorId);
}
