import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import { BalanceTable } from './balance-table';
import { DrawUpDialog } from './draw-up-dialog';
import { Spread } from './spread';
import type { BalanceSetup, WaterBalance } from './types';
import { useRefresh, useWaterBalances } from './use-balance';

/** Water balances of a zone: the chosen period in the standard form, and what it means. */
export function WaterPanel({ zoneId, setup }: { zoneId: string; setup: BalanceSetup }) {
  const translate = useTranslate();
  const mayDrawUp = useCan('create', 'Balance');
  const [chosen, setChosen] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const refresh = useRefresh(zoneId);
  const { data, error, refetch } = useWaterBalances(zoneId);
  const balances = data?.data ?? [];
  const balance = balances.find(({ id }) => id === chosen) ?? balances[0];
  const open = mayDrawUp && (
    <Button size="small" variant={balance ? 'text' : 'contained'} onClick={() => setDrawing(true)}>
      {translate('balance.water.draw_up')}
    </Button>
  );
  return (
    <Panel title="balance.water.title" aside={balance && open}>
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowsSkeleton rows={4} />
      ) : balance ? (
        <Box sx={{ display: 'grid', gap: 4 }}>
          <TextField
            select
            size="small"
            label={translate('balance.water.period')}
            value={balance.id}
            onChange={(event) => setChosen(event.target.value)}
            sx={{ maxInlineSize: 360 }}
          >
            {balances.map((each) => (
              <MenuItem key={each.id} value={each.id}>
                <Period balance={each} />
              </MenuItem>
            ))}
          </TextField>
          <Findings balance={balance} />
          <BalanceTable balance={balance} />
        </Box>
      ) : (
        <EmptyState compact title="balance.water.none" detail="balance.water.none_detail" action={open} />
      )}
      {drawing && (
        <DrawUpDialog
          zoneId={zoneId}
          setup={setup}
          onClose={() => setDrawing(false)}
          onDone={(made) => {
            setChosen(made.id);
            setDrawing(false);
            refresh();
          }}
        />
      )}
    </Panel>
  );
}

function Period({ balance }: { balance: WaterBalance }) {
  const { locale } = useFormat();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const last = Date.parse(balance.to) - 86_400_000;
  return <>{`${day.formatRange(Date.parse(balance.from), last)}${balance.note ? ` · ${balance.note}` : ''}`}</>;
}

function Findings({ balance }: { balance: WaterBalance }) {
  const translate = useTranslate();
  const format = useFormat();
  const { leakageIndex, realLosses, nonRevenuePercent, completeness } = balance;
  const unit = realLosses
    ? translate(`balance.unit.${realLosses.unit === 'm3/km/day' ? 'per_km' : 'per_connection'}`)
    : '';
  return (
    <>
      {balance.faults.map((fault) => (
        <Alert key={fault} severity="warning" variant="outlined">
          {translate(`balance.water.fault.${fault}`, {
            percent: format.number(completeness ?? 0, { style: 'percent' }),
          })}
        </Alert>
      ))}
      <Facts
        facts={[
          realLosses && {
            label: 'balance.water.real_losses',
            value: <Spread of={realLosses.value} unit={unit} />,
          },
          { label: 'balance.water.nrw', value: <Spread of={balance.nonRevenuePerDay} unit="m3/d" /> },
          nonRevenuePercent !== null && {
            label: 'balance.water.nrw_share',
            value: format.number(nonRevenuePercent / 100, { style: 'percent', maximumFractionDigits: 1 }),
          },
          leakageIndex?.index
            ? { label: 'balance.water.ili', value: <Spread of={leakageIndex.index} unit="" /> }
            : { label: 'balance.water.ili', value: translate('balance.water.no_ili') },
          leakageIndex !== null &&
            leakageIndex.band !== null && {
              label: 'balance.water.reading',
              value: `${translate(`balance.band.${leakageIndex.band}`)}${
                leakageIndex.withinValidity ? '' : ` ${translate('balance.water.outside')}`
              }`,
            },
        ]}
      />
    </>
  );
}
