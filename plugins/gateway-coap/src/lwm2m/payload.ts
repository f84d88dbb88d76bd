import {
  CborError,
  type TelemetryColumns,
  columnsOfSenmlPack,
  decodeCbor,
  decodeSenmlCbor,
  decodeSenmlJson,
  unreadable,
} from '@app/plugin-sdk';
import { Format } from '../coap/codes';
import { TlvError, readTlv, tlvNumber } from './tlv';

/** Content formats that devices of LwM2M 1.0 used before the numbers were registered. */
const OLD_TLV = 1_542;
const OLD_JSON = 1_543;
const MAX_BYTES = 65_536;
const numeral = /^[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?$/;

/**
 * Reads what a LwM2M device says of a path: one value as text or CBOR, or several as TLV, SenML or LwM2M JSON. Channels
 * are full paths (`/3303/0/5700`); units are those of the channels, unless the payload names them.
 *
 * @param format - undefined: told by the bytes, for clients that leave it out
 * @param path - segments of the path
 * @returns null: the format is not known
 */
export function decodeLwm2mPayload(
  payload: Uint8Array,
  format: number | undefined,
  path: readonly string[],
  now: number,
): TelemetryColumns | null {
  if (payload.length > MAX_BYTES) return unreadable('oversized', 'The payload is too large');
  switch (format ?? guess(payload)) {
    case Format.text:
      return numbers([{ path: `/${path.join('/')}`, value: numberOf(payload) }]);
    case Format.cbor:
      return fromCbor(payload, path);
    case Format.senmlJson:
      return decodeSenmlJson(payload, now);
    case Format.senmlCbor:
      return decodeSenmlCbor(payload, now);
    case Format.lwm2mJson:
    case OLD_JSON:
      return fromJson(payload, path, now);
    case Format.lwm2mTlv:
    case OLD_TLV:
      return fromTlv(payload, path);
    default:
      return null;
  }
}

function guess(payload: Uint8Array): number {
  if (!Number.isNaN(numberOf(payload))) return Format.text;
  if (payload[0] === 0x5b) return Format.senmlJson;
  return payload[0] === 0x7b ? Format.lwm2mJson : Format.lwm2mTlv;
}

function numberOf(payload: Uint8Array): number {
  if (payload.length > 70) return Number.NaN;
  const text = Buffer.from(payload).toString('latin1').trim();
  return numeral.test(text) ? Number(text) : Number.NaN;
}

function fromCbor(payload: Uint8Array, path: readonly string[]): TelemetryColumns {
  try {
    const value = decodeCbor(payload);
    return numbers([{ path: `/${path.join('/')}`, value: typeof value === 'number' ? value : Number.NaN }]);
  } catch (error) {
    if (error instanceof CborError) return unreadable(error.reason, error.message);
    throw error;
  }
}

function fromTlv(payload: Uint8Array, path: readonly string[]): TelemetryColumns {
  try {
    return numbers(readTlv(payload, path).map((value) => ({ path: value.path, value: tlvNumber(value) })));
  } catch (error) {
    if (error instanceof TlvError) return unreadable('unreadable', `The payload is no TLV: ${error.message}`);
    throw error;
  }
}

/** LwM2M JSON (content format 11543) is an early form of SenML: its names of values are other ones. */
function fromJson(payload: Uint8Array, path: readonly string[], now: number): TelemetryColumns {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return unreadable('unreadable', 'The payload is no JSON text in UTF-8');
  }
  if (typeof body !== 'object' || body === null || !Array.isArray((body as { e?: unknown }).e)) {
    return unreadable('malformed', 'The payload has no array "e"');
  }
  const { bn = `/${path.join('/')}`, bt, e } = body as { bn?: unknown; bt?: unknown; e: unknown[] };
  const single = typeof bn === 'string' && e.length === 1 && !hasName(e[0]);
  const entries = e.map((entry) => (typeof entry === 'object' && entry !== null ? renamed(entry) : entry));
  // The base of a single value is its whole path; that of several ends with a slash, or should.
  const base = typeof bn === 'string' && !single && !bn.endsWith('/') ? `${bn}/` : bn;
  return columnsOfSenmlPack([{ bn: base, ...(bt !== undefined && { bt }) }, ...entries], now);
}

function hasName(entry: unknown): boolean {
  const name = (entry as { n?: unknown } | null)?.n;
  return name !== undefined && name !== '';
}

function renamed(entry: object): object {
  const { n = '', t, v, sv, bv, ov } = entry as Record<string, unknown>;
  const record = { n, t, v, vs: sv, vb: bv, vlo: ov };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** Columns of values without times and units. NaN: the value is no number. */
function numbers(items: { path: string; value: number }[]): TelemetryColumns {
  if (items.length === 0) return unreadable('empty', 'The payload holds no value');
  const fine = ({ value }: { value: number }) => Number.isFinite(value);
  return {
    count: items.length,
    sensors: items.map((item) => (fine(item) ? item.path : '')),
    values: Float64Array.from(items, (item) => (fine(item) ? item.value : Number.NaN)),
    units: items.map(() => ''),
    times: new Float64Array(items.length).fill(Number.NaN),
    faults: items.flatMap((item, index) =>
      fine(item) ? [] : [{ index, reason: 'bad_value' as const, detail: `${item.path} holds no number` }],
    ),
  };
}
