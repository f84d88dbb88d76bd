import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslate } from 'ra-core';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { FindingText } from '../alarms/finding-text';
import { useChartFrame } from '../balance/chart-axes';
import { DrawnChart } from '../balance/drawn-chart';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { unitSymbol } from '../i18n/format';
import { useColors } from '../theme/use-colors';
import type { TwinLink, TwinValues } from './types';
import { useTwinValues } from './use-twin';
import { valuesOptions } from './values-chart';

/** What a sensor measured beside what the model gives. */
export function ValuesPanel({ twinId, link, zone }: { twinId: string; link: TwinLink | null; zone: string }) {
  const translate = useTranslate();
  const [days, setDays] = useState(2);
  const { data, error, refetch } = useTwinValues(twinId, link?.sensorId ?? null, days);
  return (
    <Panel
      title={link ? link.sensorName : 'twin.values.title'}
      aside={
        <ToggleButtonGroup
          size="small"
          exclusive
          value={days}
          aria-label={translate('twin.values.days')}
          onChange={(_event, chosen: number | null) => chosen && setDays(chosen)}
        >
          {[2, 7, 30].map((count) => (
            <ToggleButton key={count} value={count}>
              {translate('twin.values.day_count', { smart_count: count, count })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {link === null ? (
        <EmptyState compact title="twin.values.choose" />
      ) : error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowsSkeleton rows={6} />
      ) : data.times.length === 0 ? (
        <EmptyState compact title="twin.values.none" />
      ) : (
        <Drawing link={link} values={data} days={days} zone={zone} />
      )}
    </Panel>
  );
}

function Drawing({ link, values, days, zone }: { link: TwinLink; values: TwinValues; days: number; zone: string }) {
  const translate = useTranslate();
  const colors = useColors();
  const frame = useChartFrame(zone);
  const unit = unitSymbol(values.unit);
  const option = useMemo(() => valuesOptions(values, days, frame, unit), [values, days, frame, unit]);
  const key = (color: string, dashes?: string) => (
    <svg width={22} height={6} aria-hidden>
      <line x1={0} y1={3} x2={22} y2={3} stroke={color} strokeWidth={2} strokeDasharray={dashes} />
    </svg>
  );
  return (
    <>
      <DrawnChart option={option} height={240} label={translate('twin.values.label', { name: link.sensorName })} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 6, rowGap: 1, fontSize: 13, marginBlockStart: 2 }}>
        <Box component="span" sx={{ display: 'inline-flex', gap: 2, alignItems: 'center' }}>
          {key(colors.series)} {translate('twin.values.measured')}
        </Box>
        <Box component="span" sx={{ display: 'inline-flex', gap: 2, alignItems: 'center' }}>
          {key(colors.accent, '6 3')} {translate('twin.values.simulated')}
        </Box>
        <Box
          component={Link}
          to={`/sensors/${link.sensorId}/show`}
          sx={{ color: 'inherit', marginInlineStart: 'auto' }}
        >
          {link.sensorCode}
        </Box>
      </Box>
      {link.message !== null && (
        <Box component="p" sx={{ margin: 0, marginBlockStart: 2, fontSize: 13 }}>
          <FindingText about={{ ...link, displayUnit: link.unit, message: link.message }} zone={zone} />
        </Box>
      )}
    </>
  );
}
