import * as fc from 'fast-check';
import { BatchFormatError, decodeBatch, encodeBatch, shardOf } from './logged-batch';

const row = fc.tuple(
  fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  fc.integer({ min: 0, max: 4e12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 3, 4),
);
const entry = fc.record({
  tenantId: fc.nat(),
  deviceId: fc.uuid(),
  minute: fc.nat(),
  stored: fc.nat(),
  duplicate: fc.nat(),
  conflict: fc.nat(),
  late: fc.nat(),
  quarantined: fc.nat(),
});

describe('a batch in the log', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.array(row), fc.array(entry, { maxLength: 3 }), fc.nat(), (rows, ledger, receivedAt) => {
        const batch = {
          tenantIds: Int32Array.from(rows, ([tenant]) => tenant),
          sensorIds: Int32Array.from(rows, ([, sensor]) => sensor),
          times: Float64Array.from(rows, ([, , time]) => time),
          values: Float64Array.from(rows, ([, , , value]) => value),
          qualities: Int16Array.from(rows, ([, , , , quality]) => quality),
          receivedAt,
          ledger,
        };
        const bytes = encodeBatch(batch);
        const shifted = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
        expect(decodeBatch(shifted)).toEqual(batch);
      }),
    );
  });

  it('is refused when it is of another version or cut short', () => {
    const empty = { tenantIds: new Int32Array(1), sensorIds: new Int32Array(1), times: new Float64Array(1) };
    const bytes = encodeBatch({
      ...empty,
      values: new Float64Array(1),
      qualities: new Int16Array(1),
      receivedAt: 0,
      ledger: [],
    });
    expect(() => decodeBatch(bytes.subarray(0, 30))).toThrow(BatchFormatError);
    expect(() => decodeBatch(Buffer.alloc(4))).toThrow(BatchFormatError);
    expect(() => decodeBatch(Buffer.concat([Buffer.from([9]), bytes.subarray(1)]))).toThrow(BatchFormatError);
  });

  it('lies in one of four shards', () => {
    expect([1, 2, 3, 4, 2 ** 31 - 1].map(shardOf)).toEqual([1, 2, 3, 0, 3]);
  });
});
