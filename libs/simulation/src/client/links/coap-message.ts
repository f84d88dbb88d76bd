/** Types of CoAP messages (RFC 7252, 3). */
export const coapType = { con: 0, non: 1, ack: 2, rst: 3 } as const;

/** Numbers of options that are used here. */
export const coapOption = { uriPath: 11, contentFormat: 12, maxAge: 14, block1: 27 } as const;

export interface CoapMessage {
  readonly type: number;
  /** `0x02` POST, `0x44` 2.04 Changed; 0: empty */
  readonly code: number;
  readonly id: number;
  readonly token: Buffer;
  /** Ascending by number. */
  readonly options: readonly (readonly [number: number, value: Buffer])[];
  readonly payload: Buffer;
}

export function encodeCoap({ type, code, id, token, options, payload }: CoapMessage): Buffer {
  const parts = [Buffer.from([0x40 | (type << 4) | token.length, code, id >> 8, id & 0xff]), token];
  let before = 0;
  for (const [number, value] of options) {
    const [delta, deltaMore] = nibble(number - before);
    const [length, lengthMore] = nibble(value.length);
    parts.push(Buffer.from([(delta << 4) | length]), deltaMore, lengthMore, value);
    before = number;
  }
  if (payload.length > 0) parts.push(Buffer.from([0xff]), payload);
  return Buffer.concat(parts);
}

/** @returns null for what is no CoAP message */
export function decodeCoap(bytes: Buffer): CoapMessage | null {
  const tokenLength = (bytes[0] ?? 0) & 0x0f;
  if (bytes.length < 4 + tokenLength || (bytes[0] as number) >> 6 !== 1 || tokenLength > 8) return null;
  const options: [number, Buffer][] = [];
  let at = 4 + tokenLength;
  let number = 0;
  const extended = (short: number): number => {
    if (short < 13) return short;
    const size = short === 13 ? 1 : 2;
    const value = at + size <= bytes.length ? bytes.readUIntBE(at, size) + (size === 1 ? 13 : 269) : Number.NaN;
    at += size;
    return value;
  };
  while (at < bytes.length && bytes[at] !== 0xff) {
    const head = bytes[at] as number;
    at += 1;
    number += extended(head >> 4);
    const length = extended(head & 0x0f);
    if (!(at + length <= bytes.length)) return null;
    options.push([number, bytes.subarray(at, at + length)]);
    at += length;
  }
  return {
    type: ((bytes[0] as number) >> 4) & 0b11,
    code: bytes[1] as number,
    id: bytes.readUInt16BE(2),
    token: bytes.subarray(4, 4 + tokenLength),
    options,
    payload: bytes.subarray(at + 1),
  };
}

/** A whole number as few bytes as it takes. */
export function uintBytes(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from(bytes);
}

function nibble(value: number): [number, Buffer] {
  if (value < 13) return [value, Buffer.alloc(0)];
  if (value < 269) return [13, Buffer.from([value - 13])];
  return [14, Buffer.from([(value - 269) >> 8, (value - 269) & 0xff])];
}
