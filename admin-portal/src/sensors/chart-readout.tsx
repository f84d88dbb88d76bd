import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import type { Readings } from '../data/types';
import { type Format, useFormat } from '../i18n/use-format';
import { summaryOf } from './chart/chart-series';
import { QUALITY } from './sensor';

interface Compared {
  name: string;
  readings: Readings;
  unit: string;
  convert: (value: number) => number;
}

export interface ChartReadoutProps {
  readings: Readings;
  unit: string;
  convert: (value: number) => number;
  /** Time under the pointer, ms; null: none. */
  hover: number | null;
  zone: string | null;
  compared: Compared | null;
}

/** Index of the entry closest to a time; -1 when there is none. Times ascend. */
export function nearest(times: readonly string[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(times[middle]) < time) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && time - Date.parse(times[low - 1]) < Date.parse(times[low]) - time) return low - 1;
  return times.length === 0 ? -1 : low;
}

/** A steady line above the chart: the values under the pointer, else lowest, mean and highest of what is shown. */
export function ChartReadout({ readings, unit, convert, hover, zone, compared }: ChartReadoutProps) {
  const translate = useTranslate();
  const format = useFormat();
  const summary = useMemo(() => summaryOf(readings), [readings]);
  const quantity = (value: number | null | undefined): string =>
    format.quantity(value === null || value === undefined ? null : convert(value), unit);
  const parts: [string, string][] = [];
  const at = hover === null ? -1 : nearest(readings.times, hover);
  if (at >= 0) {
    parts.push([format.time(readings.times[at], 'seconds', zone), quantity(readings.mean[at])]);
    if (readings.bucketS !== null) {
      parts.push([translate('sensors.chart.between'), `${quantity(readings.min[at])} – ${quantity(readings.max[at])}`]);
      parts.push([translate('sensors.chart.count'), format.number(readings.count[at])]);
    }
    parts.push([
      translate('sensors.chart.quality'),
      translate(`sensors.quality.${QUALITY[readings.quality[at] ?? 0] ?? 'good'}`),
    ]);
    const there = compared ? nearest(compared.readings.times, hover ?? 0) : -1;
    const value = compared?.readings.mean[there];
    if (compared && value !== null && value !== undefined)
      parts.push([compared.name, format.quantity(compared.convert(value), compared.unit)]);
  } else if (summary) {
    parts.push([translate('sensors.chart.lowest'), quantity(summary.min)]);
    parts.push([translate('sensors.chart.mean'), quantity(summary.mean)]);
    parts.push([translate('sensors.chart.highest'), quantity(summary.max)]);
    parts.push([translate('sensors.chart.readings'), format.number(summary.count)]);
    parts.push([
      translate('sensors.chart.resolution'),
      readings.bucketS === null
        ? translate('sensors.chart.raw')
        : translate('sensors.chart.bucket', { time: duration(readings.bucketS, format) }),
    ]);
  }
  return (
    <Box
      component="dl"
      sx={{
        margin: 0,
        marginBlockEnd: 2,
        display: 'flex',
        gap: 5,
        flexWrap: 'wrap',
        minBlockSize: 36,
        fontSize: 13,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {parts.map(([name, value]) => (
        <Box key={name}>
          <Box component="dt" sx={{ fontSize: 12, lineHeight: '16px', color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ margin: 0, fontWeight: 600 }}>
            <bdi>{value}</bdi>
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function duration(seconds: number, format: Format): string {
  const [value, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3600
        ? [seconds / 60, 'minute']
        : seconds < 86_400
          ? [seconds / 3600, 'hour']
          : [seconds / 86_400, 'day'];
  return format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
}
