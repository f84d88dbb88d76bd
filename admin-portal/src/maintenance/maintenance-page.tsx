import BuildOutlined from '@mui/icons-material/BuildOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { get } from '../data/http';
import type { Page as PageOf } from '../data/types';
import { useScopeFilter } from '../frame/scope';
import { DataTable } from '../kit/data-table';
import { isNarrowed, useListState } from '../kit/list-state';
import { Pager } from '../kit/pager';
import { QuickSelect } from '../kit/quick-select';
import { SearchBox } from '../kit/search-box';
import { ModelFigures } from './model-figures';
import { Recompute } from './recompute';
import { columnsOf } from './risk-columns';
import { RiskMatrix } from './risk-matrix';
import { KINDS, LEVELS, type Matrix, type Risk, kindOf } from './risk-types';

const PAGE_SIZE = 25;
const FILTERS = ['kind', 'level', 'likelihood', 'consequence'];
const none = { level: [], likelihood: [], consequence: [] };

/** What is likely to fail and what that would mean: matrix, ranked list, and what it rests on. */
export function MaintenancePage() {
  const translate = useTranslate();
  const scope = useScopeFilter();
  const [state, change] = useListState(FILTERS, '-risk');
  const kind = kindOf(state.filters['kind']?.[0]);
  const [likelihood, consequence] = [state.filters['likelihood']?.[0], state.filters['consequence']?.[0]];
  const query = {
    ...scope,
    kind,
    q: state.q,
    sort: `${state.sort.order === 'DESC' ? '-' : ''}${state.sort.field}`,
    level: state.filters['level'],
    likelihood,
    consequence,
    page: state.page,
    pageSize: PAGE_SIZE,
  };
  const list = useQuery({
    queryKey: ['maintenance', 'risks', query],
    queryFn: ({ signal }) => get<PageOf<Risk>>('/maintenance/risks', query, signal),
    placeholderData: keepPreviousData,
  });
  const matrix = useQuery({
    queryKey: ['maintenance', 'matrix', kind, scope],
    queryFn: ({ signal }) => get<Matrix>('/maintenance/matrix', { kind, ...scope }, signal),
    placeholderData: keepPreviousData,
  });
  const narrow = (filters: Record<string, readonly string[]>) =>
    change({ filters: { ...state.filters, ...none, ...filters } });
  const narrowed = isNarrowed({ ...state, filters: { ...state.filters, kind: [] } });
  const computedAt = matrix.data?.computedAt ?? null;
  return (
    <Page>
      <PageHeader
        title="maintenance.title"
        subtitle={
          computedAt === null ? (
            translate('maintenance.note')
          ) : (
            <>
              {translate('maintenance.computed')} <TimeAgo time={computedAt} />
            </>
          )
        }
        actions={<Recompute scopeId={scope.municipalityId} />}
      />
      <Tabs
        value={kind}
        onChange={(_, value: string) =>
          change({
            q: '',
            sort: { field: 'risk', order: 'DESC' },
            filters: { ...none, kind: value === 'pipe' ? [] : [value] },
          })
        }
        aria-label={translate('maintenance.kinds')}
        sx={{ marginBlockEnd: 4 }}
      >
        {KINDS.map((each) => (
          <Tab key={each} value={each} label={translate(`maintenance.kind.${each}`)} />
        ))}
      </Tabs>
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(300px, 1fr)' },
          alignItems: 'start',
        }}
      >
        <Box sx={{ minInlineSize: 0 }}>
          <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', marginBlockEnd: 3 }}>
            <SearchBox value={state.q} onChange={(q) => change({ q })} label="maintenance.search" />
            <QuickSelect
              label={translate('maintenance.all_levels')}
              value={state.filters['level'] ?? []}
              choices={LEVELS.map((value) => ({ value, text: translate(`maintenance.level.${value}`) }))}
              onChange={(level) => narrow({ level })}
            />
            {kind === 'pipe' && (
              <QuickSelect
                label={translate('maintenance.by_risk')}
                value={state.sort.field === 'inspection' ? ['inspection'] : []}
                choices={[{ value: 'inspection', text: translate('maintenance.by_inspection') }]}
                onChange={([field]) => change({ sort: { field: field ?? 'risk', order: 'DESC' } })}
              />
            )}
          </Box>
          <Panel flush>
            {list.error && !list.data ? (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            ) : list.isPending ? (
              <RowsSkeleton rows={10} />
            ) : list.data.data.length > 0 ? (
              <>
                <DataTable
                  label={translate(`maintenance.kind.${kind}`)}
                  columns={columnsOf(kind)}
                  rows={list.data.data}
                  idOf={({ id }) => id}
                  sort={state.sort}
                  onSort={(sort) => change({ sort })}
                  rowTo={({ id }) => `/maintenance/${kind}/${id}`}
                  stale={list.isPlaceholderData}
                />
                {list.data.page.total > PAGE_SIZE && (
                  <Pager
                    page={state.page}
                    pageSize={PAGE_SIZE}
                    total={list.data.page.total}
                    onPage={(page) => change({ page })}
                  />
                )}
              </>
            ) : narrowed ? (
              <EmptyState
                title="kit.no_match"
                action={
                  <Button variant="outlined" onClick={() => change({ q: '', filters: { ...state.filters, ...none } })}>
                    {translate('kit.show_all')}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon={<BuildOutlined />}
                title={`maintenance.empty.${kind}`}
                detail={`maintenance.empty_detail.${kind}`}
              />
            )}
          </Panel>
        </Box>
        <Box sx={{ display: 'grid', gap: 4 }}>
          {matrix.data && matrix.data.total > 0 && (
            <Panel title="maintenance.matrix">
              <RiskMatrix
                matrix={matrix.data}
                chosen={{ likelihood, consequence }}
                onChoose={(cell) =>
                  narrow(cell === null ? {} : { likelihood: [cell.likelihood], consequence: [cell.consequence] })
                }
              />
            </Panel>
          )}
          {kind === 'pipe' && (matrix.data?.total ?? 0) > 0 && (
            <Panel title="maintenance.model.title">
              <ModelFigures municipalityId={scope.municipalityId} />
            </Panel>
          )}
          {kind !== 'pipe' && (matrix.data?.total ?? 0) > 0 && (
            <Panel title="maintenance.model.title">
              <Box sx={{ fontSize: 13, color: 'text.secondary' }}>{translate('maintenance.basis_detail.measured')}</Box>
            </Panel>
          )}
        </Box>
      </Box>
    </Page>
  );
}
