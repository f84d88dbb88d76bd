import type { EChartsCoreOption } from 'echarts/core';
import type { ChartFrame, Stretch } from './chart-axes';
import type { NightList, ZoneNight } from './types';

const DAY_MS = 86_400_000;

/** When a night is drawn: at its hour of least flow, else at the begin of its date. */
export function placeOf({ night, minimumAt }: Pick<ZoneNight, 'night' | 'minimumAt'>): number {
  return Date.parse(minimumAt ?? `${night}T00:00:00Z`);
}

/** Stretch of the nights, with room on both sides. */
export function stretchOf(nights: readonly ZoneNight[]): Stretch {
  const places = nights.map(placeOf);
  return { from: Math.min(...places) - DAY_MS / 2, to: Math.max(...places) + DAY_MS / 2 };
}

/** Net night flow with its baseline, the band up to the limit, nights that do not count, and leaks. */
export function nightOptions({ data, leaks }: NightList, frame: ChartFrame, unit: string): EChartsCoreOption {
  const { colors } = frame;
  const stretch = stretchOf(data);
  const at = (pick: (night: ZoneNight) => number | null) => data.map((night) => [placeOf(night), pick(night)]);
  const line = { type: 'line', symbol: 'none', connectNulls: false, silent: true };
  const counted = at(({ net, fault }) => (fault === null && net !== null ? net.value : null));
  const left = data.filter(({ net, fault }) => fault !== null && net !== null);
  const areas = leaks.map(({ beganAt, endedAt }) => [
    {
      xAxis: Math.max(stretch.from, Date.parse(beganAt)),
      itemStyle: { color: colors.priority.high, opacity: endedAt === null ? 0.14 : 0.08 },
    },
    { xAxis: endedAt === null ? stretch.to : Math.min(stretch.to, Date.parse(endedAt)) },
  ]);
  return {
    ...frame.base(stretch, unit),
    series: [
      {
        ...line,
        id: 'band-low',
        stack: 'band',
        stackStrategy: 'all',
        lineStyle: { opacity: 0 },
        data: at(({ baseline }) => baseline),
      },
      {
        ...line,
        id: 'band',
        stack: 'band',
        stackStrategy: 'all',
        lineStyle: { opacity: 0 },
        areaStyle: { color: colors.seriesSoft, opacity: 0.45 },
        data: at(({ baseline, limit }) => (baseline === null || limit === null ? null : limit - baseline)),
      },
      {
        ...line,
        id: 'baseline',
        lineStyle: { color: colors.textFaint, width: 1, type: [5, 4] },
        data: at(({ baseline }) => baseline),
      },
      {
        ...line,
        id: 'net',
        symbol: 'circle',
        symbolSize: 5,
        connectNulls: true,
        lineStyle: { color: colors.series, width: 1.5 },
        itemStyle: { color: colors.series },
        z: 3,
        data: counted,
        markArea: { silent: true, animation: false, data: areas },
      },
      {
        type: 'scatter',
        id: 'flagged',
        symbol: 'triangle',
        symbolSize: 9,
        silent: true,
        itemStyle: { color: colors.priority.high },
        z: 4,
        data: data
          .filter(({ flagged, fault }) => flagged && fault === null)
          .map((night) => [placeOf(night), night.net?.value]),
      },
      {
        type: 'scatter',
        id: 'left-out',
        symbol: 'emptyCircle',
        symbolSize: 6,
        silent: true,
        itemStyle: { color: colors.textFaint },
        data: left.map((night) => [placeOf(night), night.net?.value]),
      },
    ],
  };
}
