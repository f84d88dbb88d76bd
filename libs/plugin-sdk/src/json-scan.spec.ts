import * as fc from 'fast-check';
import { isTooDeep, itemSlices } from './json-scan';

const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth));

describe('isTooDeep', () => {
  it('counts arrays and objects, not what stands in texts', () => {
    expect(isTooDeep(nested(20))).toBe(false);
    expect(isTooDeep(nested(21))).toBe(true);
    expect(isTooDeep(Buffer.from('{"a":'.repeat(21)))).toBe(true);
    expect(isTooDeep(Buffer.from(JSON.stringify([`\\"${'['.repeat(50)}`])))).toBe(false);
  });
});

describe('itemSlices', () => {
  const texts = (text: string) =>
    itemSlices(Buffer.from(text)).map(([from, to]) => Buffer.from(text).subarray(from, to).toString());

  it('finds the items of an array as they were written', () => {
    expect(texts(' [ {"a":1e400}, "x,]" ,[1,2] ] ')).toEqual([' {"a":1e400}', ' "x,]" ', '[1,2] ']);
    expect(texts('{"a":[1,2]}')).toEqual(['{"a":[1,2]}']);
    expect(texts('[{"a":1},{"b"')).toEqual(['{"a":1}']);
  });

  it('cuts every array into its items', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1 }), (items) => {
        const found = texts(JSON.stringify(items)).map((text) => JSON.parse(text) as unknown);
        expect(found).toEqual(JSON.parse(JSON.stringify(items)));
      }),
    );
  });
});
