import * as fc from 'fast-check';
import { encodeCbor as encode } from '../test/encode-cbor';
import { CborError, decodeCbor } from './cbor';
import { decodeTelemetryCbor } from './telemetry-cbor';

const fault = (hex: string): string => {
  try {
    decodeCbor(Buffer.from(hex, 'hex'));
  } catch (error) {
    if (error instanceof CborError) return error.reason;
    throw error;
  }
  return 'none';
};

describe('decodeCbor', () => {
  it('reads back what was written, cut or not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(), (value, cut) => {
        const bytes = encode(value);
        expect(Buffer.from(encode(decodeCbor(bytes)))).toEqual(Buffer.from(bytes));
        if (bytes.length > 1) expect(() => decodeCbor(bytes.subarray(0, cut % bytes.length))).toThrow(CborError);
      }),
    );
  });

  it.each([
    ['00', 0],
    ['1818', 24],
    ['1903e8', 1_000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
    ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
    ['3903e7', -1_000],
    ['f98000', -0],
    ['f93c00', 1],
    ['f97bff', 65_504],
    ['fa7f7fffff', 3.4028234663852886e38],
    ['fb7e37e43c8800759c', 1e300],
    ['f90001', 5.960464477539063e-8],
    ['f90400', 0.00006103515625],
    ['f97c00', Number.POSITIVE_INFINITY],
    ['f97e00', Number.NaN],
    ['f9fc00', Number.NEGATIVE_INFINITY],
    ['f5', true],
    ['f6', null],
    ['f7', undefined],
    ['c074323031332d30332d32315432303a30343a30305a', new Date('2013-03-21T20:04:00Z')],
    ['c11a514b67b0', new Date('2013-03-21T20:04:00Z')],
    ['c1fb41d452d9ec200000', new Date('2013-03-21T20:04:00.500Z')],
    ['4401020304', Uint8Array.of(1, 2, 3, 4)],
    ['62c3bc', '\u00fc'],
    ['64f0908591', '\ud800\udd51'],
    ['83018202039f0405ff', [1, [2, 3], [4, 5]]],
    [
      'bf61610161629f0203ffff',
      new Map<string, unknown>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
    ],
  ])('reads the example %s of RFC 8949', (hex, value) => expect(decodeCbor(Buffer.from(hex, 'hex'))).toEqual(value));

  it.each([
    ['', 'unreadable'],
    ['ff', 'unreadable'],
    ['8101ff', 'unreadable'],
    ['9f01', 'unreadable'],
    ['0000', 'unreadable'],
    ['1c', 'unreadable'],
    ['5f41004100ff', 'unreadable'],
    ['9bffffffffffffffff', 'unreadable'],
    ['bb7fffffffffffffff', 'unreadable'],
    ['5bffffffffffffffff00', 'unreadable'],
    ['c2f6', 'unreadable'],
    ['c1f97c00', 'unreadable'],
    ['c48201f93c00', 'none'],
    ['c401', 'unreadable'],
    ['a1810001', 'unreadable'],
    ['62c328', 'unreadable'],
    ['f820', 'unreadable'],
    ['c4820161', 'unreadable'],
    ['a201010102', 'unreadable'],
    [`${'81'.repeat(20)}00`, 'none'],
    [`${'81'.repeat(21)}00`, 'too_deep'],
    ['81'.repeat(60_000), 'too_deep'],
    ['c6'.repeat(60_000), 'too_deep'],
    ['9f'.repeat(60_000), 'too_deep'],
    ['bf'.repeat(60_000), 'too_deep'],
  ])('takes %.40s as %s', (hex, reason) => expect(fault(hex)).toBe(reason));

  it('throws its own error only, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        try {
          decodeCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CborError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('decodeTelemetryCbor', () => {
  const time = Date.UTC(2026, 0, 2, 3, 4, 5);

  it('reads what python3-cbor2 wrote: times as texts and as numbers, decimal fractions', () => {
    const columns = decodeTelemetryCbor(
      Buffer.from(
        '82a46973656e736f725f696461416576616c7565fb3ff800000000000064756e6974636261726974696d657374616d70c074323032362d30312d30325430333a30343a30355aa46973656e736f725f696461426576616c7565c48220181964756e6974616d6974696d657374616d7074323032362d30312d30325430333a30343a30355a',
        'hex',
      ),
    );
    expect(columns).toMatchObject({ count: 2, sensors: ['A', 'B'], units: ['bar', 'm'], faults: [] });
    expect([[...columns.values], [...columns.times]]).toEqual([
      [1.5, 2.5],
      [time, time],
    ]);
    const one = decodeTelemetryCbor(
      Buffer.from('a46973656e736f725f696461416576616c75650264756e6974636261726974696d657374616d70c11a695735a5', 'hex'),
    );
    expect([...one.times]).toEqual([time]);
  });

  it('refuses what is no such message, and a bad item alone', () => {
    expect(decodeTelemetryCbor(Buffer.from('ff', 'hex'))).toMatchObject({ faults: [{ index: -1 }] });
    expect(decodeTelemetryCbor(encode([{ sensor_id: 'A', value: Number.NaN, unit: 'm' }, 7]))).toMatchObject({
      faults: [
        { index: 0, reason: 'bad_value' },
        { index: 1, reason: 'malformed' },
      ],
    });
  });
});
