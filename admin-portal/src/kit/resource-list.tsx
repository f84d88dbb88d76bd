import AddOutlined from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type RaRecord, useGetList, useTranslate } from 'ra-core';
import { keepPreviousData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from './data-table';
import { isNarrowed, type ListState, useListState } from './list-state';
import { Pager } from './pager';
import { SearchBox } from './search-box';

const PAGE_SIZE = 50;

export interface ResourceListProps<T extends RaRecord> {
  resource: string;
  /** Subject of the access rules. */
  subject: string;
  /** Prefix of the catalogue's keys: `title`, `search`, `create`, `empty_title`, `empty_detail`. */
  words: string;
  columns: readonly Column<T>[];
  /** Default order, `-field` for falling. */
  defaultSort: string;
  /** Names of the filters kept in the address. */
  filterNames?: readonly string[];
  /** Draws the filters. */
  filters?: (state: ListState, change: (change: Partial<ListState>) => void) => ReactNode;
  /** Always applied (the scope). */
  scope?: Readonly<Record<string, unknown>>;
  rowTo?: (record: T) => string;
  /** Replaces the way to create (a dialog); null: nothing can be created here. */
  create?: ReactNode;
  /** What must be allowed to see it. */
  createAction?: string;
  /** More buttons beside it. */
  actions?: ReactNode;
  searchable?: boolean;
  /** Under the title. */
  note?: ReactNode;
  /** ms between renewals, by what is shown; for lists whose rows change by themselves. */
  refreshMs?: number | ((rows: readonly T[]) => number);
  /** Above the words when there is nothing at all. */
  emptyIcon?: ReactNode;
  /** Puts something around the rows shown (a provider of live values). */
  around?: (rows: readonly T[], table: ReactNode) => ReactNode;
}

/** The page of a list: title, search, filters, table, pages; and what to do when there is nothing. */
export function ResourceList<T extends RaRecord>(props: ResourceListProps<T>) {
  const {
    resource,
    words,
    columns,
    defaultSort,
    filterNames = [],
    filters,
    scope = {},
    rowTo,
    searchable = true,
    refreshMs,
  } = props;
  const translate = useTranslate();
  const format = useFormat();
  const [state, change] = useListState(filterNames, defaultSort);
  const mayCreate = useCan(props.createAction ?? 'create', props.subject);
  const list = useGetList<T>(
    resource,
    {
      filter: { ...scope, ...filledIn(state.filters), ...(state.q ? { q: state.q } : {}) },
      sort: state.sort,
      pagination: { page: state.page, perPage: PAGE_SIZE },
    },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state: now }) =>
        typeof refreshMs === 'function' ? refreshMs(now.data?.data ?? []) : (refreshMs ?? false),
    },
  );
  const create = mayCreate ? createButton(props, translate(`${words}.create`)) : null;
  const table = (
    <DataTable
      label={translate(`${words}.title`)}
      columns={columns}
      rows={list.data ?? []}
      idOf={(record) => String(record.id)}
      sort={state.sort}
      onSort={(sort) => change({ sort })}
      rowTo={rowTo}
      stale={list.isPlaceholderData}
    />
  );
  return (
    <Page>
      <PageHeader
        title={`${words}.title`}
        subtitle={
          props.note ??
          (list.total === undefined
            ? undefined
            : translate('kit.count', { smart_count: list.total, count: format.number(list.total) }))
        }
        actions={
          <>
            {props.actions}
            {create}
          </>
        }
      />
      {(searchable || filters) && (
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', marginBlockEnd: 3 }}>
          {searchable && <SearchBox value={state.q} onChange={(q) => change({ q })} label={`${words}.search`} />}
          {filters?.(state, change)}
        </Box>
      )}
      <Panel flush>
        <Rows
          list={list}
          narrowed={isNarrowed(state)}
          words={words}
          create={create}
          icon={props.emptyIcon}
          onWiden={() => change({ q: '', filters: Object.fromEntries(filterNames.map((name) => [name, []])) })}
        >
          {props.around?.(list.data ?? [], table) ?? table}
          {(list.total ?? 0) > PAGE_SIZE && (
            <Pager page={state.page} pageSize={PAGE_SIZE} total={list.total ?? 0} onPage={(page) => change({ page })} />
          )}
        </Rows>
      </Panel>
    </Page>
  );
}

function filledIn(filters: ListState['filters']): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0));
}

function createButton<T extends RaRecord>({ create, resource }: ResourceListProps<T>, label: string): ReactNode {
  if (create !== undefined) return create;
  return (
    <Button variant="contained" component={Link} to={`/${resource}/create`} startIcon={<AddOutlined />}>
      {label}
    </Button>
  );
}

interface RowsProps {
  list: { isPending: boolean; error: unknown; data?: readonly unknown[]; refetch: () => unknown };
  narrowed: boolean;
  words: string;
  create: ReactNode;
  icon: ReactNode;
  onWiden: () => void;
  children: ReactNode;
}

/** The table, or what stands in its place. */
function Rows({ list, narrowed, words, create, icon, onWiden, children }: RowsProps) {
  const translate = useTranslate();
  if (list.error && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending || !list.data) return <RowsSkeleton rows={8} />;
  if (list.data.length > 0) return children;
  if (narrowed) {
    return (
      <EmptyState
        title="kit.no_match"
        action={
          <Button variant="outlined" onClick={onWiden}>
            {translate('kit.show_all')}
          </Button>
        }
      />
    );
  }
  return <EmptyState icon={icon} title={`${words}.empty_title`} detail={`${words}.empty_detail`} action={create} />;
}
