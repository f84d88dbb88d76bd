import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { Spread } from './spread';
import type { ZoneNight } from './types';

const columns: readonly Column<ZoneNight>[] = [
  { key: 'night', label: 'balance.night.date', render: (night) => <Day date={night.night} /> },
  {
    key: 'minimum',
    label: 'balance.night.minimum',
    align: 'end',
    render: ({ minimum }) => <Spread of={minimum} unit="m3/h" />,
  },
  {
    key: 'use',
    label: 'balance.night.use',
    align: 'end',
    from: 'md',
    render: ({ legitimate }) => <Spread of={legitimate} unit="m3/h" />,
  },
  { key: 'net', label: 'balance.night.net', align: 'end', render: ({ net }) => <Spread of={net} unit="m3/h" /> },
  {
    key: 'usual',
    label: 'balance.night.usual',
    align: 'end',
    from: 'md',
    render: ({ baseline }) => <Flow value={baseline} />,
  },
  {
    key: 'daily',
    label: 'balance.night.daily',
    align: 'end',
    from: 'sm',
    render: ({ daily }) => <Spread of={daily} unit="m3/d" />,
  },
  { key: 'state', label: 'balance.night.state', render: (night) => <State night={night} /> },
];

/** Nights as text, newest first. */
export function NightTable({ nights }: { nights: readonly ZoneNight[] }) {
  const translate = useTranslate();
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={translate('balance.night.title')}
      sx={{ maxBlockSize: 360, overflow: 'auto' }}
    >
      <DataTable
        label={translate('balance.night.title')}
        columns={columns}
        rows={nights.toReversed()}
        idOf={({ night }) => night}
      />
    </Box>
  );
}

/** A date without time. */
export function Day({ date }: { date: string }) {
  const { locale } = useFormat();
  return <>{new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date))}</>;
}

function Flow({ value }: { value: number | null }) {
  return <>{useFormat().quantity(value, 'm3/h')}</>;
}

function State({ night }: { night: ZoneNight }) {
  const translate = useTranslate();
  const format = useFormat();
  const words = night.fault
    ? `balance.fault.${night.fault}`
    : night.flagged
      ? 'balance.night.flagged'
      : 'balance.night.counts';
  const percent = format.number(night.completeness, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <>
      {translate(words, { percent })}
      {night.revision > 1 && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {` · ${translate('balance.night.revision', { number: night.revision })}`}
        </Box>
      )}
    </>
  );
}
