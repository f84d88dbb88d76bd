import * as fc from 'fast-check';
import { encodeCbor as encode } from '../test/encode-cbor';
import { columnsOfSenmlPack, decodeSenmlCbor, decodeSenmlJson } from './senml';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const json = (pack: unknown) => decodeSenmlJson(Buffer.from(JSON.stringify(pack)), NOW);
const cbor = (hex: string) => decodeSenmlCbor(Buffer.from(hex, 'hex'), NOW);
const whole = (pack: unknown) => json(pack).faults.find(({ index }) => index === -1);

describe('SenML in JSON', () => {
  it('resolves names, times, units and values over the pack', () => {
    const columns = json([
      { bn: '/3323/0/', bt: 1_276_020_076, bu: 'kPa', bv: 100, bver: 5, n: '5700', v: 1.5 },
      { n: '5700', t: -60, v: 2 },
      { bn: 'b/', n: 'temp', u: 'Cel', t: 1.5, v: -95.5 },
    ]);
    expect(columns).toMatchObject({
      count: 3,
      sensors: ['/3323/0/5700', '/3323/0/5700', 'b/temp'],
      units: ['kPa', 'kPa', 'Cel'],
      faults: [],
    });
    expect([...columns.values]).toEqual([101.5, 102, 4.5]);
    expect([...columns.times]).toEqual([1_276_020_076_000, 1_276_020_016_000, 1_276_020_077_500]);
  });

  it('reads times below 2^28 as relative to the arrival, and leaves them open where there is none', () => {
    const columns = json([
      { n: 'a', v: 1 },
      { n: 'a', t: -3_600, v: 2 },
      { bt: -10, n: 'a', v: 3 },
      { n: 'a', t: 10, v: 4 },
    ]);
    expect([...columns.times]).toEqual([Number.NaN, NOW - 3_600_000, NOW - 10_000, Number.NaN]);
  });

  it('leaves the unit to the channel where none is given, and spells those of the registry as we do', () => {
    const units = ['%RH', '/', 'l', 'l/s', 'm3/s', 'pH'].map((u) => ({ n: 'a', u, v: 1 }));
    expect(json([{ n: 'a', v: 1 }, ...units]).units).toEqual(['', '%', '1', 'L', 'L/s', 'm3/s', 'pH']);
  });

  it('knows that C is coulomb and F is farad', () => {
    for (const u of ['C', 'F']) {
      expect(json([{ n: 'a', u, v: 1 }]).faults).toEqual([expect.objectContaining({ index: 0, reason: 'wrong_unit' })]);
    }
  });

  it('records that only set base fields are no items; the base value alone is a value', () => {
    expect(
      json([
        { bn: 'x/', bu: 'm' },
        { n: 'a', v: 1 },
      ]),
    ).toMatchObject({ count: 1, sensors: ['x/a'] });
    expect([...json([{ bv: 7 }, { n: 'a' }]).values]).toEqual([7]);
  });

  it.each([
    [{ n: 'a' }, 'bad_value'],
    [{ n: 'a', vs: 'open' }, 'bad_value'],
    [{ n: 'a', vb: true }, 'bad_value'],
    [{ n: 'a', vd: 'aGk' }, 'bad_value'],
    [{ n: 'a', vlo: '3:0' }, 'bad_value'],
    [{ n: 'a', s: 5 }, 'bad_value'],
    [{ n: 'a', v: '1' }, 'bad_value'],
    [{ n: 'a', v: null }, 'bad_value'],
    [{ n: 'a', v: 1, vs: 'x' }, 'malformed'],
    [{ v: 1 }, 'bad_sensor'],
    [{ n: 7, v: 1 }, 'bad_sensor'],
    [{ n: '_a', v: 1 }, 'bad_sensor'],
    [{ n: 'a b', v: 1 }, 'bad_sensor'],
    [{ n: 'x'.repeat(129), v: 1 }, 'bad_sensor'],
    [{ n: 'a', u: 5, v: 1 }, 'wrong_unit'],
    [{ n: 'a', t: 'now', v: 1 }, 'bad_time'],
    [{ n: 'a', t: 1e300, v: 1 }, 'bad_time'],
  ])('a record %j spoils itself only, as %s', (record, reason) => {
    const columns = json([{ n: 'ok', v: 1 }, record, { n: 'ok', v: 2 }]);
    expect(columns).toMatchObject({ count: 3, sensors: ['ok', '', 'ok'] });
    expect(columns.faults).toEqual([expect.objectContaining({ index: 1, reason })]);
  });

  it('keeps a number that overflows aside', () => {
    const columns = decodeSenmlJson(Buffer.from('[{"n":"a","v":1e400}]'), NOW);
    expect(columns.faults).toEqual([expect.objectContaining({ index: 0, reason: 'bad_value' })]);
  });

  it.each([
    [{}, 'malformed'],
    [[], 'empty'],
    [[{ bn: 'a' }], 'empty'],
    [[1], 'malformed'],
    [[{ n: 'a', v: 1, foo_: 1 }], 'malformed'],
    [[{ bver: 11, n: 'a', v: 1 }], 'unreadable'],
    [[{ bver: 1.5, n: 'a', v: 1 }], 'malformed'],
    [[{ bn: 5, n: 'a', v: 1 }], 'malformed'],
    [[{ bt: '0', n: 'a', v: 1 }], 'malformed'],
    [Array.from({ length: 5_001 }, () => ({ n: 'a', v: 1 })), 'too_many'],
    [JSON.parse(`${'['.repeat(21)}${']'.repeat(21)}`), 'too_deep'],
  ])('refuses the whole pack %#', (pack, reason) => expect(whole(pack)).toMatchObject({ reason }));

  it('refuses what is no JSON in UTF-8', () => {
    for (const bytes of [Buffer.from('[{'), Buffer.alloc(0), Buffer.from([0x22, 0xff, 0x22])]) {
      expect(decodeSenmlJson(bytes, NOW)).toMatchObject({ count: 0, faults: [{ index: -1, reason: 'unreadable' }] });
    }
  });

  it('ignores labels it does not know, and does not touch prototypes', () => {
    expect(json([{ n: 'a', v: 1, foo: 2 }])).toMatchObject({ count: 1, faults: [] });
    const bytes = Buffer.from('[{"n":"a","__proto__":{"v":1}}]');
    expect(decodeSenmlJson(bytes, NOW)).toMatchObject({ count: 0, faults: [{ index: -1 }] });
  });
});

