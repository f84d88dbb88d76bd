import { useTheme } from '@mui/material/styles';
import { useMemo } from 'react';
import { intlTag } from '../i18n/languages';
import { useFormat } from '../i18n/use-format';
import { timeTicks } from '../sensors/chart/time-ticks';
import type { Palette } from '../theme/tokens';

const MOST_TICKS = 10;
/** Share of the axis at both ends that bears no label. */
const EDGE = 0.03;

/** Stretch of a time axis, Unix ms. */
export interface Stretch {
  from: number;
  to: number;
}

/** What charts of balances take from the page around them. */
export interface ChartFrame {
  colors: Palette;
  fontFamily: string;
  rtl: boolean;
  /** Parts of an ECharts option that all of these charts have. */
  base: (stretch: Stretch, unit: string) => Record<string, unknown>;
}

/** Axes and texts in the reader's language and the place's own time. */
export function useChartFrame(zone: string): ChartFrame {
  const { hydrant, typography, direction } = useTheme();
  const format = useFormat();
  return useMemo(() => {
    const { colors } = hydrant;
    const fontFamily = typography.fontFamily ?? 'sans-serif';
    const rtl = direction === 'rtl';
    const day = new Intl.DateTimeFormat(intlTag(format.locale), { day: 'numeric', month: 'short', timeZone: zone });
    return {
      colors,
      fontFamily,
      rtl,
      base: ({ from, to }, unit) => {
        const { times: all, isMidnight } = timeTicks({ from, to }, zone, MOST_TICKS);
        // A label at the very edge makes ECharts shrink an inverted axis to a fraction of its place.
        const edge = (to - from) * EDGE;
        const times = all.filter((time) => time - from > edge && to - time > edge);
        return {
          animation: false,
          textStyle: { fontFamily, fontSize: 12, color: colors.textMuted },
          aria: { enabled: false },
          grid: { left: 8, right: 16, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
          xAxis: {
            type: 'time',
            min: from,
            max: to,
            inverse: rtl,
            axisLine: { lineStyle: { color: colors.lineStrong } },
            axisTick: { lineStyle: { color: colors.lineStrong }, customValues: times },
            axisLabel: {
              color: colors.textMuted,
              hideOverlap: true,
              customValues: times,
              formatter: (time: number) => (isMidnight(time) ? day.format(time) : format.time(time, 'time', zone)),
            },
            splitLine: { show: false },
          },
          yAxis: {
            type: 'value',
            position: rtl ? 'right' : 'left',
            name: unit,
            nameLocation: 'end',
            nameGap: 10,
            nameTextStyle: { color: colors.textMuted, align: rtl ? 'right' : 'left' },
            axisLabel: {
              color: colors.textMuted,
              formatter: (value: number) => format.number(value, { maximumSignificantDigits: 6 }),
            },
            splitLine: { lineStyle: { color: colors.line } },
          },
          toolbox: { show: false },
        };
      },
    };
  }, [hydrant, typography, direction, format, zone]);
}
