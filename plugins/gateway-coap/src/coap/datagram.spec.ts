import * as fc from 'fast-check';
import { type Datagram, type MessageType, Type, emptyMessage, parseDatagram, serialiseDatagram } from './datagram';
import { FormatError } from './message';
import { badOption, readUint, uintValue } from './options';
import { readStreamFrame, writeStreamFrame } from './stream-frame';

const bytes = (max: number) => fc.uint8Array({ maxLength: max }).map((array) => new Uint8Array(array));
const option = fc.record({ number: fc.oneof(fc.nat(40), fc.nat(65_535)), value: fc.oneof(bytes(20), bytes(700)) });
const message = fc.record({
  code: fc.constantFrom(1, 2, 3, 4, 0x44, 0x45, 0x81, 0xa3),
  token: bytes(8),
  options: fc.array(option, { maxLength: 6 }).map((list) => [...list].sort((a, b) => a.number - b.number)),
  payload: bytes(300),
});
const plain = ({ options, token, payload, ...rest }: Datagram | Omit<Datagram, 'type' | 'id'>) => ({
  ...rest,
  token: [...token],
  payload: [...payload],
  options: options.map(({ number, value }) => [number, ...value]),
});
const parse = (hex: string) => parseDatagram(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('datagrams of CoAP', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(message, fc.constantFrom<MessageType>(Type.con, Type.non), fc.nat(65_535), (fields, type, id) => {
        const datagram = { ...fields, type, id };
        const parsed = parseDatagram(serialiseDatagram(datagram));
        expect(parsed.ok && plain(parsed.datagram)).toEqual(plain(datagram));
      }),
    );
  });

  it('never make the parser throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          bytes(100),
          bytes(60).map((rest) => Uint8Array.of(0x41, 2, 0, 1, ...rest)),
        ),
        (data) => {
          expect(typeof parseDatagram(data).ok).toBe('boolean');
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('cut at any byte are another message or none, and never read beyond', () => {
    const whole = serialiseDatagram({
      type: Type.con,
      id: 7,
      code: 2,
      token: Uint8Array.of(1, 2, 3),
      options: [
        { number: 11, value: Buffer.from('s') },
        { number: 12, value: Uint8Array.of(50) },
      ],
      payload: Buffer.from('{}'),
    });
    for (let length = 0; length < whole.length; length += 1) {
      const parsed = parseDatagram(whole.subarray(0, length));
      if (parsed.ok) expect(serialiseDatagram(parsed.datagram)).toEqual(whole.subarray(0, length));
    }
  });

  it.each([
    ['', null, 'nothing'],
    ['40 01 00', null, 'a cut header'],
    ['80 01 00 01', null, 'another version'],
    ['49 01 00 01 010203040506070809', 1, 'a token length of 9'],
    ['4f 01 00 01', 1, 'a token length of 15'],
    ['42 01 00 01 01', 1, 'a cut token'],
    ['40 01 00 01 ff', 1, 'a payload marker without payload'],
    ['40 01 00 01 f0', 1, 'an option delta of 15'],
    ['40 01 00 01 0f', 1, 'an option length of 15'],
    ['40 01 00 01 d0', 1, 'a cut option delta'],
    ['40 01 00 01 b3 61', 1, 'a cut option'],
    ['40 01 00 01 e0 ffff', 1, 'an option number beyond the last'],
    ['41 00 00 01 01', 1, 'an empty message with a token'],
    ['40 00 00 01 ff 01', 1, 'an empty message with a payload'],
    ['40 20 00 01', 1, 'a code of the reserved group 1'],
    ['40 c0 00 01', 1, 'a code of the reserved group 6'],
    ['40 e1 00 01', 1, 'a signal, which only streams have'],
    ['50 e1 00 01', null, 'the same, not confirmable'],
    ['50 00 00 01', null, 'an empty message that is not confirmable'],
    ['60 01 00 01', null, 'a request as acknowledgement'],
    ['70 01 00 01', null, 'a request as reset'],
    ['70 45 00 01', null, 'a response as reset'],
  ] as [string, number | null, string][])('%s is not read', (hex, reset) =>
    expect(parse(hex)).toMatchObject({ ok: false, reset }),
  );

  it('writes empty messages', () => {
    expect(emptyMessage(Type.ack, 0x1234).toString('hex')).toBe('60001234');
    expect(emptyMessage(Type.rst, 1).toString('hex')).toBe('70000001');
  });
});

describe('options', () => {
  it('hold whole numbers as short as possible', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (number) => {
        const value = uintValue(number);
        expect(readUint(value)).toBe(number);
        expect(value[0]).not.toBe(0);
      }),
    );
  });

  it.each([
    [[[11, 's']], null],
    [[[9, 'x']], 9],
    [[[10, 'x']], null],
    [[[65_001, 'x']], 65_001],
    [[[3, '']], 3],
    [[[17, 'xxx']], 17],
    [[[27, 'xxxx']], 27],
    [
      [
        [27, 'x'],
        [27, 'x'],
      ],
      27,
    ],
    [
      [
        [11, 'a'],
        [11, 'b'],
      ],
      null,
    ],
    [[[12, 'xxx']], null],
  ] as [[number, string][], number | null][])('of %j the bad one is %s', (list, bad) => {
    expect(badOption(list.map(([number, text]) => ({ number, value: Buffer.from(text) })))).toBe(bad);
  });
});

describe('messages over streams', () => {
  const MAX = 100_000;

  it('are read as they were written, and not before they are whole', () => {
    fc.assert(
      fc.property(message, bytes(3), fc.nat(), (fields, more, cut) => {
        const frame = writeStreamFrame(fields);
        const read = readStreamFrame(Buffer.concat([frame, more]), MAX);
        expect(read.state === 'complete' && { ...plain(read.message), length: read.length }).toEqual({
          ...plain(fields),
          length: frame.length,
        });
        expect(readStreamFrame(frame.subarray(0, cut % frame.length), MAX).state).toBe('incomplete');
      }),
    );
  });

  it('throw their own error only', () => {
    fc.assert(
      fc.property(bytes(60), (data) => {
        try {
          readStreamFrame(data, MAX);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('are refused by the length they announce', () => {
    expect(() => readStreamFrame(Buffer.from('f0ffffffff02', 'hex'), MAX)).toThrow(FormatError);
    expect(() => readStreamFrame(Buffer.from('0f02', 'hex'), MAX)).toThrow(FormatError);
    const large = { code: 2, token: new Uint8Array(0), options: [], payload: new Uint8Array(70_000).fill(1) };
    expect(readStreamFrame(writeStreamFrame(large), MAX)).toMatchObject({ state: 'complete' });
  });
});
