/** Writes a value as CBOR (RFC 8949), for tests: integers and texts as short as possible, other numbers as doubles. */
export function encodeCbor(value: unknown): Uint8Array {
  return Buffer.concat(parts(value));
}

function parts(value: unknown): Uint8Array[] {
  if (value === null) return [Uint8Array.of(0xf6)];
  if (typeof value === 'boolean') return [Uint8Array.of(value ? 0xf5 : 0xf4)];
  if (typeof value === 'number') return [number(value)];
  if (typeof value === 'string') return [head(3, Buffer.byteLength(value)), Buffer.from(value)];
  if (value instanceof Uint8Array) return [head(2, value.length), value];
  if (Array.isArray(value)) return [head(4, value.length), ...value.flatMap(parts)];
  const entries = value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value as object);
  return [head(5, entries.length), ...entries.flat().flatMap(parts)];
}

function number(value: number): Uint8Array {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 32 && !Object.is(value, -0)) {
    return value < 0 ? head(1, -1 - value) : head(0, value);
  }
  const bytes = Buffer.alloc(9, 0xfb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(major: number, argument: number): Uint8Array {
  const first = major << 5;
  if (argument < 24) return Uint8Array.of(first | argument);
  if (argument < 256) return Uint8Array.of(first | 24, argument);
  const bytes = Buffer.alloc(5, first | 26);
  bytes.writeUInt32BE(argument, 1);
  return bytes;
}
