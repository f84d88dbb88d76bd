import { isUuid, uuidv7 } from './ids';

describe('uuidv7', () => {
  it('makes canonical version 7 ids that carry the given time', () => {
    const id = uuidv7(Date.now() + 10_000);
    expect(isUuid(id)).toBe(true);
    expect(id[14]).toBe('7');
    expect('89ab').toContain(id[19]);
  });

  it('sorts in order of making, also many within one millisecond', () => {
    const made = Array.from({ length: 20_000 }, () => uuidv7());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });
});
