import { Code, groupOf } from './codes';
import { type CoapMessage, FormatError, NOTHING, readBody, writeBody } from './message';

export const Type = { con: 0, non: 1, ack: 2, rst: 3 } as const;
export type MessageType = (typeof Type)[keyof typeof Type];

/** A message over UDP or DTLS (RFC 7252, 3). */
export interface Datagram extends CoapMessage {
  type: MessageType;
  /** 0 to 65535 */
  id: number;
}

/** What came out of reading a datagram. */
export type ParsedDatagram =
  | { ok: true; datagram: Datagram }
  /** @property reset - id of a confirmable message, which is to be answered by a reset; null: be silent */
  | { ok: false; reason: string; reset: number | null };

const HEADER = 4;
const VERSION = 1;
const MAX_TOKEN = 8;

/** Reads a datagram, strictly: what breaks a "must" of the format is not read. Never throws. */
export function parseDatagram(bytes: Uint8Array): ParsedDatagram {
  const [first, code, high, low] = bytes;
  if (first === undefined || code === undefined || high === undefined || low === undefined) {
    return { ok: false, reason: 'It is shorter than a header', reset: null };
  }
  if (first >> 6 !== VERSION) return { ok: false, reason: 'It is of another version', reset: null };
  const type = ((first >> 4) & 3) as MessageType;
  const id = (high << 8) | low;
  try {
    return { ok: true, datagram: { type, id, ...readMessage(bytes, first & 0x0f, code, type) } };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { ok: false, reason: error.message, reset: type === Type.con ? id : null };
  }
}

function readMessage(bytes: Uint8Array, tokenLength: number, code: number, type: MessageType): CoapMessage {
  const group = groupOf(code);
  if (tokenLength > MAX_TOKEN) throw new FormatError('The token length is reserved');
  if (group === 1 || group >= 6) throw new FormatError('The code is reserved');
  if (code === Code.empty) {
    if (tokenLength > 0 || bytes.length > HEADER) throw new FormatError('Something follows an empty message');
    if (type === Type.non) throw new FormatError('An empty message must be answerable');
    return { code, token: NOTHING, options: [], payload: NOTHING };
  }
  if (type === Type.rst) throw new FormatError('A reset must be empty');
  if (type === Type.ack && group === 0) throw new FormatError('A request cannot be an acknowledgement');
  if (HEADER + tokenLength > bytes.length) throw new FormatError('It ends within the token');
  const token = bytes.subarray(HEADER, HEADER + tokenLength);
  return { code, token, ...readBody(bytes.subarray(HEADER + tokenLength)) };
}

export function serialiseDatagram(datagram: Datagram): Buffer {
  const { type, id, code, token } = datagram;
  const header = Uint8Array.of((VERSION << 6) | (type << 4) | token.length, code, id >> 8, id & 0xff);
  return Buffer.concat([header, token, writeBody(datagram)]);
}

/** An acknowledgement or reset without content. */
export function emptyMessage(type: MessageType, id: number): Buffer {
  return serialiseDatagram({ type, id, code: Code.empty, token: NOTHING, options: [], payload: NOTHING });
}
