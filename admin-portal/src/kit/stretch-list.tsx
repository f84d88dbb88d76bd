import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { get, type QueryValue } from '../data/http';
import type { Stretch } from '../data/types';
import { type Column, DataTable } from './data-table';

export interface StretchListProps<T extends { id: string }> {
  /** Path below /api/v1. */
  path: string;
  query: Readonly<Record<string, QueryValue>>;
  /** Text, already translated. */
  label: string;
  columns: readonly Column<T>[];
  rowTo?: (record: T) => string;
  /** Key of the catalogue, when there is nothing. */
  empty: string;
  narrowed: boolean;
  onWiden: () => void;
}

/** An append-only list, newest first, read on by a button. */
export function StretchList<T extends { id: string }>({
  path,
  query,
  label,
  columns,
  rowTo,
  empty,
  narrowed,
  onWiden,
}: StretchListProps<T>) {
  const translate = useTranslate();
  const list = useInfiniteQuery({
    queryKey: ['stretch', path, query],
    queryFn: ({ pageParam, signal }) => get<Stretch<T>>(path, { ...query, limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Panel flush>
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <RowsSkeleton rows={10} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={narrowed ? 'kit.no_match' : empty}
          action={
            narrowed && (
              <Button variant="outlined" onClick={onWiden}>
                {translate('kit.show_all')}
              </Button>
            )
          }
        />
      ) : (
        <>
          <DataTable
            label={label}
            columns={columns}
            rows={rows}
            idOf={(record) => record.id}
            rowTo={rowTo}
            stale={list.isPlaceholderData}
          />
          <Box
            sx={{
              display: 'flex',
              justifyContent: 'center',
              padding: 2,
              borderBlockStart: 1,
              borderColor: 'divider',
              color: 'text.secondary',
              fontSize: 13,
            }}
          >
            {list.hasNextPage ? (
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {translate('kit.load_more')}
              </Button>
            ) : (
              translate('kit.end')
            )}
          </Box>
        </>
      )}
    </Panel>
  );
}
