import { isTooDeep } from '@app/plugin-sdk';
import { EventFault } from './network-event';

export type Json = Record<string, unknown>;

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_PAYLOAD = 1_024;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const FIRST_TIME = Date.UTC(2015, 0);
/** Clocks that are kept may differ by so much, ms. */
const CLOCK_SKEW_MS = 60_000;

/** @throws {EventFault} */
export function parseEvent(bytes: Uint8Array): Json {
  if (isTooDeep(bytes)) throw new EventFault('too-deep', 'The event nests deeper than 20 levels');
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new EventFault('unreadable', 'The event is no JSON text in UTF-8');
  }
  const event = objectIn(value);
  if (event === null) throw new EventFault('unreadable', 'The event is no JSON object');
  return event;
}

export function objectIn(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectIn).filter((each) => each !== null) : [];
}

/** A text that can be stored and shown; null: none, too long, or with control characters. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 500 && isPlain(value) ? value : null;
}

export function isPlain(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text);
}

/** Id of an order of ours; null: it is none. */
export function orderIn(value: unknown): string | null {
  return typeof value === 'string' && uuid.test(value) ? value : null;
}

/** Empty fields are left out by the network servers: 0. */
export function countIn(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 0;
}

export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** @throws {EventFault} */
export function euiIn(value: unknown): string {
  const eui = typeof value === 'string' ? value.toLowerCase() : '';
  if (!/^[0-9a-f]{16}$/.test(eui)) throw new EventFault('bad-eui', 'The event names no DevEUI of 16 hex digits');
  return eui;
}

/** @returns null when there is none @throws {EventFault} */
export function payloadIn(value: unknown): Uint8Array | null {
  if (value === undefined || value === null || value === '') return null;
  const isText = typeof value === 'string' && value.length % 4 === 0 && base64.test(value);
  if (!isText) throw new EventFault('bad-payload', 'The payload is no base64 text');
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length > MAX_PAYLOAD) throw new EventFault('oversized', `The payload has ${bytes.length} bytes`);
  return bytes;
}

/** RFC 3339 with up to nanoseconds as Unix ms; NaN: none, malformed, or of a clock that was not set. */
export function timeIn(value: unknown): number {
  if (typeof value !== 'string' || value.length > 40) return Number.NaN;
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/.exec(value);
  if (parts === null) return Number.NaN;
  const [, whole, fraction = '', zone] = parts;
  const ms = Date.parse(`${whole}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`);
  return ms >= FIRST_TIME ? ms : Number.NaN;
}

/** The earliest of some times, Unix ms; NaN: there is none. */
export function earliest(times: readonly number[]): number {
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? Number.NaN : Math.min(...known);
}

/**
 * When gateways heard it first, Unix ms; NaN: not told. The clock of a gateway that heard it after the network server did
 * is wrong; one that hands on what it heard long ago is right.
 * @param serverTime - when the network server received it, Unix ms; NaN: not told
 */
export function heardAt(times: readonly number[], serverTime: number): number {
  return earliest(times.filter((time) => !(time > serverTime + CLOCK_SKEW_MS)));
}

/** The strongest of some signals, dBm; null: there is none. */
export function strongest(signals: readonly (number | null)[]): number | null {
  const known = signals.filter((each): each is number => each !== null && each >= -200 && each <= 50);
  return known.length === 0 ? null : Math.max(...known);
}

export function percentIn(value: unknown): number | null {
  const percent = numberIn(value);
  return percent !== null && percent >= 0 && percent <= 100 ? percent : null;
}
