import { useTranslate } from 'ra-core';
import type { ReactNode } from 'react';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { EmptyState } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { Spread } from './spread';
import type { ZoneLeak } from './types';
import { useNights } from './use-balance';

/** Leaks of the last months: since when, how much, and what was lost. */
export function LeakList({ zoneId, timeZone, aside }: { zoneId: string; timeZone: string; aside: ReactNode }) {
  const translate = useTranslate();
  const { data } = useNights(zoneId);
  const columns: readonly Column<ZoneLeak>[] = [
    { key: 'state', label: 'balance.leak.state', render: ({ endedAt }) => <State open={endedAt === null} /> },
    { key: 'began', label: 'balance.leak.began', render: (leak) => <Began leak={leak} zone={timeZone} /> },
    {
      key: 'ended',
      label: 'balance.leak.ended',
      from: 'sm',
      render: ({ endedAt }) => <Time at={endedAt} zone={timeZone} />,
    },
    { key: 'rate', label: 'balance.leak.rate', align: 'end', render: ({ rate }) => <Spread of={rate} unit="m3/h" /> },
    {
      key: 'lost',
      label: 'balance.leak.lost',
      align: 'end',
      from: 'sm',
      render: ({ lost }) => <Spread of={lost} unit="m3" />,
    },
    {
      key: 'kind',
      label: 'balance.leak.found',
      from: 'md',
      render: ({ kind }) => <>{translate(`balance.leak.${kind}`)}</>,
    },
  ];
  return (
    <Panel title="balance.leak.title" flush aside={aside}>
      {data?.leaks.length ? (
        <DataTable label={translate('balance.leak.title')} columns={columns} rows={data.leaks} idOf={({ id }) => id} />
      ) : (
        <EmptyState compact title="balance.leak.none" />
      )}
    </Panel>
  );
}

function State({ open }: { open: boolean }) {
  const translate = useTranslate();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      {open && <PriorityMark kind="high" size={12} />}
      {translate(open ? 'balance.leak.open' : 'balance.leak.over')}
    </span>
  );
}

function Began({ leak, zone }: { leak: ZoneLeak; zone: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const time = (at: string) => format.time(at, 'day', zone);
  return (
    <span title={translate('balance.leak.between', { from: time(leak.earliestAt), to: time(leak.confirmedAt) })}>
      {time(leak.beganAt)}
    </span>
  );
}

function Time({ at, zone }: { at: string | null; zone: string }) {
  const format = useFormat();
  return <>{at === null ? '–' : format.time(at, 'day', zone)}</>;
}
