import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { useScope } from '../frame/scope';
import { type Column, DataTable } from '../kit/data-table';
import { TitleCell } from '../kit/title-cell';
import { RunState } from './run-state';
import { Share } from './share';
import type { Twin } from './types';
import { useTwins } from './use-twin';

const columns: readonly Column<Twin>[] = [
  {
    key: 'place',
    label: 'kit.municipality',
    render: (twin) => <TitleCell to={`/twins/${twin.id}/show`} title={twin.municipalityName} second={twin.name} />,
  },
  { key: 'state', label: 'twin.field.state', render: (twin) => <RunState twin={twin} /> },
  {
    key: 'measured',
    label: 'twin.field.measured',
    align: 'end',
    from: 'sm',
    render: ({ lastRun }) => <Share value={lastRun?.quality.measuredShare ?? null} />,
  },
  {
    key: 'balance',
    label: 'twin.field.balance',
    align: 'end',
    from: 'md',
    render: ({ lastRun }) => <Share value={lastRun?.quality.balanceErrorShare ?? null} />,
  },
  {
    key: 'conspicuous',
    label: 'twin.field.conspicuous',
    align: 'end',
    from: 'sm',
    render: ({ sensors }) => sensors.conspicuous,
  },
  { key: 'suspects', label: 'twin.field.suspects', align: 'end', render: ({ openSuspects }) => openSuspects },
  { key: 'at', label: 'twin.field.last_run', from: 'md', render: ({ lastRun }) => <TimeAgo time={lastRun?.at} /> },
];

/** Hydraulic twins of all municipalities in scope. */
export function TwinList() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const { data, error, refetch } = useTwins(municipalityId);
  return (
    <Page>
      <PageHeader title="twin.title" subtitle={translate('twin.subtitle')} />
      <Panel flush>
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <RowsSkeleton rows={6} />
        ) : data.data.length === 0 ? (
          <NoTwin municipalityId={municipalityId} />
        ) : (
          <DataTable
            label={translate('twin.title')}
            columns={columns}
            rows={data.data}
            idOf={({ id }) => id}
            rowTo={({ id }) => `/twins/${id}/show`}
          />
        )}
      </Panel>
    </Page>
  );
}

/** No model yet: how one comes about. */
export function NoTwin({ municipalityId }: { municipalityId: string | null }) {
  const translate = useTranslate();
  return (
    <EmptyState
      title="twin.empty_title"
      detail="twin.empty_detail"
      action={
        <Button
          variant="outlined"
          component={Link}
          to={municipalityId ? `/municipalities/${municipalityId}/show` : '/municipalities'}
        >
          {translate('twin.empty_action')}
        </Button>
      }
    />
  );
}
