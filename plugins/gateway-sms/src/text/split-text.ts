import { packSeptets, toSeptets } from './gsm-alphabet';
import type { DefaultAlphabet } from './message-text';

/** A text as the parts it is sent in. */
export interface SplitText {
  /** SMPP `data_coding`: 0 or 8. */
  dataCoding: 0 | 8;
  /** Bytes of each part without header. */
  parts: Uint8Array[];
}

const ESCAPE = 0x1b;
/** Length of the header of a part with an 8-bit reference, bytes. */
export const CONCAT_HEADER = 6;

/**
 * Splits a text for sending: 160 septets, or 153 a part; 70 UTF-16 units, or 67 a part. Neither an escape sequence nor
 * a surrogate pair is cut.
 * @param alphabet - what the SMS centre takes for its default
 */
export function splitText(text: string, alphabet: DefaultAlphabet): SplitText {
  const septets = toSeptets(text);
  if (septets === null) return { dataCoding: 8, parts: splitUnits(text).map(ucs2) };
  const cuts = splitSeptets(septets);
  if (alphabet === 'gsm7') return { dataCoding: 0, parts: cuts };
  if (alphabet === 'gsm7-packed') {
    const fill = cuts.length > 1 ? (7 - ((CONCAT_HEADER * 8) % 7)) % 7 : 0;
    return { dataCoding: 0, parts: cuts.map((cut) => packSeptets(cut, fill)) };
  }
  // The default is Latin-1: Greek letters and the euro sign are not in it.
  if (/[^\n\r\x20-\x7e\xa0-\xff]/.test(text)) return { dataCoding: 8, parts: splitUnits(text).map(ucs2) };
  const bytes = Buffer.from(text, 'latin1');
  return { dataCoding: 0, parts: pieces(bytes, bytes.length <= 140 ? 140 : 134, () => false) };
}

function splitSeptets(septets: Uint8Array): Uint8Array[] {
  return pieces(septets, septets.length <= 160 ? 160 : 153, (last) => last === ESCAPE);
}

function splitUnits(text: string): string[] {
  const most = text.length <= 70 ? 70 : 67;
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + most);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end -= 1;
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

function pieces(units: Uint8Array, most: number, mustNotEndWith: (unit: number) => boolean): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < units.length;) {
    let end = Math.min(units.length, at + most);
    if (end < units.length && mustNotEndWith(units[end - 1] as number)) end -= 1;
    found.push(units.slice(at, end));
    at = end;
  }
  return found;
}

function ucs2(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}
