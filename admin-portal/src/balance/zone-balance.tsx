import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { ErrorState, RowsSkeleton } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { Figures } from '../kit/figures';
import { LeakList } from './leak-list';
import { MassPanel } from './mass-panel';
import { Gaps, isBlocked, NothingYet } from './missing';
import { NightPanel } from './night-panel';
import { SetupDialog } from './setup-dialog';
import { Spread } from './spread';
import type { BalanceSetup } from './types';
import { useNights, useRefresh, useSetup, useWaterBalances } from './use-balance';
import { WaterPanel } from './water-panel';

/** The balance of a zone: what leaks, since when, where the water goes; or what is missing to know it. */
export function ZoneBalance({ zone }: { zone: { id: string; name: string } }) {
  const mayRead = useCan('read', 'Balance');
  return mayRead ? <Loaded zone={zone} /> : null;
}

function Loaded({ zone }: { zone: { id: string; name: string } }) {
  const maySetUp = useCan('update', 'Balance');
  const [settingUp, setSettingUp] = useState(false);
  const refresh = useRefresh(zone.id);
  const { data: setup, error, refetch } = useSetup(zone.id);
  if (!setup) {
    return (
      <Panel title="balance.title">
        {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : <RowsSkeleton rows={4} />}
      </Panel>
    );
  }
  const open = maySetUp ? () => setSettingUp(true) : null;
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {isBlocked(setup) ? (
        <Panel title="balance.title" aside={setup.settings && open && <SetUpButton onClick={open} />}>
          <NothingYet setup={setup} onSetUp={open} />
        </Panel>
      ) : (
        <>
          <Answers zoneId={zone.id} />
          <Gaps missing={setup.missing} onSetUp={open} />
          <NightPanel zoneId={zone.id} zoneName={zone.name} />
          <LeakList zoneId={zone.id} timeZone={setup.timeZone} aside={open && <SetUpButton onClick={open} />} />
          <MassPanel zoneId={zone.id} zoneName={zone.name} />
        </>
      )}
      {setup.settings && <WaterPanel zoneId={zone.id} setup={setup} />}
      {settingUp && <Dialog setup={setup} close={() => setSettingUp(false)} refresh={refresh} />}
    </Box>
  );
}

function Dialog({ setup, close, refresh }: { setup: BalanceSetup; close: () => void; refresh: () => void }) {
  const done = () => {
    close();
    refresh();
  };
  return <SetupDialog setup={setup} onClose={close} onDone={done} />;
}

function SetUpButton({ onClick }: { onClick: () => void }) {
  const translate = useTranslate();
  return (
    <Button size="small" onClick={onClick}>
      {translate('balance.set_up')}
    </Button>
  );
}

/** What was asked: how much is lost, is there a leak, how good is the zone. */
function Answers({ zoneId }: { zoneId: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const { data: nights } = useNights(zoneId);
  const { data: balances } = useWaterBalances(zoneId);
  if (!nights) return <RowsSkeleton rows={2} />;
  const night = nights.data.findLast(({ net, fault }) => net !== null && fault === null);
  const leak = nights.leaks.find(({ endedAt }) => endedAt === null);
  const index = balances?.data[0]?.leakageIndex ?? null;
  const day = (time: string) => format.time(time, 'day', nights.timeZone);
  return (
    <Figures
      figures={[
        {
          label: 'balance.figure.leakage',
          value: <Spread of={night?.net} unit="m3/h" />,
          note: night?.minimumAt && translate('balance.figure.night_of', { time: day(night.minimumAt) }),
        },
        { label: 'balance.figure.daily', value: <Spread of={night?.daily} unit="m3/d" /> },
        {
          label: 'balance.figure.leak',
          value: leak ? <Spread of={leak.rate} unit="m3/h" /> : translate('balance.figure.no_leak'),
          note: leak && translate('balance.figure.since', { time: day(leak.beganAt) }),
        },
        {
          label: 'balance.figure.ili',
          value: index?.index ? <Spread of={index.index} unit="" /> : '–',
          note: index?.band && translate('balance.figure.band', { band: index.band }),
        },
      ]}
    />
  );
}