/** Written by python3-cbor2. */
const packOfCbor2 =
  '84a721781c75726e3a6465763a6f773a313065323037336130313038303036333a22fb41d303a15b00106223614120050067766f6c7461676501615602fb405e066666666666a3006763757272656e74062402fb3ff3333333333333a3006763757272656e74062302fb3ff4cccccccccccda2006763757272656e7402fb3ffb333333333333';
const kindsOfCbor2 =
  '87a300616101616d02c48221196ab3a2006162021b0020000000000002a200616302f97e00a200616402f97c00a200616504f5a2006166036178a200616708427a7a';

describe('SenML in CBOR', () => {
  it('reads a pack that another program wrote', () => {
    const columns = cbor(packOfCbor2);
    const name = 'urn:dev:ow:10e2073a01080063:';
    expect(columns.sensors).toEqual(['voltage', 'current', 'current', 'current'].map((n) => name + n));
    expect(columns.units).toEqual(['V', 'A', 'A', 'A']);
    expect([...columns.values]).toEqual([120.1, 1.2, 1.3, 1.7]);
    expect([...columns.times]).toEqual([0, -5_000, -4_000, 0].map((ms) => 1_276_020_076_001 + ms));
  });

  it('reads decimal fractions and large integers, and keeps what is no number aside', () => {
    const columns = cbor(kindsOfCbor2);
    expect([...columns.values].slice(0, 2)).toEqual([273.15, 2 ** 53 + 2]);
    expect(columns.faults.map(({ index, reason }) => [index, reason])).toEqual(
      [2, 3, 4, 5, 6].map((index) => [index, 'bad_value']),
    );
  });

  it('refuses unknown labels that must be understood, and ignores others', () => {
    expect(cbor('81a3006161020164666f6f5f01').faults).toEqual([expect.objectContaining({ index: -1 })]);
    expect(cbor('81a3006161020163666f6f01')).toMatchObject({ count: 1, faults: [] });
  });

  it('reads lengths that are left open, and no key twice', () => {
    expect(cbor('9fbf00616102fb3ff8000000000000ffff')).toMatchObject({ count: 1, sensors: ['a'], faults: [] });
    expect(cbor('81a300616102010202')).toMatchObject({ faults: [{ index: -1, reason: 'unreadable' }] });
  });

  it('says the same as JSON', () => {
    const record = fc.record(
      {
        bn: fc.constantFrom('', 'x/', 'dev:'),
        bt: fc.integer({ min: -1_000, max: 2_000_000_000 }),
        n: fc.constantFrom('a', 'b/c', '', ' '),
        u: fc.constantFrom('m', 'Cel', 'C'),
        v: fc.double({ noNaN: true, noDefaultInfinity: true }),
        t: fc.integer({ min: -100_000, max: 100_000 }),
        vs: fc.string(),
      },
      { requiredKeys: [] },
    );
    const numbers: Record<string, number> = { bn: -2, bt: -3, n: 0, u: 1, v: 2, t: 6, vs: 3 };
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (pack) => {
        const maps = pack.map((item) => new Map(Object.entries(item).map(([k, v]) => [numbers[k] as number, v])));
        expect(decodeSenmlCbor(encode(maps), NOW)).toEqual(json(pack));
      }),
    );
  });
});

describe('whatever comes', () => {
  const accounted = (columns: ReturnType<typeof json>) => {
    const faulty = new Set(columns.faults.map(({ index }) => index));
    for (let i = 0; i < columns.count; i += 1) {
      expect(faulty.has(i)).toBe(columns.sensors[i] === '');
      expect(Number.isFinite(columns.values[i])).toBe(!faulty.has(i));
    }
  };

  it('never throws, and accounts for every item', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        accounted(decodeSenmlJson(bytes, NOW));
        accounted(decodeSenmlCbor(bytes, NOW));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('n', 'v', 'bn', 't', 'bt', 'u', 'vs', 'bver'), fc.jsonValue())),
        (pack) => accounted(columnsOfSenmlPack(pack, NOW)),
      ),
      { numRuns: 1_000 },
    );
  });

  it('a changed byte of a good pack does no harm', () => {
    const good = Buffer.from(packOfCbor2, 'hex');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        accounted(decodeSenmlCbor(bytes.subarray(0, length), NOW));
      }),
      { numRuns: 2_000 },
    );
  });
});
