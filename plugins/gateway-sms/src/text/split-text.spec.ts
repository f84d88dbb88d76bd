import * as fc from 'fast-check';
import { fromSeptets, toSeptets } from './gsm-alphabet';
import { decodeCharacters } from './message-text';
import { splitText } from './split-text';

describe('splitText', () => {
  it.each([
    ['a', 160, 1],
    ['a', 161, 2],
    ['a', 306, 2],
    ['a', 307, 3],
    ['€', 80, 1],
    ['€', 81, 2],
    ['ع', 70, 1],
    ['ع', 71, 2],
    ['ع', 134, 2],
    ['ع', 135, 3],
  ])('sends %s %d times in %d parts', (char, count, parts) => {
    expect(splitText(char.repeat(count), 'gsm7').parts).toHaveLength(parts);
  });

  it('cuts neither escapes nor pairs, and loses nothing', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom('a', '€', '[', 'Ω'), { maxLength: 500 }).map((chars) => chars.join('')),
      fc.array(fc.constantFrom('a', '💧', 'ع'), { maxLength: 300 }).map((chars) => chars.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const { dataCoding, parts } = splitText(given, 'gsm7');
        const limit = dataCoding === 0 ? [160, 153] : [140, 134];
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit[parts.length > 1 ? 1 : 0] as number);
        const read = parts.map((part) => decodeCharacters(part, dataCoding === 0 ? 'gsm7' : 'ucs2')).join('');
        expect(read).toBe(given);
        expect(dataCoding).toBe(toSeptets(given) === null ? 8 : 0);
      }),
    );
  });

  it('keeps to the alphabet of the centre', () => {
    expect(splitText('è', 'gsm7').parts).toEqual([Uint8Array.of(4)]);
    expect([...(splitText('è', 'latin1').parts[0] as Uint8Array)]).toEqual([0xe8]);
    expect(splitText('Ω', 'latin1').dataCoding).toBe(8);
    expect(fromSeptets(splitText('L', 'gsm7').parts[0] as Uint8Array)).toBe('L');
    expect(splitText('12345678', 'gsm7-packed').parts[0]).toHaveLength(7);
  });
});
