import type { TelemetryColumns, TelemetryFault } from '@app/plugin-sdk';
import type { Metric } from './payload';
import { isNumeric, numberOf } from './values';

const MAX_NAME = 128;
const MAX_UNIT = 32;
const GOOD = 192;

/**
 * Whether a metric carries a reading: a number that is there and is meant to be kept. Switches, texts, and what nodes say
 * about themselves are none.
 */
export function isReading({ name, datatype, isNull, isTransient, value }: Metric): boolean {
  if (isNull || isTransient || value.kind === 'none' || !isNumeric(datatype)) return false;
  return name !== 'bdSeq' && !name.startsWith('Node Control/') && !name.startsWith('Device Control/');
}

/**
 * Readings of metrics that have their names and types.
 * @param metrics - all are readings, and no more than one message may have
 * @param time - of those that have none of their own, Unix ms
 */
export function columnsOfMetrics(metrics: readonly Metric[], time: number | null): TelemetryColumns {
  const faults: TelemetryFault[] = [];
  const columns: TelemetryColumns = {
    count: metrics.length,
    sensors: metrics.map(() => ''),
    values: new Float64Array(metrics.length).fill(Number.NaN),
    units: metrics.map(() => ''),
    times: new Float64Array(metrics.length).fill(Number.NaN),
    faults,
  };
  metrics.forEach((metric, index) => {
    const value = numberOf(metric.datatype, metric.value);
    const fault = faultOf(metric, value);
    if (fault !== null || value === null) {
      faults.push({ index, ...(fault ?? DOES_NOT_FIT) });
      return;
    }
    columns.sensors[index] = metric.name;
    columns.values[index] = value;
    columns.units[index] = metric.properties.unit;
    columns.times[index] = metric.timestamp ?? time ?? Number.NaN;
  });
  return columns;
}

const DOES_NOT_FIT = { reason: 'bad_value', detail: 'The value does not fit the type of its metric' } as const;

function faultOf({ name, properties }: Metric, value: number | null): Omit<TelemetryFault, 'index'> | null {
  if (name === '' || name.length > MAX_NAME || name.includes('\0')) {
    return { reason: 'bad_sensor', detail: `The name of a metric must be a text of 1 to ${MAX_NAME} characters` };
  }
  const { quality, unit } = properties;
  if (quality !== null && quality !== GOOD) {
    return { reason: 'bad_value', detail: `The node gives the value the quality ${quality}, and only ${GOOD} is good` };
  }
  if (value === null) return DOES_NOT_FIT;
  if (unit.length > MAX_UNIT) {
    return { reason: 'wrong_unit', detail: `engUnit must be a text of at most ${MAX_UNIT} characters` };
  }
  return null;
}
