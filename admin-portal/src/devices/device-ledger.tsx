import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { Sparkline } from '../charts/sparkline';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get } from '../data/http';
import { useRangeS } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { type Ledger, OUTCOMES, type OutcomeCounts } from './device';
import { ledgerSteps, troubledMinutes } from './ledger-steps';

/** What became of the readings a device sent in the chosen time: counts, course, and the minutes with trouble. */
export function DeviceLedger({ deviceId, zone }: { deviceId: string; zone: string | null }) {
  const translate = useTranslate();
  const format = useFormat();
  const rangeS = useRangeS();
  const maySeeQuarantine = useCan('read', 'Quarantine');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['ledger', deviceId, rangeS],
    queryFn: ({ signal }) => {
      const to = Date.now();
      return get<Ledger>(
        `/devices/${deviceId}/ledger`,
        { from: new Date(to - rangeS * 1000).toISOString(), to: new Date(to).toISOString() },
        signal,
      );
    },
    refetchInterval: 60_000,
  });
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const steps = useMemo(() => (data ? ledgerSteps(data, now - rangeS * 1000, now, 120) : []), [data, now, rangeS]);
  const troubled = useMemo(() => (data ? troubledMinutes(data, 20) : []), [data]);
  const columns: Column<{ minute: string } & OutcomeCounts>[] = [
    { key: 'minute', label: 'sensors.field.time', render: (line) => <LocalTime time={line.minute} zone={zone} /> },
    ...OUTCOMES.map((outcome) => ({
      key: outcome,
      label: `devices.outcome.${outcome}`,
      align: 'end' as const,
      render: (line: OutcomeCounts) => (line[outcome] ? format.number(line[outcome]) : '–'),
    })),
  ];
  return (
    <Panel
      title="devices.ledger"
      aside={
        maySeeQuarantine && (
          <Button component={Link} to={`/quarantine?deviceId=${deviceId}`}>
            {translate('devices.to_quarantine')}
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={3} />
      ) : data.data.length === 0 ? (
        <EmptyState compact title="devices.nothing_came" detail="devices.nothing_came_detail" />
      ) : (
        <Box sx={{ display: 'grid', gap: 4 }}>
          <Box component="dl" sx={{ margin: 0, display: 'flex', gap: 6, flexWrap: 'wrap' }}>
            {OUTCOMES.map((outcome) => (
              <Box key={outcome}>
                <Box component="dt" sx={{ fontSize: 12, color: 'text.secondary' }}>
                  {translate(`devices.outcome.${outcome}`)}
                </Box>
                <Box component="dd" sx={{ margin: 0, fontSize: 20, fontWeight: 600, lineHeight: '28px' }}>
                  {format.number(data.totals[outcome])}
                </Box>
              </Box>
            ))}
          </Box>
          <Sparkline values={steps} height={48} fromZero label={translate('devices.course')} />
          {troubled.length > 0 && (
            <Box sx={{ marginInline: -4, marginBlockEnd: -4, borderBlockStart: 1, borderColor: 'divider' }}>
              <DataTable
                label={translate('devices.troubled')}
                columns={columns}
                rows={troubled}
                idOf={(line) => line.minute}
              />
            </Box>
          )}
        </Box>
      )}
    </Panel>
  );
}
