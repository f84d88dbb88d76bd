import type { Readings } from '../data/types';
import { QUALITY } from './sensor';

/** The chart's data as rows of a file: raw readings, or one row a bucket. Values in the shown unit. */
export function csvRows(
  readings: Readings,
  unit: string,
  convert: (value: number) => number,
): (string | number | null)[][] {
  const shown = (value: number | null): number | null =>
    value === null ? null : Math.round(convert(value) * 1e6) / 1e6;
  const quality = (code: number | null): string => QUALITY[code ?? 0] ?? String(code);
  if (readings.bucketS === null) {
    return [
      ['time', 'value', 'unit', 'quality'],
      ...readings.times.map((time, index) => [
        time,
        shown(readings.mean[index]),
        unit,
        quality(readings.quality[index]),
      ]),
    ];
  }
  return [
    ['time', 'mean', 'min', 'max', 'unit', 'worst_quality', 'count', 'bucket_s'],
    ...readings.times.map((time, index) => [
      time,
      shown(readings.mean[index]),
      shown(readings.min[index]),
      shown(readings.max[index]),
      unit,
      quality(readings.quality[index]),
      readings.count[index],
      readings.bucketS,
    ]),
  ];
}
