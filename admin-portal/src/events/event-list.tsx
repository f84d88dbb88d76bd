import JoinInnerOutlined from '@mui/icons-material/JoinInnerOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import type { Page as PageOf } from '../data/types';
import { useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { isNarrowed, useListState } from '../kit/list-state';
import { Pager } from '../kit/pager';
import { QuickSelect } from '../kit/quick-select';
import { TitleCell } from '../kit/title-cell';
import { CAUSES, type NetworkEvent } from './event-types';

const PAGE_SIZE = 25;
const REFRESH_MS = 10_000;
const VIEWS = ['going', 'over'] as const;

const columns: readonly Column<NetworkEvent>[] = [
  {
    key: 'priority',
    label: 'alarms.column.priority',
    width: 40,
    sort: 'priority',
    render: (event) => <Mark event={event} />,
  },
  { key: 'cause', label: 'events.field.cause', sort: 'confidence', render: (event) => <CauseCell event={event} /> },
  { key: 'place', label: 'events.field.place', from: 'sm', render: (event) => <Place event={event} /> },
  { key: 'alarms', label: 'events.field.alarms', sort: 'alarms', align: 'end', render: (event) => event.alarms },
  {
    key: 'started',
    label: 'events.field.started',
    sort: 'startedAt',
    from: 'sm',
    render: (event) => <LocalTime time={event.startedAt} style="day" />,
  },
  {
    key: 'ended',
    label: 'events.field.ended',
    sort: 'endedAt',
    from: 'md',
    render: (event) => <Ended event={event} />,
  },
];

/** Alarms brought together by cause: what goes on first. */
export function EventList() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const [state, change] = useListState(['open', 'hypothesis'], '-startedAt');
  const open = state.filters['open'] ?? [];
  const causes = state.filters['hypothesis'] ?? [];
  const sort = `${state.sort.order === 'DESC' ? '-' : ''}${state.sort.field}`;
  const query = {
    sort,
    open: open.length === 1 ? String(open[0] === 'going') : undefined,
    hypothesis: causes,
    municipalityId,
    page: state.page,
    pageSize: PAGE_SIZE,
  };
  const list = useQuery({
    queryKey: ['events', query],
    queryFn: ({ signal }) => get<PageOf<NetworkEvent>>('/events', query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const rows = list.data?.data ?? [];
  const total = list.data?.page.total ?? 0;
  return (
    <Page>
      <PageHeader title="events.title" subtitle={translate('events.subtitle')} />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center', marginBlockEnd: 3 }}>
        <QuickSelect
          label={translate('events.all')}
          value={open}
          choices={VIEWS.map((value) => ({ value, text: translate(`events.view.${value}`) }))}
          onChange={(value) => change({ filters: { ...state.filters, open: value } })}
        />
        <QuickSelect
          label={translate('events.all_causes')}
          value={causes}
          choices={CAUSES.map((value) => ({ value, text: translate(`events.cause.${value}`) }))}
          onChange={(value) => change({ filters: { ...state.filters, hypothesis: value } })}
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
              label={translate('events.title')}
              columns={columns}
              rows={rows}
              idOf={({ id }) => id}
              sort={state.sort}
              onSort={(next) => change({ sort: next })}
              rowTo={({ id }) => `/events/${id}`}
              stale={list.isPlaceholderData}
            />
            {total > PAGE_SIZE && (
              <Pager page={state.page} pageSize={PAGE_SIZE} total={total} onPage={(page) => change({ page })} />
            )}
          </>
        ) : (
          <EmptyState
            icon={<JoinInnerOutlined />}
            title={isNarrowed(state) ? 'kit.no_match' : 'events.empty_title'}
            detail={isNarrowed(state) ? undefined : 'events.empty_detail'}
            action={
              isNarrowed(state) && (
                <Button variant="outlined" onClick={() => change({ filters: { open: [], hypothesis: [] } })}>
                  {translate('kit.show_all')}
                </Button>
              )
            }
          />
        )}
      </Panel>
    </Page>
  );
}

function Mark({ event }: { event: NetworkEvent }) {
  return <PriorityMark kind={event.endedAt === null ? event.priority : 'normal'} />;
}

function CauseCell({ event }: { event: NetworkEvent }) {
  const translate = useTranslate();
  const format = useFormat();
  const second =
    event.confirmed === null
      ? translate('events.likely', { share: format.number(event.confidence, { style: 'percent' }) })
      : translate('events.confirmed_by', { name: event.confirmedBy ?? '' });
  return (
    <TitleCell
      to={`/events/${event.id}`}
      title={translate(`events.cause.${event.confirmed ?? event.hypothesis}`)}
      second={second}
    />
  );
}

function Place({ event }: { event: NetworkEvent }) {
  const municipality = useMunicipality(event.municipalityId);
  return <>{[event.zoneName, municipality?.name].filter(Boolean).join(' · ') || '–'}</>;
}

function Ended({ event }: { event: NetworkEvent }) {
  const translate = useTranslate();
  return event.endedAt === null ? <>{translate('events.goes_on')}</> : <LocalTime time={event.endedAt} style="day" />;
}
