import * as fc from 'fast-check';
import { MAX_DEPTH, guardBody, guardQuery } from './input-guard';

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('guardBody', () => {
  it('lets every ordinary value pass', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\\u0000|\\ud[89a-f]|__proto__|constructor|prototype/i.test(text));
        expect(() => guardBody(JSON.parse(text))).not.toThrow();
      }),
    );
  });

  it('stops at its depth, neither before nor after', () => {
    expect(() => guardBody(nested(MAX_DEPTH))).not.toThrow();
    expect(() => guardBody(nested(MAX_DEPTH + 1))).toThrow(/nested deeper/);
  });

  it.each(['{"a":{"__proto__":1}}', '[{"prototype":1}]', '{"constructor":1}', '{"a":["\\u0000"]}', '{"\\ud800":1}'])(
    'refuses %s',
    (text) => {
      expect(() => guardBody(JSON.parse(text))).toThrow(expect.objectContaining({ kind: 'bad-request' }));
    },
  );
});

describe('guardQuery', () => {
  it.each<Record<string, unknown>>([{ a: ['1', '2'] }, { a: '\0' }, JSON.parse('{"constructor":"1"}')])(
    'refuses %j',
    (query: Record<string, unknown>) => {
      expect(() => guardQuery(query)).toThrow(expect.objectContaining({ kind: 'bad-request' }));
    },
  );

  it('lets the rest pass', () => expect(() => guardQuery({ a: '1', b: '' })).not.toThrow());
});
