import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslate } from 'ra-core';
import { useMemo, useState } from 'react';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { unitSymbol } from '../i18n/format';
import { useFormat } from '../i18n/use-format';
import { useColors } from '../theme/use-colors';
import { useChartFrame } from './chart-axes';
import { DrawnChart } from './drawn-chart';
import { LEAST_COMPLETENESS, type DrawnPart, drawnParts, lineOf, massOptions } from './mass-chart';
import type { MassBalance } from './types';
import { useMassBalance } from './use-balance';

const DAYS = { hour: 7, day: 60 } as const;

/** What came into a zone and where it went, by hours of a week or days of two months. */
export function MassPanel({ zoneId, zoneName }: { zoneId: string; zoneName: string }) {
  const translate = useTranslate();
  const [step, setStep] = useState<'hour' | 'day'>('hour');
  const { data, error, refetch } = useMassBalance(zoneId, step, DAYS[step]);
  return (
    <Panel
      title="balance.mass.title"
      aside={
        <ToggleButtonGroup
          size="small"
          exclusive
          value={step}
          aria-label={translate('balance.mass.step')}
          onChange={(_event, chosen: 'hour' | 'day' | null) => chosen && setStep(chosen)}
        >
          <ToggleButton value="hour">{translate('balance.mass.hours')}</ToggleButton>
          <ToggleButton value="day">{translate('balance.mass.days')}</ToggleButton>
        </ToggleButtonGroup>
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowsSkeleton rows={6} />
      ) : data.total === null ? (
        <EmptyState compact title="balance.mass.none" />
      ) : (
        <MassDrawing balance={data} zoneName={zoneName} />
      )}
    </Panel>
  );
}

function MassDrawing({ balance, zoneName }: { balance: MassBalance; zoneName: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const frame = useChartFrame(balance.timeZone);
  const unit = `${unitSymbol('m3')}/${translate(`balance.mass.per_${balance.step}`)}`;
  const option = useMemo(() => massOptions(balance, frame, unit), [balance, frame, unit]);
  const { total } = balance;
  if (total === null) return null;
  const percent = format.number(total.completeness, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <>
      <DrawnChart
        option={option}
        height={220}
        label={translate('balance.mass.label', { name: zoneName, value: format.quantity(total.inflow, 'm3') })}
      />
      <Box
        component="dl"
        sx={{
          margin: 0,
          marginBlockStart: 3,
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 6,
          rowGap: 2,
          fontSize: 13,
        }}
      >
        {drawnParts(balance).map((part) => (
          <Sum key={part} part={part} value={total[part]} />
        ))}
      </Box>
      <Box
        sx={{
          marginBlockStart: 2,
          fontSize: 12,
          color: total.completeness < LEAST_COMPLETENESS ? undefined : 'text.secondary',
        }}
      >
        {translate('balance.mass.completeness', { percent })}
      </Box>
    </>
  );
}

function Sum({ part, value }: { part: DrawnPart; value: number }) {
  const translate = useTranslate();
  const format = useFormat();
  const { color, type, width } = lineOf(part, useColors());
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <svg width={22} height={6} aria-hidden>
        <line
          x1={0}
          y1={3}
          x2={22}
          y2={3}
          stroke={color}
          strokeWidth={width}
          strokeDasharray={type === 'solid' ? undefined : type.join(' ')}
        />
      </svg>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {translate(`balance.part.${part}`)}
      </Box>
      <Box component="dd" sx={{ margin: 0, fontWeight: 500, fontVariantNumeric: 'tabular-nums' }}>
        {format.quantity(value, 'm3')}
      </Box>
    </Box>
  );
}
