import { crc16 } from './crc16';
import { type Framer, INCOMPLETE } from './framing';

/**
 * A binary frame, all numbers with the high byte first:
 *
 *     0  2  A5 5A
 *     2  1  version, 1
 *     3  1  type
 *     4  4  sequence
 *     8  2  length of the payload
 *    10  n  payload
 *  10+n  2  CRC-16/MODBUS of bytes 2 to 9+n
 */
export interface BinaryFrame {
  type: number;
  /** Chosen by whoever asks; the answer has the same. */
  sequence: number;
  payload: Buffer;
}

export const frameType = {
  login: 0x01,
  json: 0x02,
  compact: 0x03,
  ack: 0x04,
  nack: 0x05,
  ping: 0x06,
  pong: 0x07,
  command: 0x08,
  commandResult: 0x09,
} as const;

export const MAGIC = Buffer.from([0xa5, 0x5a]);
const VERSION = 1;
const HEAD = 10;
const TAIL = 2;

/** Finds frames in a stream; what lies between them is skipped. */
export const nextBinaryFrame: Framer<BinaryFrame> = (bytes, maxBytes) => {
  const start = startOf(bytes);
  if (start > 0) return { kind: 'resync', used: start, reason: 'noise' };
  // The marks may stand in noise: skipping these two bytes lets the search go on behind them.
  const skip = (reason: string) => ({ kind: 'resync', used: MAGIC.length, reason }) as const;
  if (bytes.length > 2 && bytes[2] !== VERSION) return skip('bad-version');
  if (bytes.length < HEAD) return INCOMPLETE;
  const length = bytes.readUInt16BE(8);
  if (length > maxBytes) return skip('oversized');
  const end = HEAD + length;
  if (bytes.length < end + TAIL) return INCOMPLETE;
  if (bytes.readUInt16BE(end) !== crc16(bytes.subarray(2, end))) return skip('bad-crc');
  const frame = {
    type: bytes.readUInt8(3),
    sequence: bytes.readUInt32BE(4),
    payload: Buffer.from(bytes.subarray(HEAD, end)),
  };
  return { kind: 'frame', frame, used: end + TAIL };
};

/** Where the first mark stands, or may stand once more has arrived. */
function startOf(bytes: Buffer): number {
  const at = bytes.indexOf(MAGIC);
  if (at >= 0) return at;
  return bytes.at(-1) === MAGIC[0] ? bytes.length - 1 : bytes.length;
}

/** @throws {RangeError} when the payload is over 65,535 bytes */
export function encodeBinaryFrame({ type, sequence, payload }: BinaryFrame): Buffer {
  const bytes = Buffer.alloc(HEAD + payload.length + TAIL);
  MAGIC.copy(bytes);
  bytes.writeUInt8(VERSION, 2);
  bytes.writeUInt8(type, 3);
  bytes.writeUInt32BE(sequence, 4);
  bytes.writeUInt16BE(payload.length, 8);
  payload.copy(bytes, HEAD);
  bytes.writeUInt16BE(crc16(bytes.subarray(2, HEAD + payload.length)), HEAD + payload.length);
  return bytes;
}
