import * as fc from 'fast-check';
import { fromSeptets, packSeptets, toSeptets, unpackSeptets } from './gsm-alphabet';
import { alphabetOf, decodeCharacters } from './message-text';

const basic = Array.from({ length: 128 }, (_, code) => code).filter((code) => code !== 0x1b);
const characters = [...basic.map((code) => fromSeptets(Uint8Array.of(code))), ...Array.from('^{}\\[~]|€\f')];
const gsmText = fc.array(fc.constantFrom(...characters), { maxLength: 200 }).map((chars) => chars.join(''));

describe('GSM 03.38', () => {
  it('has the characters of the standard where the standard has them', () => {
    expect(Buffer.from(toSeptets('@£$ΔΩ0AÄ§aü')!).toString('hex')).toBe('000102101530415b5f617e');
    expect(Buffer.from(toSeptets('€[]{}~|\\^')!).toString('hex')).toBe('1b651b3c1b3e1b281b291b3d1b401b2f1b14');
    expect(toSeptets('temperature 20 °C')).toBeNull();
    expect(toSeptets('سطح')).toBeNull();
  });

  it('packs as the published examples do', () => {
    expect(Buffer.from(packSeptets(toSeptets('hellohello')!)).toString('hex')).toBe('e8329bfd4697d9ec37');
    expect(Buffer.from(packSeptets(toSeptets('How are you?')!)).toString('hex')).toBe('c8f71d14969741f977fd07');
  });

  it('reads what it has written, packed or not, at every offset', () => {
    fc.assert(
      fc.property(gsmText, fc.integer({ min: 0, max: 6 }), (text, fill) => {
        const septets = toSeptets(text) as Uint8Array;
        expect(fromSeptets(septets)).toBe(text);
        expect(unpackSeptets(packSeptets(septets, fill), fill, septets.length)).toEqual(septets);
      }),
    );
  });

  it('reads any bytes to the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromSeptets(bytes).length).toBeLessThanOrEqual(bytes.length);
        expect(unpackSeptets(bytes).length).toBe(Math.floor((bytes.length * 8) / 7));
      }),
    );
    expect(fromSeptets(Uint8Array.of(0x41, 0x1b))).toBe('A');
    expect(fromSeptets(Uint8Array.of(0x1b, 0x41, 0x1b, 0x1b))).toBe('A ');
  });
});

describe('data coding', () => {
  it.each([
    [0, 'gsm7'],
    [1, 'ascii'],
    [3, 'latin1'],
    [4, 'binary'],
    [8, 'ucs2'],
    [0x18, 'ucs2'],
    [0xe0, 'ucs2'],
    [0xf0, 'gsm7'],
    [0xf4, 'binary'],
    [0xc0, 'gsm7'],
  ])('takes 0x%s for %s', (coding, alphabet) => {
    expect(alphabetOf(coding, 'gsm7')).toBe(alphabet);
  });

  it('reads each alphabet', () => {
    expect(decodeCharacters(Buffer.from('00480031', 'hex'), 'ucs2')).toBe('H1');
    expect(decodeCharacters(Buffer.from('00480031d8', 'hex'), 'ucs2')).toBe('H1');
    expect(decodeCharacters(Buffer.from('48e9', 'hex'), 'latin1')).toBe('Hé');
    expect(decodeCharacters(Buffer.from('Hé'), 'binary')).toBe('Hé');
    expect(decodeCharacters(Buffer.from('ff00', 'hex'), 'binary')).toBeNull();
    expect(decodeCharacters(Buffer.from('H1 [a]@\n'), 'ascii')).toBe('H1 [a]@\n');
    expect(decodeCharacters(toSeptets('[a]@') as Uint8Array, 'ascii')).toBe('[a]@');
    const septets = toSeptets('hello world');
    // After a header of six bytes the first septet begins with one bit of fill.
    expect(decodeCharacters(packSeptets(septets!, 1), 'gsm7-packed', 6)).toBe('hello world');
  });
});
