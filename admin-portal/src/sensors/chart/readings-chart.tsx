import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import { useTranslate } from 'ra-core';
import { lazy, type Ref, Suspense, useMemo } from 'react';
import { useFormat } from '../../i18n/use-format';
import { intlTag } from '../../i18n/languages';
import { type ChartLook, type ChartModel, chartOptions } from './chart-options';
import type { ChartHandle, EChartProps } from './echart';
import { timeTicks } from './time-ticks';

/** Most places on the time axis; what overlaps is left out. */
const MOST_TICKS = 12;

const Drawn = lazy(async () => ({ default: (await import('./echart')).EChart }));

export interface ReadingsChartProps extends Omit<EChartProps, 'option' | 'ref'> {
  model: ChartModel;
  /** Zone of the place (IANA); null: the reader's own. */
  zone: string | null;
  chartRef?: Ref<ChartHandle>;
}

/** Draws readings with limits and alarms in the product's look. ECharts is fetched when the first chart is shown. */
export function ReadingsChart({ model, zone, chartRef, height, ...rest }: ReadingsChartProps) {
  const look = useChartLook(zone);
  const option = useMemo(() => chartOptions(model, look), [model, look]);
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={height} />}>
      <Drawn {...rest} ref={chartRef} height={height} option={option} />
    </Suspense>
  );
}

function useChartLook(zone: string | null): ChartLook {
  const { hydrant, typography, direction } = useTheme();
  const format = useFormat();
  const translate = useTranslate();
  return useMemo(
    () => ({
      colors: hydrant.colors,
      fontFamily: typography.fontFamily ?? 'sans-serif',
      rtl: direction === 'rtl',
      ticks: (window) => {
        const { times, stepMs, isMidnight } = timeTicks(window, zone, MOST_TICKS);
        const day = new Intl.DateTimeFormat(intlTag(format.locale), {
          day: 'numeric',
          month: 'short',
          timeZone: zone ?? undefined,
        });
        return {
          times,
          label: (time) =>
            isMidnight(time) ? day.format(time) : format.time(time, stepMs < 60_000 ? 'seconds' : 'time', zone),
        };
      },
      value: (value) => format.number(value, { maximumSignificantDigits: 6 }),
      texts: {
        doubtful: translate('sensors.chart.doubtful'),
        band: translate('sensors.chart.band'),
        gap: translate('sensors.chart.gap'),
        course: translate('sensors.course.band'),
      },
    }),
    [hydrant, typography, direction, format, translate, zone],
  );
}
