import { array, assert, integer, property, string } from 'fast-check';
import { decodeCursor, encodeCursor } from './live-cursor';

describe('live cursor', () => {
  it('reads back what it wrote', () => {
    const sequence = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    assert(
      property(array(sequence, { minLength: 1, maxLength: 16 }), sequence, (readings, alerts) => {
        expect(decodeCursor(encodeCursor({ readings, alerts }), readings.length)).toEqual({ readings, alerts });
      }),
    );
  });

  it('refuses everything else', () => {
    assert(property(string(), (text) => decodeCursor(text, 4) === null || encodeCursor(decodeCursor(text, 4)!) !== ''));
    expect(decodeCursor(encodeCursor({ readings: [1, 2], alerts: 3 }), 4)).toBeNull();
    expect(decodeCursor(Buffer.from('1.-2.3').toString('base64url'), 2)).toBeNull();
    expect(decodeCursor(Buffer.from('1.x.3').toString('base64url'), 2)).toBeNull();
  });
});
