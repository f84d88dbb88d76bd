/** Deepest nesting of objects and arrays that is accepted. */
export const MAX_DEPTH = 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

function opens(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function closes(byte: number): boolean {
  return byte === 0x7d || byte === 0x5d;
}

/** Index just after the string that starts at `from`. */
function skipString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** True when a JSON text nests deeper than `limit`; looks at bytes only and needs no valid JSON. */
export function isTooDeep(bytes: Uint8Array, limit: number = MAX_DEPTH): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = skipString(bytes, at);
      continue;
    }
    if (opens(byte)) {
      depth += 1;
      if (depth > limit) return true;
    } else if (closes(byte)) depth -= 1;
    at += 1;
  }
  return false;
}

/**
 * Where the items of a JSON array lie in its bytes, so that one item can be kept exactly as it came: numbers that
 * overflow or lose digits when they are read are not written anew.
 * @returns one `[start, end)` an item; a text that is no array is one item
 */
export function itemSlices(bytes: Uint8Array): [number, number][] {
  const start = bytes.findIndex((byte) => byte > 0x20);
  if (start < 0 || bytes[start] !== 0x5b) return [[0, bytes.length]];
  const slices: [number, number][] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < bytes.length;) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = skipString(bytes, at);
      continue;
    }
    if (opens(byte)) depth += 1;
    else if (closes(byte)) depth -= 1;
    if ((depth === 1 && byte === COMMA) || depth === 0) {
      slices.push([from, at]);
      from = at + 1;
      if (depth === 0) break;
    }
    at += 1;
  }
  return slices;
}
