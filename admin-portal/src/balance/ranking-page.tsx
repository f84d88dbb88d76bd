import { useTranslate } from 'ra-core';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { useMunicipality } from '../data/municipalities';
import { useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { TitleCell } from '../kit/title-cell';
import { Day } from './night-table';
import { Spread } from './spread';
import type { BalanceZone } from './types';
import { useRanking } from './use-balance';

const columns: readonly Column<BalanceZone>[] = [
  {
    key: 'zone',
    label: 'balance.ranking.zone',
    render: (zone) => (
      <TitleCell
        to={`/zones/${zone.zoneId}/show`}
        title={zone.name}
        second={zone.code}
        leading={zone.leak ? <PriorityMark kind="high" /> : undefined}
      />
    ),
  },
  { key: 'place', label: 'kit.municipality', from: 'md', render: (zone) => <Place id={zone.municipalityId} /> },
  { key: 'leakage', label: 'balance.figure.leakage', align: 'end', render: (zone) => <Leakage zone={zone} /> },
  {
    key: 'daily',
    label: 'balance.figure.daily',
    align: 'end',
    from: 'sm',
    render: ({ daily }) => <Spread of={daily} unit="m3/d" />,
  },
  {
    key: 'km',
    label: 'balance.ranking.per_km',
    align: 'end',
    from: 'md',
    render: ({ perKm }) => <Plain value={perKm} digits={2} />,
  },
  {
    key: 'leak',
    label: 'balance.figure.leak',
    align: 'end',
    from: 'sm',
    render: ({ leak }) => <Spread of={leak?.rate} unit="m3/h" />,
  },
  { key: 'ili', label: 'balance.figure.ili', align: 'end', from: 'lg', render: (zone) => <Index zone={zone} /> },
  {
    key: 'night',
    label: 'balance.ranking.night',
    from: 'lg',
    render: ({ night }) => (night ? <Day date={night} /> : <>–</>),
  },
];

/** Zones by what they lose at night, most first. */
export function BalanceRanking() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const { data, error, refetch } = useRanking(municipalityId);
  return (
    <Page>
      <PageHeader title="balance.ranking.title" subtitle={translate('balance.ranking.note')} />
      <Panel flush>
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <RowsSkeleton rows={8} />
        ) : data.data.length === 0 ? (
          <EmptyState title="balance.ranking.empty" detail="balance.ranking.empty_detail" />
        ) : (
          <DataTable
            label={translate('balance.ranking.title')}
            columns={columns}
            rows={data.data}
            idOf={({ zoneId }) => zoneId}
            rowTo={({ zoneId }) => `/zones/${zoneId}/show`}
          />
        )}
      </Panel>
    </Page>
  );
}

function Place({ id }: { id: string }) {
  return <>{useMunicipality(id)?.name ?? '–'}</>;
}

function Leakage({ zone }: { zone: BalanceZone }) {
  const translate = useTranslate();
  if (!zone.configured) return <>{translate('balance.ranking.not_set_up')}</>;
  return zone.leakage ? <Spread of={zone.leakage} unit="m3/h" /> : <>{translate('balance.ranking.no_night')}</>;
}

function Plain({ value, digits }: { value: number | null; digits: number }) {
  const format = useFormat();
  return (
    <>{value === null ? '–' : format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })}</>
  );
}

function Index({ zone }: { zone: BalanceZone }) {
  const format = useFormat();
  if (zone.leakageIndex === null) return <>–</>;
  return (
    <>{`${format.number(zone.leakageIndex, { maximumFractionDigits: 1 })}${zone.band ? ` (${zone.band})` : ''}`}</>
  );
}
