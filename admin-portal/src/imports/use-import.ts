import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get } from '../data/http';
import { type HistoryImport, isMoving } from './import-types';

const POLL_MS = 1_000;

/** One import, followed while it runs. @param id - null: none yet */
export function useImport(id: string | null): {
  item: HistoryImport | null;
  error: unknown;
  retry: () => void;
  put: (item: HistoryImport) => void;
} {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get<HistoryImport>(`/imports/${id}`, {}, signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? POLL_MS : false),
  });
  const put = useCallback((item: HistoryImport) => client.setQueryData(['imports', item.id], item), [client]);
  return {
    item: query.data ?? null,
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    put,
  };
}
