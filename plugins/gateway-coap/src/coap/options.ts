/** Option numbers of RFC 7252, 7641, 7959 and 9175. */
export const Option = {
  uriHost: 3,
  observe: 6,
  uriPort: 7,
  locationPath: 8,
  uriPath: 11,
  contentFormat: 12,
  maxAge: 14,
  uriQuery: 15,
  accept: 17,
  block2: 23,
  block1: 27,
  proxyUri: 35,
  proxyScheme: 39,
  size1: 60,
  requestTag: 292,
} as const;

export interface CoapOption {
  number: number;
  value: Uint8Array;
}

/** Options that requests may bring, how long they may be, and whether they may come again. */
const known: ReadonlyMap<number, { min: number; max: number; repeatable: boolean }> = new Map([
  [Option.uriHost, { min: 1, max: 255, repeatable: false }],
  [Option.observe, { min: 0, max: 3, repeatable: false }],
  [Option.uriPort, { min: 0, max: 2, repeatable: false }],
  [Option.uriPath, { min: 0, max: 255, repeatable: true }],
  [Option.contentFormat, { min: 0, max: 2, repeatable: false }],
  [Option.uriQuery, { min: 0, max: 255, repeatable: true }],
  [Option.accept, { min: 0, max: 2, repeatable: false }],
  [Option.block2, { min: 0, max: 3, repeatable: false }],
  [Option.block1, { min: 0, max: 3, repeatable: false }],
  [Option.proxyUri, { min: 1, max: 1_034, repeatable: false }],
  [Option.proxyScheme, { min: 1, max: 255, repeatable: false }],
  [Option.size1, { min: 0, max: 4, repeatable: false }],
  [Option.requestTag, { min: 0, max: 8, repeatable: true }],
]);

/**
 * The first option that a request must not have: it is critical, and unknown, of a wrong length, or given twice.
 * @returns null: there is none
 */
export function badOption(options: readonly CoapOption[]): number | null {
  let last = -1;
  for (const { number, value } of options) {
    const rule = known.get(number);
    const repeated = number === last;
    last = number;
    const critical = (number & 1) === 1;
    const fits =
      rule !== undefined && value.length >= rule.min && value.length <= rule.max && (rule.repeatable || !repeated);
    if (critical && !fits) return number;
  }
  return null;
}

/** The only value of an option, or the first; elective options of a wrong length count as not given. */
export function optionOf(options: readonly CoapOption[], number: number): Uint8Array | undefined {
  const found = options.find((option) => option.number === number);
  const rule = known.get(number);
  if (found === undefined || (rule !== undefined && found.value.length > rule.max)) return undefined;
  return found.value;
}

export function uintOption(options: readonly CoapOption[], number: number): number | undefined {
  const value = optionOf(options, number);
  return value === undefined || value.length > 4 ? undefined : readUint(value);
}

/** Values of a repeatable option as texts, in order; bytes that are no UTF-8 give null. */
export function textOptions(options: readonly CoapOption[], number: number): string[] | null {
  try {
    return options.filter((option) => option.number === number).map(({ value }) => utf8.decode(value));
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readUint(value: Uint8Array): number {
  let number = 0;
  for (const byte of value) number = number * 256 + byte;
  return number;
}

/** As short as possible; zero has no bytes (RFC 7252, 3.2). */
export function uintValue(number: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

export function textOption(number: number, text: string): CoapOption {
  return { number, value: Buffer.from(text) };
}

export function numberOption(number: number, value: number): CoapOption {
  return { number, value: uintValue(value) };
}
