import * as fc from 'fast-check';
import { type Block, BlockAssembler, blockOption, readBlock } from './block1';
import { Code } from './codes';
import { type CoapOption, Option, numberOption } from './options';

const LIMITS = { maxBytes: 4_096, maxBodies: 3, maxBodiesPerOwner: 2, ttlMs: 1_000 };
const assembler = (limits: Partial<typeof LIMITS> = {}) => new BlockAssembler({ ...LIMITS, ...limits });

function part(payload: Uint8Array, block: Block | null, more: CoapOption[] = []) {
  const options = block === null ? more : [blockOption(Option.block1, block), ...more];
  return { code: Code.post, token: new Uint8Array(0), options, payload };
}

/** The parts of a body, as a device sends them. */
function parts(body: Uint8Array, szx: number) {
  const size = 16 << szx;
  const count = Math.max(1, Math.ceil(body.length / size));
  return Array.from({ length: count }, (_, num) =>
    part(body.subarray(num * size, (num + 1) * size), { num, more: num < count - 1, szx }),
  );
}

describe('bodies in blocks', () => {
  it('have options that are read as they were written', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 20 - 1), fc.boolean(), fc.nat(7), (num, more, szx) => {
        expect(readBlock(blockOption(Option.block1, { num, more, szx }).value)).toEqual({ num, more, szx });
      }),
    );
  });

  it('come together whatever the size of blocks, and if blocks come twice', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3_000 }),
        fc.nat(6),
        fc.infiniteStream(fc.boolean()),
        (body, szx, twice) => {
          const blocks = assembler();
          let whole: Uint8Array | undefined;
          for (const message of parts(body, szx)) {
            const answer = blocks.take('d', 'k', message, false, 0);
            if (answer.state === 'complete') whole = answer.body;
            else {
              expect(answer.code).toBe(Code.continue);
              if (twice.next().value === true) expect(blocks.take('d', 'k', message, false, 0)).toEqual(answer);
            }
          }
          expect([...(whole ?? [])]).toEqual([...body]);
          expect(blocks.waiting).toBe(0);
        },
      ),
    );
  });

  it('are told to begin anew when a block is missing, late, or of another format', () => {
    const body = new Uint8Array(64).fill(7);
    const [first, second, third] = parts(body, 0) as [
      ReturnType<typeof part>,
      ReturnType<typeof part>,
      ReturnType<typeof part>,
    ];
    const code = (blocks: BlockAssembler, message: ReturnType<typeof part>, now = 0) => {
      const answer = blocks.take('d', 'k', message, false, now);
      return answer.state === 'answer' ? answer.code : answer.state;
    };
    const blocks = assembler();
    expect(code(blocks, second)).toBe(Code.incomplete);
    expect(code(blocks, first)).toBe(Code.continue);
    expect(code(blocks, third)).toBe(Code.incomplete);
    expect(code(blocks, second)).toBe(Code.incomplete);
    expect(code(blocks, first)).toBe(Code.continue);
    expect(code(blocks, second, 1_001)).toBe(Code.incomplete);
    expect(code(blocks, first)).toBe(Code.continue);
    const other = { ...second, options: [...second.options, numberOption(Option.contentFormat, 60)] };
    expect(code(blocks, other)).toBe(Code.incomplete);
    expect(blocks.waiting).toBe(0);
  });

  it('of several endpoints and paths do not mix', () => {
    const blocks = assembler();
    const [a1, a2] = parts(new Uint8Array(32).fill(1), 0);
    const [b1, b2] = parts(new Uint8Array(32).fill(2), 0);
    blocks.take('d', 'one', a1 as never, false, 0);
    blocks.take('d', 'two', b1 as never, false, 0);
    expect(blocks.take('d', 'one', a2 as never, false, 0)).toMatchObject({ body: Buffer.alloc(32, 1) });
    expect(blocks.take('d', 'two', b2 as never, false, 0)).toMatchObject({ body: Buffer.alloc(32, 2) });
  });

  it('are refused when they are too large: by what is announced, by where a block lies, and whole', () => {
    const blocks = assembler();
    const size1 = numberOption(Option.size1, 5_000);
    const first = { num: 0, more: true, szx: 6 };
    const refused = { state: 'answer', code: Code.tooLarge };
    expect(blocks.take('d', 'k', part(new Uint8Array(1_024), first, [size1]), false, 0)).toMatchObject(refused);
    expect(blocks.take('d', 'k', part(new Uint8Array(1_024), { num: 4, more: true, szx: 6 }), false, 0)).toMatchObject(
      refused,
    );
    expect(blocks.take('d', 'k', part(new Uint8Array(4_097), null), false, 0)).toMatchObject(refused);
    expect(
      blocks.take('d', 'k', part(new Uint8Array(1_024), { num: 2 ** 20 - 1, more: true, szx: 6 }), false, 0),
    ).toMatchObject(refused);
    expect(blocks.waiting).toBe(0);
  });

  it.each([
    ['a block shorter than it says', 15, { num: 0, more: true, szx: 0 }, false],
    ['a block longer than it says', 17, { num: 0, more: true, szx: 0 }, false],
    ['a last block longer than it says', 17, { num: 0, more: false, szx: 0 }, false],
    ['the reserved size', 1_024, { num: 0, more: true, szx: 7 }, false],
    ['several blocks in one that are not whole', 1_000, { num: 0, more: true, szx: 7 }, true],
  ])('refuses %s', (_name, size, block, stream) => {
    const answer = assembler().take('d', 'k', part(new Uint8Array(size), block), stream, 0);
    expect(answer).toMatchObject({ state: 'answer', code: Code.badRequest });
  });

  it('takes several blocks in one message of a stream', () => {
    const blocks = assembler();
    expect(blocks.take('d', 'k', part(new Uint8Array(2_048), { num: 0, more: true, szx: 7 }), true, 0)).toMatchObject({
      code: Code.continue,
    });
    const last = blocks.take('d', 'k', part(new Uint8Array(100), { num: 2, more: false, szx: 7 }), true, 0);
    expect(last).toMatchObject({ state: 'complete', body: Buffer.alloc(2_148) });
  });

  it('do not fill the memory: of one device the oldest goes, of all the newest waits', () => {
    const blocks = assembler();
    const first = part(new Uint8Array(16), { num: 0, more: true, szx: 0 });
    for (let n = 0; n < 10; n += 1) blocks.take('d', `k${n}`, first, false, 0);
    expect(blocks.waiting).toBe(2);
    blocks.take('e', 'k', first, false, 0);
    expect(blocks.take('f', 'k', first, false, 0)).toMatchObject({ code: Code.unavailable });
    expect(blocks.waiting).toBe(3);
    expect(blocks.take('f', 'k', first, false, 2_000)).toMatchObject({ code: Code.continue });
    expect(blocks.waiting).toBe(1);
  });
});
