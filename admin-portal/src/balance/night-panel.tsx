import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useMemo, useState } from 'react';
import { Panel } from '../components/panel';
import { ErrorState, RowsSkeleton } from '../components/states';
import { request } from '../data/http';
import { unitSymbol } from '../i18n/format';
import { useFormat } from '../i18n/use-format';
import { fileName, saveFile } from '../kit/download';
import { useAction } from '../kit/use-action';
import { useChartFrame } from './chart-axes';
import { DrawnChart } from './drawn-chart';
import { nightOptions } from './night-chart';
import { NightTable } from './night-table';
import type { NightList } from './types';
import { useNights } from './use-balance';

/** Night flow of a zone, drawn and as a table. */
export function NightPanel({ zoneId, zoneName }: { zoneId: string; zoneName: string }) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [asTable, setAsTable] = useState(false);
  const { data, error, refetch } = useNights(zoneId);
  const save = () =>
    run(async () => {
      const answer = await request<string>('GET', `/zones/${zoneId}/night-flow.csv`);
      saveFile(`${fileName(zoneName)}-night-flow.csv`, new Blob([answer.data], { type: 'text/csv' }));
    });
  return (
    <Panel
      title="balance.night.title"
      aside={
        <>
          <Button size="small" onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
            {translate(asTable ? 'balance.as_chart' : 'balance.as_table')}
          </Button>
          <Button size="small" disabled={busy || !data?.data.length} onClick={() => void save()}>
            CSV
          </Button>
        </>
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowsSkeleton rows={6} />
      ) : asTable ? (
        <NightTable nights={data.data} />
      ) : (
        <NightDrawing nights={data} zoneName={zoneName} />
      )}
    </Panel>
  );
}

function NightDrawing({ nights, zoneName }: { nights: NightList; zoneName: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const frame = useChartFrame(nights.timeZone);
  const option = useMemo(() => nightOptions(nights, frame, unitSymbol('m3/h')), [nights, frame]);
  const newest = nights.data.findLast(({ net, fault }) => net !== null && fault === null);
  const label = translate('balance.night.label', {
    name: zoneName,
    count: nights.data.length,
    value: format.quantity(newest?.net?.value, 'm3/h'),
  });
  return (
    <>
      <DrawnChart option={option} height={260} label={label} />
      <Box sx={{ color: 'text.secondary', fontSize: 12, marginBlockStart: 2 }}>{translate('balance.night.legend')}</Box>
    </>
  );
}
