import type { Metric, MetricValue } from '../src/payload';

/** A metric for tests; fields left out say nothing. */
export function metricOf(fields: Partial<Metric>): Metric {
  return {
    name: '',
    alias: null,
    timestamp: null,
    datatype: 0,
    isHistorical: false,
    isTransient: false,
    isNull: false,
    properties: { unit: '', quality: null },
    value: { kind: 'none' },
    ...fields,
  };
}

export function double(value: number): MetricValue {
  return { kind: 'double', value };
}

export function long(value: bigint): MetricValue {
  return { kind: 'long', value };
}
