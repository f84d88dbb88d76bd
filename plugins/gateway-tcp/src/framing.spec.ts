import * as fc from 'fast-check';
import { type BinaryFrame, encodeBinaryFrame, nextBinaryFrame } from './binary-frame';
import { crc16 } from './crc16';
import { detectProfile } from './detect-profile';
import { ByteQueue, type Framer } from './framing';
import { nextLine } from './line-frame';

const MAX = 200;

/** Frames of a stream that arrives in these pieces, and how it ended. */
function read<Frame>(pieces: readonly Uint8Array[], framer: Framer<Frame>): { frames: Frame[]; fatal: string | null } {
  const queue = new ByteQueue();
  const frames: Frame[] = [];
  for (const piece of pieces) {
    queue.push(piece);
    for (;;) {
      const step = framer(queue.view, MAX);
      if (step.kind === 'incomplete') break;
      if (step.kind === 'fatal') return { frames, fatal: step.reason };
      if (step.kind === 'frame') frames.push(step.frame);
      expect(step.used).toBeGreaterThan(0);
      expect(step.used).toBeLessThanOrEqual(queue.length);
      queue.drop(step.used);
    }
  }
  return { frames, fatal: null };
}

/** Cuts a stream at these places. */
function cut(stream: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (stream.length + 1)))].sort((a, b) => a - b);
  return [...at, stream.length].map((end, index) => stream.subarray(index === 0 ? 0 : at[index - 1], end));
}

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const frame: fc.Arbitrary<BinaryFrame> = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  sequence: fc.integer({ min: 0, max: 0xffffffff }),
  payload: bytes(MAX),
});
const whole = frame.map(encodeBinaryFrame);
const damaged = fc
  .tuple(whole, fc.nat(), fc.integer({ min: 1, max: 255 }))
  .map(([good, at, flip]) => Buffer.from(good.map((byte, index) => (index === at % good.length ? byte ^ flip : byte))));
const truncated = fc.tuple(whole, fc.nat()).map(([good, at]) => good.subarray(0, at % good.length));
const text = fc.string({ maxLength: 60, unit: 'binary-ascii' }).map((line) => Buffer.from(`${line}\r\n`));
const stream = fc
  .array(fc.oneof(whole, damaged, truncated, text, bytes(40)), { maxLength: 12 })
  .map((parts) => Buffer.concat(parts));
const places = fc.array(fc.nat(), { maxLength: 30 });

describe('framers', () => {
  it('find the same in any cut of any stream', () => {
    fc.assert(
      fc.property(stream, places, (all, at) => {
        for (const framer of [nextBinaryFrame, nextLine] as Framer<unknown>[]) {
          expect(read(cut(all, at), framer)).toEqual(read([all], framer));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('find the same byte by byte', () => {
    fc.assert(
      fc.property(stream, (all) => {
        const single = [...all].map((byte) => Buffer.from([byte]));
        for (const framer of [nextBinaryFrame, nextLine] as Framer<unknown>[]) {
          expect(read(single, framer)).toEqual(read([all], framer));
        }
      }),
    );
  });

  it('tell the profile of any cut of any stream alike', () => {
    const start = fc
      .tuple(bytes(1_100), fc.constantFrom('LOGIN a b\n', '', 'LOG'), fc.option(whole, { nil: Buffer.alloc(0) }))
      .map(([noise, login, good]) => Buffer.concat([noise, Buffer.from(login), good]));
    const first = (pieces: readonly Buffer[]) => {
      const queue = new ByteQueue();
      for (const piece of pieces) {
        queue.push(piece);
        const step = detectProfile(queue.view, MAX);
        if (step.kind !== 'incomplete') return step;
      }
      return null;
    };
    fc.assert(fc.property(start, places, (all, at) => expect(first(cut(all, at))).toEqual(first([all]))));
  });
});

describe('binary frames', () => {
  it('have the published checksum', () => expect(crc16(Buffer.from('123456789'))).toBe(0x4b37));

  it('have the documented form', () => {
    const bytesOf = encodeBinaryFrame({ type: 6, sequence: 0x01020304, payload: Buffer.from('hi') });
    expect(bytesOf.subarray(0, 12).toString('hex')).toBe('a55a01060102030400026869');
    expect(bytesOf.readUInt16BE(12)).toBe(crc16(bytesOf.subarray(2, 12)));
  });

  it('come through after any noise', () => {
    fc.assert(
      fc.property(bytes(100), frame, frame, (noise, one, two) => {
        const quiet = Buffer.from(noise.map((byte) => (byte === 0xa5 ? 0 : byte)));
        const { frames } = read([quiet, encodeBinaryFrame(one), quiet, encodeBinaryFrame(two)], nextBinaryFrame);
        expect(frames).toEqual([one, two]);
      }),
    );
  });

  it('are found behind a declared length that is a lie', () => {
    const good = encodeBinaryFrame({ type: 2, sequence: 7, payload: Buffer.from('{}') });
    const lie = Buffer.from('a55a0102000000010fff', 'hex');
    expect(read([Buffer.concat([lie, good])], nextBinaryFrame).frames).toHaveLength(1);
  });

  it('with one bit turned are none', () => {
    const good = encodeBinaryFrame({ type: 2, sequence: 7, payload: Buffer.from('[1,2]') });
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(read([bad], nextBinaryFrame).frames).toEqual([]);
    }
  });
});

describe('lines', () => {
  const lines = (input: string) => read([Buffer.from(input)], nextLine).frames.map(String);

  it('end with CR, LF or both, and empty ones are nothing', () => {
    expect(lines('a\nb\r\nc\rd\n\n\r\ne')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that never end are too long', () => {
    expect(read([Buffer.alloc(MAX, 'x')], nextLine)).toEqual({ frames: [], fatal: null });
    expect(read([Buffer.alloc(MAX + 1, 'x')], nextLine).fatal).toBe('line-too-long');
    expect(read([Buffer.from(`${'x'.repeat(MAX + 1)}\n`)], nextLine).fatal).toBe('line-too-long');
  });
});
