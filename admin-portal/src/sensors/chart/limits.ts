import type { Thresholds } from '../../data/types';
import type { ChartModel } from './chart-options';

/** The four alarm limits from the top down. */
export const LIMIT_NAMES = ['highHigh', 'high', 'low', 'lowLow'] as const satisfies readonly (keyof Thresholds)[];

/** The limits that are set, in shown units, with their labels. */
export function drawnLimits(
  thresholds: Thresholds | null,
  convert: (value: number) => number,
  label: (name: keyof Thresholds, shown: number) => string,
): ChartModel['limits'] {
  return LIMIT_NAMES.flatMap((name) => {
    const limit = thresholds?.[name];
    if (limit === null || limit === undefined) return [];
    const value = Math.round(convert(limit) * 1e6) / 1e6;
    return [{ name, value, label: label(name, value) }];
  });
}
