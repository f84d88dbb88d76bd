import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** Lengths a time range may have, seconds, by the word in the URL. */
export const RANGES = { '1h': 3600, '6h': 21_600, '24h': 86_400, '7d': 604_800, '30d': 2_592_000 } as const;
export type RangeName = keyof typeof RANGES;

/** What the whole portal looks at: one municipality (null: all that may be seen) and a stretch of time up to now. */
export interface Scope {
  municipalityId: string | null;
  range: RangeName;
}

const MUNICIPALITY = 'in';
const RANGE = 'last';
const initial: Scope = { municipalityId: null, range: '24h' };

let current: Scope = initial;
const listeners = new Set<() => void>();

/** Reads scope and range from a query string; what is missing stays as in `fallback`. */
export function scopeFromSearch(search: string, fallback: Scope = initial): Scope {
  const params = new URLSearchParams(search);
  const range = params.get(RANGE);
  return {
    municipalityId: params.has(MUNICIPALITY) ? params.get(MUNICIPALITY) || null : fallback.municipalityId,
    range: range !== null && range in RANGES ? (range as RangeName) : fallback.range,
  };
}

/** The query string with the scope written into it; the defaults are not written. */
export function searchWithScope(search: string, scope: Scope): string {
  const params = new URLSearchParams(search);
  if (scope.municipalityId) params.set(MUNICIPALITY, scope.municipalityId);
  else params.delete(MUNICIPALITY);
  if (scope.range === initial.range) params.delete(RANGE);
  else params.set(RANGE, scope.range);
  const text = params.toString();
  return text ? `?${text}` : '';
}

function replace(scope: Scope): void {
  if (scope.municipalityId === current.municipalityId && scope.range === current.range) return;
  current = scope;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The scope, following changes. */
export function useScope(): Scope {
  return useSyncExternalStore(subscribe, () => current);
}

/** Changes the scope; the URL follows. */
export function setScope(change: Partial<Scope>): void {
  replace({ ...current, ...change });
}

/** Permanent filter for lists of things that belong to a municipality. */
export function useScopeFilter(): { municipalityId?: string } {
  const { municipalityId } = useScope();
  return useMemo(() => (municipalityId ? { municipalityId } : {}), [municipalityId]);
}

/** Length of the chosen range, seconds. */
export function useRangeS(): number {
  return RANGES[useScope().range];
}

/** Keeps URL and scope alike. A shared link sets the scope; moving between pages carries it along. */
export function useScopeInUrl(): void {
  const { search, pathname, hash } = useLocation();
  const navigate = useNavigate();
  const scope = useScope();
  useEffect(() => {
    replace(scopeFromSearch(search, current));
    // Only when the address changes: afterwards the store leads.
  }, [search]);
  useEffect(() => {
    const wanted = searchWithScope(search, current);
    if (wanted !== search) void navigate({ pathname, search: wanted, hash }, { replace: true });
  }, [scope, search, pathname, hash, navigate]);
}
