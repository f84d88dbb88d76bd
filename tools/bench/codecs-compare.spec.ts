import { sameOutput } from './codecs-compare';

it('compares what was decoded with what is documented', () => {
  expect(sameOutput({ data: { a: 1, b: [2] }, warnings: [] }, { data: { b: [2], a: 1 + 1e-9 } })).toBe(true);
  expect(sameOutput({ data: { a: 1 } }, { data: { a: 1.1 } })).toBe(false);
  expect(sameOutput({ data: { a: 1 } }, { data: { a: 1, b: 2 } })).toBe(false);
  expect(sameOutput({ data: { a: [1] } }, { data: { a: { 0: 1 } } })).toBe(false);
  expect(sameOutput({ data: {} }, { data: {}, errors: ['bad'] })).toBe(false);
  expect(sameOutput({ data: { a: null } }, { data: { a: 0 } })).toBe(false);
});
