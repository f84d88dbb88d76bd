import { types } from 'node:util';
import { quarantineReasons } from '@app/contracts';
import {
  MAX_READINGS,
  type SubmitOptions,
  type TelemetryColumns,
  type TelemetryGroup,
  TelemetryMessage,
} from '@app/plugin-sdk';

/** Clocks of two processes of one machine hardly differ. */
const MOST_AHEAD_MS = 60_000;
/** Last time that a date can hold, Unix ms. */
const LAST_MS = 8.64e15;
const LONGEST_RAW = 8 * 1024 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws {TypeError} unless a message that a child hands in has the form that the SDK says: the pipeline trusts it */
export function asMessage(value: unknown): TelemetryMessage {
  const { columns, format, key, ...sent } = fieldsOf(value, 'A message');
  asSent(sent);
  demand(format === 'json' || format === 'opaque', 'format must be json or opaque');
  asColumns(columns);
  const { id, digest } = key === undefined ? { id: '', digest: '' } : fieldsOf(key, 'The key');
  demand(isShort(id) && isShort(digest), 'key must have an id and a digest');
  return value as TelemetryMessage;
}

/** What is asked of every message, alone or in a group. @throws {TypeError} */
function asSent({ deviceId, protocol, receivedAt, raw }: Record<string, unknown>): void {
  demand(typeof deviceId === 'string' && uuid.test(deviceId), 'deviceId must be a UUID');
  demand(typeof protocol === 'string' && /^[a-z][a-z0-9-]{0,31}$/.test(protocol), 'protocol must be a short name');
  // The pipeline takes it for the clock of the platform.
  const past = typeof receivedAt === 'number' && receivedAt >= 0 && receivedAt <= Date.now() + MOST_AHEAD_MS;
  demand(past, 'receivedAt must be a time that is not ahead');
  demand(types.isUint8Array(raw) && raw.length <= LONGEST_RAW, 'raw must be bytes, at most 8 MiB');
}

/** @throws {TypeError} unless it is a group as the SDK says */
export function asGroup(value: unknown): TelemetryGroup {
  const { deviceIds, protocol, receivedAt, columns, raws } = fieldsOf(value, 'A group');
  const { count, faults } = asColumns(columns);
  demand(faults.length === 0, 'a group has no faults: hand such messages in alone');
  demand(Array.isArray(deviceIds) && deviceIds.length === count, 'deviceIds must have a UUID for each message');
  demand(Array.isArray(raws) && raws.length === count, 'raws must have bytes for each message');
  let bytes = 0;
  for (let i = 0; i < count; i += 1) {
    const [deviceId, raw] = [(deviceIds as unknown[])[i], (raws as unknown[])[i]];
    asSent({ deviceId, protocol, receivedAt, raw });
    bytes += (raw as Uint8Array).length;
  }
  demand(bytes <= LONGEST_RAW, 'the messages of a group must have at most 8 MiB together');
  return value as TelemetryGroup;
}

/** @throws {TypeError} unless columns have the form that the SDK says */
export function asColumns(value: unknown): TelemetryColumns {
  const { count, sensors, values, units, times, faults } = fieldsOf(value, 'The columns');
  const whole = Number.isInteger(count) && (count as number) >= 0;
  demand(whole && (count as number) <= MAX_READINGS, `count must be 0 to ${MAX_READINGS}`);
  for (const [name, column] of Object.entries({ sensors, units })) {
    const texts = Array.isArray(column) && column.length === count && column.every((text) => isShort(text));
    demand(texts, `${name} must have a text of at most 200 characters for each reading`);
  }
  for (const [name, column] of Object.entries({ values, times })) {
    demand(types.isFloat64Array(column) && column.length === count, `${name} must have a number for each reading`);
  }
  demand((times as Float64Array).every(isTime), 'times must be whole milliseconds, or NaN');
  demand(Array.isArray(faults) && faults.every((fault) => isFault(fault, count as number)), 'faults are malformed');
  const places = new Set((faults as { index: number }[]).map(({ index }) => index));
  demand(places.size === (faults as unknown[]).length, 'each item has one fault at most');
  return value as TelemetryColumns;
}

/** Options of a hand-in, with nothing but what is known. */
export function asOptions(value: unknown): SubmitOptions {
  const { whenBusy, timeoutMs } = fieldsOf(value, 'The options');
  const options: SubmitOptions = { whenBusy: whenBusy === 'wait' ? 'wait' : 'refuse' };
  return typeof timeoutMs === 'number' && timeoutMs > 0 ? { ...options, timeoutMs } : options;
}

/** @throws {TypeError} unless it is a text */
export function asText(value: unknown, longest = 16_384): string {
  demand(typeof value === 'string' && value.length <= longest, `a text of at most ${longest} characters is needed`);
  return value as string;
}

/** @throws {TypeError} unless it is a finite number */
export function asNumber(value: unknown): number {
  demand(typeof value === 'number' && Number.isFinite(value), 'a number is needed');
  return value as number;
}

/** @throws {TypeError} unless it is bytes */
export function asBytes(value: unknown): Uint8Array {
  if (!types.isUint8Array(value)) throw new TypeError('bytes are needed');
  return value;
}

export function fieldsOf(value: unknown, what: string): Record<string, unknown> {
  demand(typeof value === 'object' && value !== null, `${what} must be an object`);
  return value as Record<string, unknown>;
}

function isTime(time: number): boolean {
  return Number.isNaN(time) || (Number.isInteger(time) && Math.abs(time) <= LAST_MS);
}

function isFault(fault: unknown, count: number): boolean {
  if (typeof fault !== 'object' || fault === null) return false;
  const { index, reason, detail } = fault as Record<string, unknown>;
  const isPlace = Number.isInteger(index) && (index as number) >= -1 && (index as number) < count;
  return isPlace && (quarantineReasons as readonly unknown[]).includes(reason) && typeof detail === 'string';
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 200;
}

function demand(condition: boolean, detail: string): void {
  if (!condition) throw new TypeError(detail);
}
