import type { InpNetwork, InpValve } from '../network';
import { flowFactorToM3h, lengthFactorToM, pressureFactorToM } from '../units';

/** What numbers of a network are multiplied by to become m3/h and m. */
export interface MetricFactors {
  readonly flow: number;
  readonly length: number;
  readonly pressure: number;
  /** From an emitter coefficient of the file to m3/h at one metre. */
  readonly emitter: number;
}

/** Factors of a network's units. */
export function metricFactors({ options }: Pick<InpNetwork, 'options'>): MetricFactors {
  const flow = flowFactorToM3h(options.flowUnits);
  const pressure = pressureFactorToM(options);
  return {
    flow,
    length: lengthFactorToM(options.flowUnits),
    pressure,
    emitter: flow / pressure ** options.emitterExponent,
  };
}

/** Factor of a valve's setting. */
export function settingToMetric(kind: InpValve['kind'], { flow, pressure }: MetricFactors): number {
  if (kind === 'PRV' || kind === 'PSV' || kind === 'PBV') return pressure;
  return kind === 'FCV' ? flow : 1;
}
