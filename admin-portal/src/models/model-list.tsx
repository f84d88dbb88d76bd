import AddOutlined from '@mui/icons-material/AddOutlined';
import ModelTrainingOutlined from '@mui/icons-material/ModelTrainingOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { get } from '../data/http';
import type { Page as PageOf } from '../data/types';
import { useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { ProgressBar } from '../imports/progress-bar';
import { type Column, DataTable } from '../kit/data-table';
import { isNarrowed, useListState } from '../kit/list-state';
import { Pager } from '../kit/pager';
import { QuickSelect } from '../kit/quick-select';
import { SearchBox } from '../kit/search-box';
import { TitleCell } from '../kit/title-cell';
import { CreateDialog } from './create-dialog';
import { ModelState } from './model-state';
import { isTraining, type Model, STATES } from './model-types';
import { Share } from './quality';

const PAGE_SIZE = 25;
const TRAINING_MS = 1_500;
const RESTING_MS = 30_000;

const columns: readonly Column<Model>[] = [
  { key: 'name', label: 'models.field.scope', sort: 'name', render: (item) => <ScopeCell item={item} /> },
  { key: 'state', label: 'models.field.state', sort: 'state', render: (item) => <StateCell item={item} /> },
  {
    key: 'f1',
    label: 'models.field.f1',
    sort: 'f1',
    align: 'end',
    render: ({ metrics }) => <Share value={metrics?.f1} />,
  },
  {
    key: 'precision',
    label: 'models.field.precision',
    align: 'end',
    from: 'md',
    render: ({ metrics }) => <Share value={metrics?.precision} />,
  },
  {
    key: 'recall',
    label: 'models.field.recall',
    align: 'end',
    from: 'md',
    render: ({ metrics }) => <Share value={metrics?.recall} />,
  },
  {
    key: 'samples',
    label: 'models.field.samples',
    sort: 'samples',
    align: 'end',
    from: 'lg',
    render: (item) => <Samples item={item} />,
  },
  {
    key: 'trained',
    label: 'models.field.trained',
    sort: 'lastTrainedAt',
    from: 'sm',
    render: ({ lastTrainedAt }) => <TimeAgo time={lastTrainedAt} />,
  },
];

/** All learned models; those in training are followed. */
export function ModelList() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const mayCreate = useCan('create', 'Model');
  const [creating, setCreating] = useState(false);
  const [state, change] = useListState(['state', 'kind'], '-createdAt');
  const sort = `${state.sort.order === 'DESC' ? '-' : ''}${state.sort.field}`;
  const query = { q: state.q, sort, municipalityId, ...state.filters, page: state.page, pageSize: PAGE_SIZE };
  const list = useQuery({
    queryKey: ['models', 'list', query],
    queryFn: ({ signal }) => get<PageOf<Model>>('/models', query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: now }) => (now.data?.data.some(isTraining) ? TRAINING_MS : RESTING_MS),
  });
  const begin = mayCreate ? (
    <Button variant="contained" onClick={() => setCreating(true)} startIcon={<AddOutlined />}>
      {translate('models.create')}
    </Button>
  ) : undefined;
  const rows = list.data?.data ?? [];
  const total = list.data?.page.total ?? 0;
  const choice = (name: 'state' | 'kind', values: readonly string[]) => (
    <QuickSelect
      label={translate(`models.all_${name}s`)}
      value={state.filters[name] ?? []}
      choices={values.map((value) => ({ value, text: translate(`models.${name}.${value}`) }))}
      onChange={(value) => change({ filters: { ...state.filters, [name]: value } })}
    />
  );
  return (
    <Page>
      <PageHeader title="models.title" subtitle={translate('models.note')} actions={begin} />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', marginBlockEnd: 3 }}>
        <SearchBox value={state.q} onChange={(q) => change({ q })} label="models.search" />
        {choice('state', STATES)}
        {choice('kind', ['sensor', 'zone'])}
      </Box>
      <Panel flush>
        {list.error && !list.data ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <RowsSkeleton rows={6} />
        ) : rows.length > 0 ? (
          <>
            <DataTable
              label={translate('models.title')}
              columns={columns}
              rows={rows}
              idOf={({ id }) => id}
              sort={state.sort}
              onSort={(next) => change({ sort: next })}
              rowTo={({ id }) => `/models/${id}`}
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
              <Button variant="outlined" onClick={() => change({ q: '', filters: { state: [], kind: [] } })}>
                {translate('kit.show_all')}
              </Button>
            }
          />
        ) : (
          <EmptyState
            icon={<ModelTrainingOutlined />}
            title="models.empty_title"
            detail="models.empty_detail"
            action={begin}
          />
        )}
      </Panel>
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function ScopeCell({ item }: { item: Model }) {
  const translate = useTranslate();
  const { scope, id } = item;
  return (
    <TitleCell
      to={`/models/${id}`}
      title={scope.name}
      second={`${translate(`models.kind.${scope.kind}`)} · ${scope.code}`}
    />
  );
}

function StateCell({ item }: { item: Model }) {
  const { training, scope, state } = item;
  if (isTraining(item)) return <ProgressBar label={scope.name} percent={training.percent} resting={false} />;
  return <ModelState state={training.state === 'failed' && state === 'untrained' ? 'failed' : state} />;
}

function Samples({ item }: { item: Model }) {
  const format = useFormat();
  return <>{item.samples === null ? '–' : format.number(item.samples)}</>;
}
