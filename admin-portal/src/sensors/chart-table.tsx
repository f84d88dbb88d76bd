import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { QuantityText } from '../components/quantity';
import { LocalTime } from '../components/time-ago';
import type { Readings } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { QUALITY } from './sensor';

export interface ChartTableProps {
  readings: Readings;
  unit: string;
  convert: (value: number) => number;
  zone: string | null;
  name: string;
}

/** The chart's data as a table, newest first: for reading aloud and for copying. */
export function ChartTable({ readings, unit, convert, zone, name }: ChartTableProps) {
  const translate = useTranslate();
  const format = useFormat();
  const rows = useMemo(() => readings.times.map((_, index) => index).toReversed(), [readings]);
  const value = (column: readonly (number | null)[]) => (index: number) => {
    const canonical = column[index];
    return <QuantityText value={canonical === null ? null : convert(canonical)} unit={unit} />;
  };
  const bucketed = readings.bucketS !== null;
  const columns: Column<number>[] = [
    {
      key: 'time',
      label: 'sensors.field.time',
      render: (index) => <LocalTime time={readings.times[index]} zone={zone} style="full" />,
    },
    {
      key: 'mean',
      label: bucketed ? 'sensors.chart.mean' : 'sensors.field.value',
      align: 'end',
      render: value(readings.mean),
    },
    ...(bucketed
      ? [
          {
            key: 'min',
            label: 'sensors.chart.lowest',
            align: 'end' as const,
            from: 'sm' as const,
            render: value(readings.min),
          },
          {
            key: 'max',
            label: 'sensors.chart.highest',
            align: 'end' as const,
            from: 'sm' as const,
            render: value(readings.max),
          },
          {
            key: 'count',
            label: 'sensors.chart.count',
            align: 'end' as const,
            from: 'md' as const,
            render: (index: number) => format.number(readings.count[index]),
          },
        ]
      : []),
    {
      key: 'quality',
      label: 'sensors.chart.quality',
      render: (index) => translate(`sensors.quality.${QUALITY[readings.quality[index] ?? 0] ?? 'good'}`),
    },
  ];
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={translate('sensors.chart.table_label', { name })}
      sx={{ maxBlockSize: 360, overflow: 'auto', marginInline: -4 }}
    >
      <DataTable label={translate('sensors.chart.table_label', { name })} columns={columns} rows={rows} idOf={String} />
    </Box>
  );
}
