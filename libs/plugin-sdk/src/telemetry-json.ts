import { MAX_READINGS, type QuarantineReason } from '@app/contracts';
import { parseIsoTime } from './iso-time';
import { isTooDeep } from './json-scan';
import { decodeUsualForm } from './telemetry-fast';
import type { TelemetryColumns, TelemetryFault } from './telemetry';

const MAX_NAME = 128;
const MAX_UNIT = 32;

/**
 * Reads the published telemetry format: `{"sensor_id", "value", "unit", "timestamp"?}`, singly or in an array.
 * Strict in what it uses: `value` is a finite JSON number (no numeric string, no `1e400`), `timestamp` has an offset.
 * Fields it does not know are ignored, so that devices may send more. One bad item spoils itself only.
 *
 * @param bytes - the message as it came, UTF-8
 * @returns columns; a message that cannot be read at all has no items and one fault with index -1
 */
export function decodeTelemetryJson(bytes: Uint8Array): TelemetryColumns {
  return decodeUsualForm(asBuffer(bytes)) ?? decodeAnyForm(bytes);
}

/** As {@link decodeTelemetryJson}, without a short way for the usual form: slower, and the measure of what is right. */
export function decodeAnyForm(bytes: Uint8Array): TelemetryColumns {
  if (isTooDeep(bytes)) return unreadable('too_deep', 'The message nests deeper than 20 levels');
  let body: unknown;
  try {
    body = JSON.parse(utf8.decode(bytes));
  } catch {
    return unreadable('unreadable', 'The message is no JSON text in UTF-8');
  }
  return columnsOf(body);
}

/** As {@link decodeTelemetryJson}, for a body that has been parsed already. */
export function columnsOf(body: unknown): TelemetryColumns {
  const items: unknown[] = Array.isArray(body) ? body : [body];
  if (items.length === 0) return unreadable('empty', 'The array holds no reading');
  if (items.length > MAX_READINGS) {
    return unreadable('too_many', `${items.length} readings in one message; send at most ${MAX_READINGS}`);
  }
  const count = items.length;
  const columns: TelemetryColumns = {
    count,
    sensors: Array.from<string>({ length: count }).fill(''),
    values: new Float64Array(count).fill(Number.NaN),
    units: Array.from<string>({ length: count }).fill(''),
    times: new Float64Array(count).fill(Number.NaN),
    faults: [],
  };
  for (let index = 0; index < count; index += 1) {
    const fault = readItem(items[index], index, columns);
    if (fault !== null) columns.faults.push(fault);
  }
  return columns;
}

/** Columns of a message that has no readable item. */
export function unreadable(reason: QuarantineReason, detail: string): TelemetryColumns {
  return {
    count: 0,
    sensors: [],
    values: new Float64Array(0),
    units: [],
    times: new Float64Array(0),
    faults: [{ index: -1, reason, detail }],
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Fatal: bytes that are no UTF-8 must not turn into other names. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function readItem(item: unknown, index: number, columns: TelemetryColumns): TelemetryFault | null {
  const fault = (reason: QuarantineReason, detail: string): TelemetryFault => ({ index, reason, detail });
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return fault('malformed', 'A reading is an object with sensor_id, value and unit');
  }
  const { sensor_id: sensor, value, unit, timestamp } = item as Record<string, unknown>;
  if (typeof sensor !== 'string' || sensor === '' || sensor.length > MAX_NAME) {
    return fault('bad_sensor', `sensor_id must be a text of 1 to ${MAX_NAME} characters`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return fault('bad_value', 'value must be a finite number, not a text, null or true');
  }
  if (unit === undefined || unit === null || unit === '') {
    return fault('missing_unit', 'unit is missing; units are never assumed');
  }
  if (typeof unit !== 'string' || unit.length > MAX_UNIT) {
    return fault('wrong_unit', `unit must be a text of at most ${MAX_UNIT} characters`);
  }
  if (timestamp !== undefined && timestamp !== null) {
    const time = typeof timestamp === 'string' ? parseIsoTime(timestamp) : Number.NaN;
    if (Number.isNaN(time)) {
      return fault('bad_time', 'timestamp must be ISO 8601 with Z or an offset: 2026-01-02T03:04:05Z');
    }
    columns.times[index] = time;
  }
  columns.sensors[index] = sensor;
  columns.values[index] = value;
  columns.units[index] = unit;
  return null;
}
