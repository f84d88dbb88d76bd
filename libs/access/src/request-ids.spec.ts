import { firstId, namedIds } from './request-ids';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => `01900000-0000-7000-8000-${letter.repeat(12)}`) as [
  string,
  string,
  string,
  string,
];

describe('ids that a request names', () => {
  it('come from the path, the query and the body, each once', () => {
    expect(
      namedIds({ params: { id: a }, query: { zoneId: b, q: 'pump' }, body: { deviceId: c, name: 'x', id: a } }),
    ).toEqual([a, b, c]);
  });

  it('may stand in lists', () => {
    expect(namedIds({ query: { municipalityId: `${a},${b}`, sort: 'code,name' }, body: { ids: [c, 7, d] } })).toEqual([
      a,
      b,
      c,
      d,
    ]);
  });

  it('are limited in number, and none where there are none', () => {
    const ids = Array.from({ length: 50 }, (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    expect(namedIds({ body: { ids } })).toHaveLength(20);
    expect(namedIds({})).toEqual([]);
    expect(firstId({ query: { id: a } })).toBeNull();
  });
});
