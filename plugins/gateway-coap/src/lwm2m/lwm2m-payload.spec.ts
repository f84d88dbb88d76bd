import * as fc from 'fast-check';
import { readObjectLinks, resourcesToObserve } from './link-format';
import { decodeLwm2mPayload } from './payload';
import { TlvError, readTlv, tlvNumber } from './tlv';

const NOW = Date.UTC(2026, 0, 2);
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const tlv = (text: string, path: string) => readTlv(hex(text), path.split('/').slice(1));
const values = (text: string, path: string) => tlv(text, path).map((value) => [value.path, tlvNumber(value)]);
const decode = (payload: Uint8Array | string, format: number | undefined, path: string) =>
  decodeLwm2mPayload(
    typeof payload === 'string' ? Buffer.from(payload) : payload,
    format,
    path.split('/').slice(1),
    NOW,
  );

describe('TLV', () => {
  it('of a device object: the example of the specification (LwM2M core 1.1, 7.4.3.1)', () => {
    const example =
      'c8 00 14 4f70656e204d6f62696c6520416c6c69616e6365 c8 01 16 4c69676874776569676874204d324d20436c69656e74' +
      'c8 02 09 333435303030313233 c3 03 312e30 86 06 41 00 01 41 01 05 88 07 08 42 00 0ed8 42 01 1388' +
      '87 08 41 00 7d 42 01 0384 c1 09 64 c1 0a 0f 83 0b 41 00 00 c4 0d 5182428f c6 0e 2b30323a3030 c1 10 55';
    const found = new Map(tlv(example, '/3/0').map((value) => [value.path, value]));
    const text = (path: string) => Buffer.from(found.get(path)?.value ?? []).toString();
    const number = (path: string) => tlvNumber(found.get(path) ?? { path, value: new Uint8Array(0) });
    expect([text('/3/0/0'), text('/3/0/2'), text('/3/0/14')]).toEqual(['Open Mobile Alliance', '345000123', '+02:00']);
    expect([number('/3/0/6/0'), number('/3/0/6/1'), number('/3/0/7/0'), number('/3/0/7/1')]).toEqual([
      1, 5, 3_800, 5_000,
    ]);
    expect([number('/3/0/8/1'), number('/3/0/9'), number('/3/0/13')]).toEqual([900, 100, 1_367_491_215]);
  });

  it('reads single, object and instance, in 4 and 8 bytes', () => {
    expect(values('e4 1644 41a40000', '/3303/0/5700')).toEqual([['/3303/0/5700', 20.5]]);
    expect(values('e8 1644 08 4034800000000000', '/3303/1')).toEqual([['/3303/1/5700', 20.5]]);
    expect(values('08 00 07 e4 1644 41a40000 08 01 07 e4 1644 c1a40000', '/3303')).toEqual([
      ['/3303/0/5700', 20.5],
      ['/3303/1/5700', -20.5],
    ]);
  });

  it.each([
    ['c4 00 0102', 'a value that is cut'],
    ['c8 00', 'a length that is cut'],
    ['e0 00', 'an id that is cut'],
    ['08 00 04 08 00 02 08 00', 'an instance in an instance that is cut'],
    [`${'08 00 0c '.repeat(3)} 08 00 00 00 00 00`, 'what nests too deep'],
  ])('refuses %s: %s', (text) => expect(() => tlv(text, '/3303')).toThrow(TlvError));

  it('throws its own error only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          for (const value of readTlv(bytes, ['3303'])) tlvNumber(value);
        } catch (error) {
          expect(error).toBeInstanceOf(TlvError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('payloads of LwM2M', () => {
  it.each([
    ['21.5', 0],
    ['21.5', undefined],
    [' 21.5\n', undefined],
    [hex('e4 1644 41ac0000'), 11_542],
    [hex('e4 1644 41ac0000'), undefined],
    [hex('fb4035800000000000'), 60],
    ['{"bn":"/3303/0/","e":[{"n":"5700","v":21.5}]}', 11_543],
    ['{"bn":"/3303/0/5700","e":[{"v":21.5}]}', 11_543],
    ['{"e":[{"n":"","v":21.5}]}', undefined],
    ['[{"bn":"/3303/0/","n":"5700","v":21.5}]', 110],
    [hex('81 a3 21 68 2f333330332f302f 00 64 35373030 02 fb4035800000000000'), 112],
  ])('%# gives one value', (payload, format) => {
    const columns = decode(payload, format, '/3303/0/5700');
    expect(columns).toMatchObject({ count: 1, sensors: ['/3303/0/5700'], units: [''], faults: [] });
    expect(columns?.values[0]).toBe(21.5);
  });

  it('reads times and several values of LwM2M JSON', () => {
    const columns = decode(
      '{"bn":"/3303/0","bt":1700000000,"e":[{"n":"5700","v":1,"t":-5},{"n":"5701","sv":"Cel"}]}',
      11_543,
      '/3303/0',
    );
    expect(columns).toMatchObject({
      count: 2,
      sensors: ['/3303/0/5700', ''],
      faults: [{ index: 1, reason: 'bad_value' }],
    });
    expect(columns?.times[0]).toBe(1_699_999_995_000);
  });

  it.each(['NaN', 'Infinity', '0x10', '', '1,5', '1e999', `1${'0'.repeat(400)}`])('text %j is no number', (text) => {
    expect(decode(text, 0, '/3303/0/5700')?.faults).toEqual([expect.objectContaining({ reason: 'bad_value' })]);
  });

  it('knows no other format, and never throws', () => {
    expect(decode('x', 42, '/3303/0/5700')).toBeNull();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.constantFrom(undefined, 0, 60, 110, 112, 11_542, 11_543),
        fc.constantFrom('/3303', '/3303/0', '/3303/0/5700'),
        (bytes, format, path) => {
          const columns = decode(bytes, format, path);
          const faulty = new Set(columns?.faults.map(({ index }) => index));
          for (let i = 0; i < (columns?.count ?? 0); i += 1) {
            expect(Number.isFinite(columns?.values[i])).toBe(!faulty.has(i));
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('lists of objects', () => {
  const paths = (text: string) => readObjectLinks(Buffer.from(text))?.paths;

  it('are read, below another root as well', () => {
    expect(paths('</1/0>,</3/0>,</3303/0>;ver="1.1",</3303/1>')).toEqual(['/1/0', '/3/0', '/3303/0', '/3303/1']);
    expect(paths('</lwm2m>;rt="oma.lwm2m";ct="60 110",</lwm2m/3303/0>')).toEqual(['/3303/0']);
    expect(paths('</>;rt="oma.lwm2m";ct=11543, </3323/0>')).toEqual(['/3323/0']);
    expect(paths('</3323>;ver=1.1')).toEqual(['/3323']);
    expect(paths('')).toEqual([]);
  });

  it.each(['3303', '<3303', '</3303/0', '</3303/0>x', '</3303/0>;;', '<>'])('%j is none', (text) =>
    expect(paths(text)).toBeUndefined(),
  );

  it('take linear time, and never throw', () => {
    expect(paths(`</1/0>${';a=b'.repeat(20_000)}<`)).toBeUndefined();
    expect(paths('</1/0>,'.repeat(2_000))).toBeUndefined();
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', '3', ';', ',', '"', '=', 'a', ' ') }),
        (text) => void paths(text),
      ),
    );
  });

  it('say which resources there are to observe', () => {
    const wanted = ['/3303/5700', '/3323/5700'];
    expect(resourcesToObserve(wanted, ['/1/0', '/3303/0', '/3303/2', '/3323', '/3323/0/5700'], 64)).toEqual([
      '/3303/0/5700',
      '/3303/2/5700',
      '/3323/0/5700',
    ]);
    expect(
      resourcesToObserve(
        wanted,
        Array.from({ length: 100 }, (_, n) => `/3303/${n}`),
        64,
      ),
    ).toHaveLength(64);
  });
});
