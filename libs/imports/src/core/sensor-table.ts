import { type Quantity, quantities } from '@app/kernel';

/** Several sensors have this code. */
export const AMBIGUOUS = -2;
/** No sensor has this name. */
export const UNKNOWN = -1;

/** A sensor that an import may write to. */
export interface ImportSensor {
  tenantId: number;
  /** Internal number, the key of readings. */
  number: number;
  /** UUID */
  id: string;
  code: string;
  quantity: Quantity;
  /** Canonical units; null where none is set. */
  rangeMin: number | null;
  rangeMax: number | null;
  /** Time of the newest reading that is shown, Unix ms; null without one. */
  latestMs: number | null;
}

/**
 * All sensors that an import may write to, in columns, ascending by tenant and number: the order of the key of readings.
 * It goes to a thread as it is.
 */
export interface SensorTable {
  count: number;
  tenants: Int32Array;
  numbers: Int32Array;
  /** Places in the kernel's list of quantities. */
  quantities: Uint8Array;
  /** Infinite where none is set. */
  rangeMin: Float64Array;
  rangeMax: Float64Array;
  /** Infinite where nothing is shown: then nothing is to be shown by an import either. */
  latestMs: Float64Array;
  codes: string[];
  /** Places by UUID and by code; {@link AMBIGUOUS} for a code that several have. */
  places: Map<string, number>;
}

export function sensorTable(sensors: readonly ImportSensor[]): SensorTable {
  const rows = [...sensors].sort((a, b) => a.tenantId - b.tenantId || a.number - b.number);
  const places = new Map<string, number>();
  rows.forEach(({ id, code }, place) => {
    places.set(id, place);
    places.set(code, places.has(code) ? AMBIGUOUS : place);
  });
  return {
    count: rows.length,
    tenants: Int32Array.from(rows, ({ tenantId }) => tenantId),
    numbers: Int32Array.from(rows, ({ number }) => number),
    quantities: Uint8Array.from(rows, ({ quantity }) => quantities.indexOf(quantity)),
    rangeMin: Float64Array.from(rows, ({ rangeMin }) => rangeMin ?? Number.NEGATIVE_INFINITY),
    rangeMax: Float64Array.from(rows, ({ rangeMax }) => rangeMax ?? Number.POSITIVE_INFINITY),
    latestMs: Float64Array.from(rows, ({ latestMs }) => latestMs ?? Number.POSITIVE_INFINITY),
    codes: rows.map(({ code }) => code),
    places,
  };
}
