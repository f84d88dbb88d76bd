import * as fc from 'fast-check';
import { metricOf } from '../test/metrics';
import { type Payload, PayloadError, decodePayload, encodePayload } from './payload';
import { numberOf, valueOf } from './values';

const INT8 = 1;
const INT32 = 3;
const INT64 = 4;
const UINT8 = 5;
const UINT64 = 8;
const FLOAT = 9;

describe('numberOf', () => {
  it.each([
    [INT8, { kind: 'int', value: 200 }, -56],
    [INT8, { kind: 'int', value: 0xffffffc8 }, -56],
    [INT8, { kind: 'int', value: 300 }, null],
    [INT8, { kind: 'int', value: 0xffffff00 }, null],
    [INT32, { kind: 'int', value: 0xffffffff }, -1],
    [INT32, { kind: 'long', value: 2n ** 64n - 5n }, -5],
    [INT64, { kind: 'long', value: 2n ** 64n - 5n }, -5],
    [UINT64, { kind: 'long', value: 2n ** 63n }, 2 ** 63],
    [UINT8, { kind: 'int', value: 256 }, null],
    [FLOAT, { kind: 'float', value: Number.NaN }, null],
    [FLOAT, { kind: 'int', value: 1 }, null],
    [11, { kind: 'boolean', value: true }, null],
    [0, { kind: 'int', value: 1 }, null],
  ] as const)('reads type %i in %j as %j', (datatype, value, expected) =>
    expect(numberOf(datatype, value)).toBe(expected),
  );

  it('reads what it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 300 })),
        (type, n) => {
          const value = valueOf(type, n);
          if (value !== null) expect(numberOf(type, value)).toBe(n);
        },
      ),
    );
    expect(valueOf(INT8, 128)).toBeNull();
    expect(valueOf(INT8, -128)).toEqual({ kind: 'int', value: 0xffffff80 });
    expect(valueOf(UINT8, -1)).toBeNull();
    expect(valueOf(INT32, 1.5)).toBeNull();
  });
});

describe('payloads', () => {
  const value = fc.oneof(
    fc.nat({ max: 0xffffffff }).map((n) => ({ kind: 'int' as const, value: n })),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => ({ kind: 'long' as const, value: n })),
    fc.double().map((n) => ({ kind: 'double' as const, value: n })),
    fc.float().map((n) => ({ kind: 'float' as const, value: n })),
    fc.boolean().map((on) => ({ kind: 'boolean' as const, value: on })),
    fc.constant({ kind: 'none' as const }),
  );
  const time = fc.option(fc.integer({ min: 0, max: 8.64e15 }));
  const metric = fc.record({
    name: fc.string({ unit: 'grapheme' }),
    alias: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    timestamp: time,
    datatype: fc.nat({ max: 34 }),
    isHistorical: fc.boolean(),
    isTransient: fc.boolean(),
    isNull: fc.boolean(),
    properties: fc.record({ unit: fc.constantFrom('', 'bar', 'm³/h'), quality: fc.constantFrom(null, 0, 192, 500) }),
    value,
  });
  const payload: fc.Arbitrary<Payload> = fc.record({
    timestamp: time,
    seq: fc.option(fc.nat({ max: 255 })),
    metrics: fc.array(metric, { maxLength: 4 }),
  });

  it('are read as they were written', () => {
    fc.assert(fc.property(payload, (sent) => expect(decodePayload(encodePayload(sent), 10)).toEqual(sent)));
  });

  it('that are damaged are read or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(payload, fc.nat(), fc.nat({ max: 255 }), (sent, place, byte) => {
        const bytes = encodePayload(sent);
        if (bytes.length > 0) bytes[place % bytes.length] = byte;
        for (const each of [bytes, bytes.subarray(0, place % (bytes.length + 1))]) {
          try {
            decodePayload(each, 10);
          } catch (error) {
            expect(error).toBeInstanceOf(PayloadError);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('may not have metrics without end', () => {
    const metrics = Array.from({ length: 11 }, () => metricOf({ name: 'a' }));
    expect(() => decodePayload(encodePayload({ timestamp: null, seq: 0, metrics }), 10)).toThrow(/over 10 metrics/);
  });
});
