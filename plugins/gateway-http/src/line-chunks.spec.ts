import * as fc from 'fast-check';
import { decodeLines } from './decode-lines';
import { LineChunks } from './line-chunks';

const chunksOf = (pieces: Buffer[], size: number, longest = 64) => {
  const chunks = new LineChunks(size, longest);
  const found = pieces.flatMap((piece) => [...chunks.push(piece)]);
  const rest = chunks.end();
  return rest === null ? found : [...found, rest];
};
const cut = (bytes: Buffer, places: number[]) => {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
};

describe('LineChunks', () => {
  const text = fc
    .array(fc.oneof(fc.string({ maxLength: 80 }), fc.constantFrom('', ' ', '\r', 'abc')), { maxLength: 30 })
    .map((lines) => Buffer.from(lines.join('\n')));

  it('cuts the same wherever the network did', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.nat(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 7 }),
        (bytes, places, size) => {
          expect(chunksOf(cut(bytes, places), size)).toEqual(chunksOf([bytes], size));
        },
      ),
    );
  });

  it('covers every line once, in order', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (bytes, size) => {
        const chunks = chunksOf([bytes], size);
        let next = 1;
        for (const { first, last, numbers, lines } of chunks) {
          expect(first).toBe(next);
          expect(last - first).toBeLessThan(size);
          expect(numbers).toHaveLength(lines.length);
          next = last + 1;
        }
        const all = bytes.toString('latin1').split('\n');
        if (all.at(-1) === '') all.pop();
        expect(next - 1).toBe(all.length);
      }),
    );
  });

  it('keeps nothing of a line without end', () => {
    const chunks = new LineChunks(10, 100);
    for (let n = 0; n < 1_000; n += 1) expect([...chunks.push(Buffer.alloc(10_000, 'x'))]).toEqual([]);
    const kept = (chunks as unknown as { begun: Buffer[] }).begun;
    expect(kept).toEqual([]);
    expect([...chunks.push(Buffer.from('\nok\n'))]).toEqual([]);
    expect(chunks.end()?.lines.map((line) => line?.toString())).toEqual([undefined, 'ok']);
  });
});

describe('decodeLines', () => {
  const good = '{"sensor_id":"A","value":1,"unit":"m"}';
  const trap = fc.constantFrom(
    good,
    `${good},${good}`,
    '{"sensor_id":"A}',
    '{","value":1,"unit":"m"}',
    '{"x":[{"y":1}',
    '{"z":1}]}',
    '{"x":{"y":1}',
    '{"z":1}}',
    '{}',
    '{"sensor_id":"A","value":1,"unit":"m","n":{"m":{}}}',
    '{"sensor_id":"[","value":1,"unit":"m"}',
  );

  it('reads each line as it would be read alone, whatever stands beside it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(trap, fc.json(), fc.string({ maxLength: 20 })), { minLength: 1, maxLength: 8 }),
        (lines) => {
          const bytes = lines.map((each) => Buffer.from(each.replaceAll('\n', ' ').trim() || '?'));
          const { columns } = decodeLines(bytes);
          expect(columns.count).toBe(lines.length);
          bytes.forEach((each, index) => {
            const alone = decodeLines([each]).columns;
            expect(columns.sensors[index]).toBe(alone.sensors[0]);
            expect(columns.values[index]).toBe(alone.values[0]);
            expect(columns.faults.filter((fault) => fault.index === index).map(({ reason }) => reason)).toEqual(
              alone.faults.map(({ reason }) => reason),
            );
          });
        },
      ),
      {
        numRuns: 2_000,
        examples: [
          [['{"x":[{"y":1}', '{"z":1}]}', `${good},${good}`]],
          [['{"sensor_id":"A}', '{","value":1,"unit":"m"}', `${good},${good}`]],
        ],
      },
    );
  });

  it('gives bytes that are an array of as many items', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(trap, fc.string()), { minLength: 1, maxLength: 8 }), (lines) => {
        const { raw } = decodeLines(lines.map((each) => (each === '' ? null : Buffer.from(each))));
        expect(JSON.parse(raw.toString())).toHaveLength(lines.length);
      }),
    );
  });
});
