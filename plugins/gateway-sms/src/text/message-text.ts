import { fromSeptets, unpackSeptets } from './gsm-alphabet';

/** What the SMS centre means by data coding 0, its own default. */
export type DefaultAlphabet = 'gsm7' | 'gsm7-packed' | 'latin1';

/** How the characters of a message are written; `binary` is no text by itself. */
export type Alphabet = DefaultAlphabet | 'ucs2' | 'binary' | 'ascii';

/** @param dataCoding - SMPP `data_coding` (3.4, 5.2.19), or a GSM coding scheme */
export function alphabetOf(dataCoding: number, fallback: DefaultAlphabet): Alphabet {
  switch (dataCoding) {
    case 0:
      return fallback;
    case 1:
      return 'ascii';
    case 3:
      return 'latin1';
    case 2:
    case 4:
      return 'binary';
    case 8:
      return 'ucs2';
    default:
      break;
  }
  // GSM 03.38 general group 00xx: bits 3 and 2 are the alphabet; group 1111: bit 2.
  const group = dataCoding >> 4;
  const two = (dataCoding >> 2) & 0b11;
  if (group <= 3) return two === 2 ? 'ucs2' : two === 1 ? 'binary' : fallback;
  if (group === 0xe) return 'ucs2';
  if (group === 0xf) return (dataCoding & 0b100) === 0 ? fallback : 'binary';
  return fallback;
}

const utf16 = new TextDecoder('utf-16be');
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * @param headerBytes - length of the user data header that came before, for septets packed after it
 * @returns null for binary data that is no text in UTF-8
 */
export function decodeCharacters(bytes: Uint8Array, alphabet: Alphabet, headerBytes = 0): string | null {
  switch (alphabet) {
    case 'gsm7':
      return fromSeptets(bytes);
    case 'gsm7-packed':
      return fromSeptets(unpackSeptets(bytes, (7 - ((headerBytes * 8) % 7)) % 7)).replace(/@$/, '');
    case 'ascii':
      // Some centres call their own alphabet so. Text has no control characters, and GSM 03.38 has letters there.
      if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a && byte !== 0x0d)) return fromSeptets(bytes);
      return decodeCharacters(bytes, 'latin1');
    case 'ucs2':
      // An odd byte at the end is no character.
      return utf16.decode(bytes.subarray(0, bytes.length & ~1));
    case 'binary':
      try {
        return utf8.decode(bytes);
      } catch {
        return null;
      }
    default:
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}
