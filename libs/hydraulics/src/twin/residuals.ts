import type { TwinSnapshot } from './conditions';
import type { TwinModel } from './twin-model';

/** A measured value of an element of the network. */
export interface TwinMeasurement {
  /** Whatever the caller knows the instrument by. */
  readonly key: string;
  readonly quantity: 'pressure' | 'head' | 'flow' | 'level';
  /** A node for pressure, head and level, a link for flow. */
  readonly elementId: string;
  /** m for pressure, head and level, m3/h for flow (positive from the link's first node to its second). */
  readonly value: number;
}

/** A measurement beside what the twin has for it, same unit. */
export interface TwinResidual {
  readonly key: string;
  readonly measured: number;
  readonly modelled: number;
  /** measured - modelled */
  readonly residual: number;
}

/** Compares measurements with a solved moment. @throws {RangeError} for an element that the network has not */
export function residuals(
  twin: TwinModel,
  snapshot: TwinSnapshot,
  measurements: readonly TwinMeasurement[],
): TwinResidual[] {
  return measurements.map(({ key, quantity, elementId, value }) => {
    const modelled = modelledValue(twin, snapshot, quantity, elementId);
    return { key, measured: value, modelled, residual: value - modelled };
  });
}

function modelledValue(
  twin: TwinModel,
  { pressureM, headM, flowM3h }: TwinSnapshot,
  quantity: TwinMeasurement['quantity'],
  elementId: string,
): number {
  if (quantity === 'flow') return flowM3h[twin.linkIndex(elementId)] as number;
  // For a tank EPANET's pressure is the height of water above its bottom, that is its level.
  return (quantity === 'head' ? headM : pressureM)[twin.nodeIndex(elementId)] as number;
}
