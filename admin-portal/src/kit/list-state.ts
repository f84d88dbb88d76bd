import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** What a list shows: kept in the address, so that any view can be shared. */
export interface ListState {
  q: string;
  sort: { field: string; order: 'ASC' | 'DESC' };
  page: number;
  /** Chosen values by filter name. */
  filters: Readonly<Record<string, readonly string[]>>;
}

/** Reads a list's state from a query string; `names` are the filters the list knows. */
export function listStateFrom(search: string, names: readonly string[], defaultSort: string): ListState {
  const params = new URLSearchParams(search);
  const sort = params.get('sort') ?? defaultSort;
  const page = Number(params.get('page') ?? '1');
  return {
    q: params.get('q') ?? '',
    sort: { field: sort.replace(/^-/, ''), order: sort.startsWith('-') ? 'DESC' : 'ASC' },
    page: Number.isInteger(page) && page > 0 ? page : 1,
    filters: Object.fromEntries(names.map((name) => [name, (params.get(name) ?? '').split(',').filter(Boolean)])),
  };
}

/** Writes a list's state into a query string; defaults are left out, foreign parameters stay. */
export function searchWithList(search: string, state: ListState, defaultSort: string): string {
  const params = new URLSearchParams(search);
  const put = (key: string, value: string): void => {
    if (value) params.set(key, value);
    else params.delete(key);
  };
  const sort = `${state.sort.order === 'DESC' ? '-' : ''}${state.sort.field}`;
  put('q', state.q);
  put('sort', sort === defaultSort ? '' : sort);
  put('page', state.page > 1 ? String(state.page) : '');
  for (const [name, values] of Object.entries(state.filters)) put(name, values.join(','));
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Is the list narrowed by words or filters? */
export function isNarrowed(state: ListState): boolean {
  return state.q !== '' || Object.values(state.filters).some((values) => values.length > 0);
}

/** A list's state and the way to change it; a change other than of the page goes back to page one. */
export function useListState(
  names: readonly string[],
  defaultSort: string,
): [ListState, (change: Partial<ListState>) => void] {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const key = names.join(',');
  const state = useMemo(
    () => listStateFrom(search, key ? key.split(',') : [], defaultSort),
    [search, key, defaultSort],
  );
  const change = useCallback(
    (part: Partial<ListState>) => {
      const next = searchWithList(search, { ...state, page: 1, ...part }, defaultSort);
      if (next !== search) void navigate({ pathname, search: next }, { replace: true });
    },
    [search, pathname, state, defaultSort, navigate],
  );
  return [state, change];
}
