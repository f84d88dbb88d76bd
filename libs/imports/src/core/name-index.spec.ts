import { NameIndex } from './name-index';

describe('names by their bytes', () => {
  const put = (index: NameIndex, name: string, value: number) => {
    const bytes = Buffer.from(name);
    return index.put(bytes, 0, bytes.length, value);
  };
  const find = (index: NameIndex, name: string) => {
    const bytes = Buffer.from(name);
    return index.find(bytes, 0, bytes.length);
  };

  it('are found again', () => {
    const index = new NameIndex();
    for (let n = 0; n < 5_000; n += 1) put(index, `name ${n}`, n);
    for (let n = 0; n < 5_000; n += 1) expect(find(index, `name ${n}`)).toBe(n);
    expect(find(index, 'name 5000')).toBeUndefined();
  });

  it('take a bounded number and a bounded room, however long they are', () => {
    const index = new NameIndex(3, 100);
    expect(put(index, 'x'.repeat(101), 1)).toBe(false);
    expect(['a', 'b', 'c', 'd'].map((name, n) => put(index, name, n))).toEqual([true, true, true, false]);
    expect([find(index, 'c'), find(index, 'd')]).toEqual([2, undefined]);
  });
});
