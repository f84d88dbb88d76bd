import * as fc from 'fast-check';
import { Point } from './config';
import { planReads, registersOf } from './read-plan';
import { pointValue } from './values';

const point = (fields: object) => Point.parse({ channel: 'c', address: 0, ...fields });
const value = (hex: string, fields: object) => pointValue(point(fields), Buffer.from(hex, 'hex'));

describe('values of registers', () => {
  // 123456.789 as float32 is 47F12065; 0x00BC614E is 12,345,678.
  it.each([
    ['ABCD', '47f12065'],
    ['CDAB', '206547f1'],
    ['BADC', 'f1476520'],
    ['DCBA', '6520f147'],
  ])('in the order %s are a float', (order, hex) =>
    expect(value(hex, { type: 'float32', order })).toEqual({ kind: 'value', value: 123456.79 }),
  );

  it.each([
    ['uint16', 'fffe', 65_534],
    ['int16', 'fffe', -2],
    ['uint32', '00bc614e', 12_345_678],
    ['int32', 'ff439eb2', -12_345_678],
    ['float64', '40934a0000000000', 1_234.5],
  ])('of type %s', (type, hex, expected) => expect(value(hex, { type })).toEqual({ kind: 'value', value: expected }));

  it.each([{}, { bit: 3 }, { order: 'BADC' }, { order: 'DCBA' }])('of a coil are the coil, with %j too', (fields) => {
    const coil = point({ table: 'coil', type: 'bit', ...fields });
    const [group] = planReads({ points: [coil], maxRegisters: 125, maxBits: 2_000, maxGap: 8 });
    const registers = registersOf(coil, group as NonNullable<typeof group>, Buffer.from([1]));
    expect(pointValue(coil, registers)).toEqual({ kind: 'value', value: 1 });
  });

  it('of 64 bits turn all four words', () =>
    expect(value('000000004a004093', { type: 'float64', order: 'CDAB' })).toMatchObject({
      value: 1_234.5,
    }));

  it('are scaled without what binary fractions leave behind', () =>
    expect(value('0003', { scale: 0.1, offset: 1 })).toEqual({ kind: 'value', value: 1.3 }));

  it('that are sentinels, NaN or infinite are none', () => {
    expect(value('7fff', { type: 'int16', sentinels: [32_767] }).kind).toBe('none');
    expect(value('7fc00000', { type: 'float32' }).kind).toBe('nonsense');
    expect(value('7f800000', { type: 'float32' }).kind).toBe('nonsense');
    expect(value('7fefffffffffffff', { type: 'float64', scale: 10 }).kind).toBe('nonsense');
  });

  it('are bits of a register', () => {
    expect(value('0400', { type: 'bit', bit: 10 })).toEqual({ kind: 'value', value: 1 });
    expect(value('0400', { type: 'bit', bit: 9 })).toEqual({ kind: 'value', value: 0 });
  });
});

describe('points', () => {
  it.each([
    { address: 65_535, type: 'uint32' },
    { address: 40_001.5 },
    { address: -1 },
    { table: 'coil', type: 'uint16' },
    { order: 'ACBD' },
  ])('with faults are refused: %j', (fields) =>
    expect(Point.safeParse({ channel: 'c', address: 0, ...fields }).success).toBe(false),
  );
});

describe('the plan of requests', () => {
  const arbitrary = fc.record({
    channel: fc.constant('c'),
    table: fc.constantFrom('coil', 'discrete', 'holding', 'input'),
    address: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 65_000, max: 65_532 })),
    type: fc.constantFrom('int16', 'uint32', 'float64', 'bit'),
  });
  const points = fc
    .array(arbitrary, { minLength: 1, maxLength: 60 })
    .map((all) =>
      all.map(({ table, type, ...rest }) =>
        Point.parse({ ...rest, table, type: table === 'coil' || table === 'discrete' ? 'bit' : type }),
      ),
    );
  const limits = fc.record({
    maxRegisters: fc.integer({ min: 4, max: 125 }),
    maxBits: fc.integer({ min: 1, max: 2_000 }),
    maxGap: fc.integer({ min: 0, max: 20 }),
  });

  it('reads every point once, within the limits, and finds each in its answer', () => {
    fc.assert(
      fc.property(points, limits, (all, most) => {
        const groups = planReads({ points: all, ...most });
        expect(groups.flatMap((group) => group.points)).toHaveLength(all.length);
        for (const group of groups) {
          const bits = group.table === 'coil' || group.table === 'discrete';
          expect(group.count).toBeLessThanOrEqual(bits ? most.maxBits : most.maxRegisters);
          expect(group.address + group.count).toBeLessThanOrEqual(65_536);
          const data = Buffer.alloc(bits ? Math.ceil(group.count / 8) : group.count * 2);
          for (let at = 0; at + 1 < data.length; at += 2) data.writeUInt16BE(group.address + (at >> 1), at);
          for (const each of group.points) {
            const registers = registersOf(each, group, data);
            if (!bits) expect(registers.readUInt16BE(0)).toBe(each.address);
            expect(Number.isFinite(registers.readUInt16BE(0))).toBe(true);
          }
        }
      }),
    );
  });

  it('joins what is near and parts what is far', () => {
    const at = (...addresses: number[]) => addresses.map((address) => point({ address, type: 'float32' }));
    const plan = planReads({ points: at(0, 2, 10, 40, 120, 122), maxRegisters: 125, maxBits: 2_000, maxGap: 8 });
    expect(plan.map(({ address, count }) => [address, count])).toEqual([
      [0, 12],
      [40, 2],
      [120, 4],
    ]);
  });
});
