import {
  type MountedRequest,
  type TelemetryColumns,
  type TelemetryMessage,
  decodeTelemetryJson,
} from '@app/plugin-sdk';
import { problems } from './problems';

/** Reads a body of some type as a whole. */
export interface WholeReader {
  decode: (bytes: Uint8Array) => TelemetryColumns;
  format: TelemetryMessage['format'];
}

/** How a body of some type is read; `lines`: piece by piece. */
export type Reader = 'lines' | WholeReader;

const json: WholeReader = { decode: decodeTelemetryJson, format: 'json' };

const readers: Readonly<Record<string, Reader>> = {
  'application/json': json,
  'application/x-ndjson': 'lines',
  'application/jsonl': 'lines',
};

/** @throws {HttpProblem} 415 for a type that nobody reads */
export function readerOf({ headers }: MountedRequest): Reader {
  const given = headers['content-type'];
  const [type = ''] = typeof given === 'string' ? given.split(';', 1) : ['application/json'];
  const reader = readers[type.trim().toLowerCase()];
  if (reader === undefined) throw problems.wrongType();
  return reader;
}
