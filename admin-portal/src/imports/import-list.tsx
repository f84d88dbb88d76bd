import AddOutlined from '@mui/icons-material/AddOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get } from '../data/http';
import type { Page as PageOf } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { isNarrowed, useListState } from '../kit/list-state';
import { Pager } from '../kit/pager';
import { QuickSelect } from '../kit/quick-select';
import { SearchBox } from '../kit/search-box';
import { TitleCell } from '../kit/title-cell';
import { ImportState } from './import-state';
import { type HistoryImport, isMoving, STATES } from './import-types';
import { ProgressBar } from './progress-bar';

const PAGE_SIZE = 25;
const MOVING_MS = 1_500;
const RESTING_MS = 15_000;

const columns: readonly Column<HistoryImport>[] = [
  { key: 'file', label: 'imports.field.file', sort: 'fileName', render: (item) => <FileCell item={item} /> },
  { key: 'state', label: 'imports.field.state', sort: 'state', render: (item) => <ImportState state={item.state} /> },
  {
    key: 'progress',
    label: 'imports.field.progress',
    width: 180,
    from: 'sm',
    render: (item) => <Progress item={item} />,
  },
  { key: 'stored', label: 'imports.field.stored', align: 'end', from: 'md', render: (item) => <Stored item={item} /> },
  {
    key: 'time',
    label: 'imports.field.sent',
    sort: 'createdAt',
    from: 'md',
    render: (item) => <LocalTime time={item.createdAt} style="day" />,
  },
];

/** All imports, newest first; those that run are followed. */
export function ImportList() {
  const translate = useTranslate();
  const [state, change] = useListState(['state'], '-createdAt');
  const chosen = state.filters['state'] ?? [];
  const sort = `${state.sort.order === 'DESC' ? '-' : ''}${state.sort.field}`;
  const query = { q: state.q, sort, state: chosen, page: state.page, pageSize: PAGE_SIZE };
  const list = useQuery({
    queryKey: ['imports', 'list', query],
    queryFn: ({ signal }) => get<PageOf<HistoryImport>>('/imports', query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: now }) => (now.data?.data.some(isMoving) ? MOVING_MS : RESTING_MS),
  });
  const begin = (
    <Button variant="contained" component={Link} to="/imports/new" startIcon={<AddOutlined />}>
      {translate('imports.begin')}
    </Button>
  );
  const rows = list.data?.data ?? [];
  const total = list.data?.page.total ?? 0;
  return (
    <Page>
      <PageHeader title="imports.title" subtitle={translate('imports.note')} actions={begin} />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', marginBlockEnd: 3 }}>
        <SearchBox value={state.q} onChange={(q) => change({ q })} label="imports.search" />
        <QuickSelect
          label={translate('imports.all_states')}
          value={chosen}
          choices={STATES.map((value) => ({ value, text: translate(`imports.state.${value}`) }))}
          onChange={(value) => change({ filters: { state: value } })}
        />
      </Box>
      <Panel flush>
        {list.error && !list.data ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <RowsSkeleton rows={6} />
        ) : rows.length > 0 ? (
          <>
            <DataTable
              label={translate('imports.title')}
              columns={columns}
              rows={rows}
              idOf={({ id }) => id}
              sort={state.sort}
              onSort={(next) => change({ sort: next })}
              rowTo={({ id }) => `/imports/${id}`}
              stale={list.isPlaceholderData}
            />
            {total > PAGE_SIZE && (
              <Pager page={state.page} pageSize={PAGE_SIZE} total={total} onPage={(page) => change({ page })} />
            )}
          </>
        ) : isNarrowed(state) ? (
          <EmptyState
            title="kit.no_match"
            action={
              <Button variant="outlined" onClick={() => change({ q: '', filters: { state: [] } })}>
                {translate('kit.show_all')}
              </Button>
            }
          />
        ) : (
          <EmptyState
            icon={<UploadFileOutlined />}
            title="imports.empty_title"
            detail="imports.empty_detail"
            action={begin}
          />
        )}
      </Panel>
    </Page>
  );
}

function FileCell({ item }: { item: HistoryImport }) {
  return <TitleCell to={`/imports/${item.id}`} title={item.fileName} second={item.createdBy} />;
}

function Progress({ item }: { item: HistoryImport }) {
  if (item.progress === null) return <>–</>;
  return <ProgressBar label={item.fileName} percent={item.progress.percent} resting={!isMoving(item)} />;
}

function Stored({ item }: { item: HistoryImport }) {
  const format = useFormat();
  return <>{item.progress === null ? '–' : format.number(item.progress.stored)}</>;
}
