import { CborError, decodeCbor } from './cbor';
import type { TelemetryColumns } from './telemetry';
import { columnsOf, unreadable } from './telemetry-json';

/**
 * Reads the published telemetry format in CBOR: the same fields as in JSON. `timestamp` is a text with an offset, or a
 * time of CBOR (tag 0 or 1).
 * @returns as `decodeTelemetryJson`
 */
export function decodeTelemetryCbor(bytes: Uint8Array): TelemetryColumns {
  try {
    const body = decodeCbor(bytes);
    return columnsOf(Array.isArray(body) ? body.map(plain) : plain(body));
  } catch (error) {
    if (error instanceof CborError) return unreadable(error.reason, error.message);
    throw error;
  }
}

const fields = ['sensor_id', 'value', 'unit', 'timestamp'];

function plain(item: unknown): unknown {
  if (!(item instanceof Map)) return item;
  return Object.fromEntries(fields.map((field) => [field, scalar((item as Map<unknown, unknown>).get(field))]));
}

function scalar(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? Number(value) : value;
}
