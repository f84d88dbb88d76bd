import type { EChartsCoreOption } from 'echarts/core';
import type { ChartFrame } from '../balance/chart-axes';
import type { TwinValues } from './types';

/** Farthest standard deviation that is not marked. */
const CONSPICUOUS = 5;

/** Measured and calculated values, and the moments at which they are far apart. */
export function valuesOptions(values: TwinValues, days: number, frame: ChartFrame, unit: string): EChartsCoreOption {
  const { colors } = frame;
  const times = values.times.map((time) => Date.parse(time));
  const to = times.at(-1) ?? Date.now();
  const points = (list: readonly (number | null)[]) => times.map((time, index) => [time, list[index] ?? null]);
  const line = { type: 'line', symbol: 'none', connectNulls: false, silent: true };
  const base = frame.base({ from: Math.max(times[0] ?? to, to - days * 86_400_000), to }, unit);
  return {
    ...base,
    // Differences are small beside the values: the axis need not begin at 0.
    yAxis: { ...(base['yAxis'] as object), scale: true },
    series: [
      {
        ...line,
        id: 'simulated',
        lineStyle: { color: colors.accent, width: 1.5, type: [6, 3] },
        data: points(values.simulated),
      },
      { ...line, id: 'measured', lineStyle: { color: colors.series, width: 1.5 }, z: 3, data: points(values.measured) },
      {
        type: 'scatter',
        id: 'conspicuous',
        symbol: 'triangle',
        symbolSize: 8,
        silent: true,
        itemStyle: { color: colors.priority.high },
        z: 4,
        data: times.flatMap((time, index) =>
          Math.abs(values.z[index] ?? 0) >= CONSPICUOUS ? [[time, values.measured[index] ?? null]] : [],
        ),
      },
    ],
  };
}
