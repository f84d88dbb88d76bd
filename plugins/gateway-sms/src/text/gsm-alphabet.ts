/** GSM 03.38 (3GPP TS 23.038, 6.2.1): the default alphabet by septet. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const ESCAPE = 0x1b;
/** The extension table: what stands after an escape. */
const extended = new Map<number, string>([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

const codes = new Map<string, readonly number[]>([
  ...Array.from(BASIC, (char, code) => [char, [code]] as const).filter(([, [code]]) => code !== ESCAPE),
  ...Array.from(extended, ([code, char]) => [char, [ESCAPE, code]] as const),
]);

/**
 * Text as septets, one in each byte: the usual form in SMPP. Characters of the extension table take two.
 * @returns null when the text has characters that the alphabet does not
 */
export function toSeptets(text: string): Uint8Array | null {
  const septets: number[] = [];
  for (const char of text) {
    const code = codes.get(char);
    if (code === undefined) return null;
    septets.push(...code);
  }
  return Uint8Array.from(septets);
}

/**
 * @param septets - one in each byte; the highest bit is ignored
 * @returns text; an unknown extension reads as the character of the basic table, as the standard asks
 */
export function fromSeptets(septets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < septets.length; at += 1) {
    let code = (septets[at] as number) & 0x7f;
    if (code !== ESCAPE) {
      text += BASIC[code];
      continue;
    }
    at += 1;
    if (at >= septets.length) return text;
    code = (septets[at] as number) & 0x7f;
    text += extended.get(code) ?? (code === ESCAPE ? ' ' : BASIC[code]);
  }
  return text;
}

/**
 * Packs septets as they go over the air: eight in seven bytes, lowest bits first.
 * @param fillBits - bits to leave free at the start, 0..6, so that text after a header begins on a septet
 */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((septets.length * 7 + fillBits) / 8));
  let bit = fillBits;
  for (const septet of septets) {
    const at = bit >> 3;
    const shifted = (septet & 0x7f) << (bit & 7);
    bytes[at] = (bytes[at] as number) | (shifted & 0xff);
    if (shifted > 0xff) bytes[at + 1] = (bytes[at + 1] as number) | (shifted >> 8);
    bit += 7;
  }
  return bytes;
}

/**
 * Undoes {@link packSeptets}.
 * @param count - septets; default: as many as fit. Seven spare bits at the end cannot be told from an `@` otherwise
 */
export function unpackSeptets(bytes: Uint8Array, fillBits = 0, count?: number): Uint8Array {
  const room = Math.max(0, Math.floor((bytes.length * 8 - fillBits) / 7));
  const septets = new Uint8Array(Math.min(room, count ?? room));
  let bit = fillBits;
  for (let i = 0; i < septets.length; i += 1) {
    const at = bit >> 3;
    const pair = (bytes[at] as number) | ((bytes[at + 1] ?? 0) << 8);
    septets[i] = (pair >> (bit & 7)) & 0x7f;
    bit += 7;
  }
  return septets;
}
