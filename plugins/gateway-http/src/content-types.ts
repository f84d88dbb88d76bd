import {
  type MountedRequest,
  type TelemetryColumns,
  type TelemetryMessage,
  decodeSenmlCbor,
  decodeSenmlJson,
  decodeTelemetryCbor,
  decodeTelemetryJson,
} from '@app/plugin-sdk';
import { problems } from './problems';

/** Reads a body of some type as a whole. */
export interface WholeReader {
  /** @param now - Unix ms of arrival */
  decode: (bytes: Uint8Array, now: number) => TelemetryColumns;
  format: TelemetryMessage['format'];
}

/** How a body of some type is read; `lines`: piece by piece. */
export type Reader = 'lines' | WholeReader;

const senmlJson: WholeReader = { decode: decodeSenmlJson, format: 'opaque' };
const senmlCbor: WholeReader = { decode: decodeSenmlCbor, format: 'opaque' };
const cbor: WholeReader = { decode: decodeTelemetryCbor, format: 'opaque' };

const readers: Readonly<Record<string, Reader>> = {
  'application/json': { decode: decodeTelemetryJson, format: 'json' },
  'application/x-ndjson': 'lines',
  'application/jsonl': 'lines',
  'application/senml+json': senmlJson,
  'application/senml+cbor': senmlCbor,
  'application/cbor': cbor,
};

/** @throws {HttpProblem} 415 for a type that nobody reads */
export function readerOf({ headers }: MountedRequest): Reader {
  const given = headers['content-type'];
  const [type = ''] = typeof given === 'string' ? given.split(';', 1) : ['application/json'];
  const reader = readers[type.trim().toLowerCase()];
  if (reader === undefined) throw problems.wrongType();
  return reader;
}

/**
 * Reads a message that was kept as it came, whose type is not known any more. The forms are told apart by their fields:
 * SenML by its short names, in text or in CBOR; everything else that is CBOR is the published format.
 * @param receivedAt - Unix ms
 */
export function decodeKept(raw: Uint8Array, receivedAt: number): TelemetryColumns {
  const first = raw.find((byte) => byte > 0x20);
  if (first === 0x5b || first === 0x7b) return senmlJson.decode(raw, receivedAt);
  const asSenml = senmlCbor.decode(raw, receivedAt);
  const readable = asSenml.count > 0 && asSenml.faults.length < asSenml.count;
  return readable ? asSenml : cbor.decode(raw, receivedAt);
}
