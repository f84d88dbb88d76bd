import { type Amount, SLOT_MS, type SlotSeries, amountOf } from './slots';

/** Flows of a zone over the same slots, m³/h. A null is one that the zone does not have. */
export interface ZoneFlows {
  inlets: SlotSeries;
  outlets: SlotSeries | null;
  /** Gain of what is stored in tanks. */
  storage: SlotSeries | null;
  /** What meters of customers say. */
  metered: SlotSeries | null;
}

/** The balance of one step: what came in, and where it went. Amounts in millilitres, whole numbers. */
export interface BalanceStep {
  /** Unix ms, end exclusive. */
  from: number;
  to: number;
  inflow: number;
  outflow: number;
  storage: number;
  metered: number;
  /** Inflow - outflow - storage gain - metered: consumption that is not metered, and losses. */
  residual: number;
  /** Least completeness of the parts, 0 to 1. Below 0.9 the step is incomplete; it is not scaled up. */
  completeness: number;
}

/**
 * Mass balance of a zone, step by step: `residual = inflow - outflow - dV/dt - metered`. Amounts are whole millilitres, so
 * that steps add up to days and days to months exactly.
 *
 * @param edges - begin of each step and end of the last, rising whole multiples of a slot
 */
export function massBalance({ inlets, outlets, storage, metered }: ZoneFlows, edges: readonly number[]): BalanceStep[] {
  const steps: BalanceStep[] = [];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1] as number;
    const within = (series: SlotSeries | null): Amount | null =>
      series === null
        ? null
        : amountOf(
            series,
            (from - series.from) / SLOT_MS,
            Math.min(series.values.length, (to - series.from) / SLOT_MS),
          );
    const parts = [inlets, outlets, storage, metered].map(within);
    const [inflow, outflow, gain, used] = parts.map((part) => part?.millilitres ?? 0) as [
      number,
      number,
      number,
      number,
    ];
    const completeness = Math.min(...parts.flatMap((part) => (part === null ? [] : [part.completeness])));
    const residual = inflow - outflow - gain - used;
    steps.push({ from, to, inflow, outflow, storage: gain, metered: used, residual, completeness });
  }
  return steps;
}

/** Several steps as one; completeness is weighted by time. */
export function mergeSteps(steps: readonly BalanceStep[]): BalanceStep | null {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  const total = (part: 'inflow' | 'outflow' | 'storage' | 'metered' | 'residual') =>
    steps.reduce((sum, step) => sum + step[part], 0);
  const time = steps.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    from: first.from,
    to: last.to,
    inflow: total('inflow'),
    outflow: total('outflow'),
    storage: total('storage'),
    metered: total('metered'),
    residual: total('residual'),
    completeness: steps.reduce((sum, { from, to, completeness }) => sum + completeness * (to - from), 0) / time,
  };
}
