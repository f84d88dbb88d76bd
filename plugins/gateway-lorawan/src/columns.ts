import type { DecodedValue, TelemetryColumns } from '@app/plugin-sdk';
import { type Json, isPlain } from './json';

const MAX_VALUES = 1_000;
const MAX_DEPTH = 20;

/** @param time - of the message, Unix ms; NaN: time of arrival */
export function columnsOf(values: readonly DecodedValue[], time: number): TelemetryColumns {
  const columns: TelemetryColumns = {
    count: values.length,
    sensors: values.map(({ channel }) => channel),
    values: Float64Array.from(values, ({ value }) => value),
    units: values.map(({ unit }) => unit),
    times: Float64Array.from(values, (value) => Math.round(Number.isNaN(value.time) ? time : value.time)),
    faults: [],
  };
  for (const [index, value] of values.entries()) {
    if (Number.isFinite(value.value)) continue;
    columns.faults.push({ index, reason: 'bad_value', detail: `${value.channel} is ${value.value}` });
    columns.sensors[index] = '';
    columns.values[index] = Number.NaN;
  }
  return columns;
}

/** All numbers and truth values of an object that the network server has decoded; nested names are joined by dots. */
export function valuesOfObject(object: Json): DecodedValue[] {
  const values: DecodedValue[] = [];
  const collect = (value: unknown, path: string, depth: number): void => {
    if (values.length >= MAX_VALUES || path.length > 200 || depth > MAX_DEPTH || !isPlain(path)) return;
    if (typeof value === 'number' || typeof value === 'boolean') {
      values.push({ channel: path, value: Number(value), unit: '', time: Number.NaN });
    } else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) {
        collect(inner, path === '' ? name : `${path}.${name}`, depth + 1);
      }
    }
  };
  collect(object, '', 0);
  return values;
}
