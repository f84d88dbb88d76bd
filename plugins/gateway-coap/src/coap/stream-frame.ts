import { type CoapMessage, FormatError, readBody, writeBody } from './message';

/** What lies at the start of a stream's bytes. */
export type StreamFrame =
  | { state: 'incomplete' }
  /** @property length - bytes that the message took */
  | { state: 'complete'; message: CoapMessage; length: number };

const MAX_TOKEN = 8;

/**
 * Reads the message at the start of the bytes of a stream (RFC 8323, 3.2).
 * @param maxBytes - largest message
 * @throws {FormatError} also for one that announces more than `maxBytes`: nothing after it can be found
 */
export function readStreamFrame(bytes: Uint8Array, maxBytes: number): StreamFrame {
  const first = bytes[0];
  if (first === undefined) return { state: 'incomplete' };
  const tokenLength = first & 0x0f;
  if (tokenLength > MAX_TOKEN) throw new FormatError('The token length is reserved');
  const nibble = first >> 4;
  const extra = nibble < 13 ? 0 : 1 << (nibble - 13);
  if (bytes.length < 2 + extra) return { state: 'incomplete' };
  let size = nibble;
  if (extra > 0) {
    size = [13, 269, 65_805][nibble - 13] as number;
    let value = 0;
    for (let i = 1; i <= extra; i += 1) value = value * 256 + (bytes[i] as number);
    size += value;
  }
  const start = 2 + extra + tokenLength;
  const length = start + size;
  if (length > maxBytes) throw new FormatError(`A message of ${length} bytes; at most ${maxBytes} are read`);
  if (bytes.length < length) return { state: 'incomplete' };
  const message = {
    code: bytes[1 + extra] as number,
    token: bytes.subarray(2 + extra, start),
    ...readBody(bytes.subarray(start, length)),
  };
  return { state: 'complete', message, length };
}

export function writeStreamFrame(message: CoapMessage): Buffer {
  const body = writeBody(message);
  const [nibble, extended] = lengthOf(body.length);
  const head = Uint8Array.of((nibble << 4) | message.token.length, ...extended, message.code);
  return Buffer.concat([head, message.token, body]);
}

function lengthOf(size: number): [number, number[]] {
  const bytes = (value: number, count: number) =>
    Array.from({ length: count }, (_, i) => (value >>> (8 * (count - 1 - i))) & 0xff);
  if (size < 13) return [size, []];
  if (size < 269) return [13, bytes(size - 13, 1)];
  if (size < 65_805) return [14, bytes(size - 269, 2)];
  return [15, bytes(size - 65_805, 4)];
}
