import { quantileOf, sortedFinite } from './order';

/** Anomalies that are put into clean series to see what a model finds. */
export const injectedKinds = ['spike', 'shift', 'drift', 'stuck'] as const;
export type InjectedKind = (typeof injectedKinds)[number];

const HOUR_MS = 3_600_000;

/**
 * How long each lasts, ms (a spike: one reading), and how large it is as a share of the usual swing (from the 5 % to the
 * 95 % quantile): a shift and a drift stand for bursts and growing leaks, the others for faults of the instrument.
 */
export const injectedShapes: Readonly<Record<InjectedKind, { lastsMs: number; size: number }>> = {
  spike: { lastsMs: 0, size: 0.5 },
  shift: { lastsMs: 6 * HOUR_MS, size: 0.25 },
  drift: { lastsMs: 48 * HOUR_MS, size: 0.35 },
  stuck: { lastsMs: 12 * HOUR_MS, size: 0 },
};

/** Distance from the 5 % to the 95 % quantile. */
export function swingOf(values: Float64Array): number {
  const sorted = sortedFinite(values);
  return sorted.length === 0 ? 0 : quantileOf(sorted, 0.95) - quantileOf(sorted, 0.05);
}

/**
 * A copy of a series with one anomaly in it.
 * @param start - place of the first reading that is changed
 * @param sign - direction of the deviation
 * @param swing - of the clean series, in its unit
 * @returns the copy, and the place after the last reading that was changed
 */
export function withInjected(
  timesMs: Float64Array,
  values: Float64Array,
  kind: InjectedKind,
  start: number,
  sign: 1 | -1,
  swing: number,
): { values: Float64Array; end: number } {
  const { lastsMs, size } = injectedShapes[kind];
  const from = timesMs[start] as number;
  const copy = values.slice();
  let end = start;
  while (end < copy.length && (end === start || (timesMs[end] as number) < from + lastsMs)) {
    const share = lastsMs === 0 ? 1 : ((timesMs[end] as number) - from) / lastsMs;
    if (kind === 'stuck') copy[end] = values[start] as number;
    else copy[end] = (values[end] as number) + sign * size * swing * (kind === 'drift' ? share : 1);
    end += 1;
  }
  return { values: copy, end };
}
