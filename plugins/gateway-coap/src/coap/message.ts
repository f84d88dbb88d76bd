import type { CoapOption } from './options';

/** What datagrams and streams carry alike. */
export interface CoapMessage {
  code: number;
  /** 0 to 8 bytes. */
  token: Uint8Array;
  /** By number, ascending; equal numbers in the order they were sent. */
  options: CoapOption[];
  payload: Uint8Array;
}

export const NOTHING = new Uint8Array(0);
const PAYLOAD_MARKER = 0xff;
const HIGHEST_OPTION = 65_535;

/** A message that breaks the rules of its format. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

/**
 * Reads options and payload (RFC 7252, 3.1), up to the end of the bytes.
 * @throws {FormatError}
 */
export function readBody(bytes: Uint8Array): Pick<CoapMessage, 'options' | 'payload'> {
  const options: CoapOption[] = [];
  let number = 0;
  let at = 0;
  const extended = (nibble: number): number => {
    if (nibble < 13) return nibble;
    if (nibble === 15) throw new FormatError('An option uses the reserved 15');
    const size = nibble - 12;
    if (at + size > bytes.length) throw new FormatError('An option ends too early');
    const value =
      size === 1 ? (bytes[at] as number) + 13 : (((bytes[at] as number) << 8) | (bytes[at + 1] as number)) + 269;
    at += size;
    return value;
  };
  while (at < bytes.length) {
    const head = bytes[at++] as number;
    if (head === PAYLOAD_MARKER) {
      if (at === bytes.length) throw new FormatError('Nothing follows the payload marker');
      return { options, payload: bytes.subarray(at) };
    }
    number += extended(head >> 4);
    const length = extended(head & 0x0f);
    if (number > HIGHEST_OPTION) throw new FormatError('An option number beyond 65535');
    if (at + length > bytes.length) throw new FormatError('An option ends too early');
    options.push({ number, value: bytes.subarray(at, at + length) });
    at += length;
  }
  return { options, payload: NOTHING };
}

/** Writes options and payload. Options may be in any order. */
export function writeBody({ options, payload }: Pick<CoapMessage, 'options' | 'payload'>): Uint8Array {
  const parts: Uint8Array[] = [];
  let last = 0;
  for (const { number, value } of [...options].sort((a, b) => a.number - b.number)) {
    const [delta, deltaBytes] = nibble(number - last);
    const [length, lengthBytes] = nibble(value.length);
    parts.push(Uint8Array.of((delta << 4) | length, ...deltaBytes, ...lengthBytes), value);
    last = number;
  }
  if (payload.length > 0) parts.push(Uint8Array.of(PAYLOAD_MARKER), payload);
  return Buffer.concat(parts);
}

function nibble(value: number): [number, number[]] {
  if (value < 13) return [value, []];
  if (value < 269) return [13, [value - 13]];
  return [14, [(value - 269) >> 8, (value - 269) & 0xff]];
}
