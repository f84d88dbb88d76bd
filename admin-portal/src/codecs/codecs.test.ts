import { describe, expect, it } from 'vitest';
import { serverFaults } from '../kit/server-faults';
import { differences } from './differences';
import { draftOf, faultsOf, isHex, vectorOf } from './vector-draft';

describe('differences', () => {
  it('name the places, and see nothing within a millionth', () => {
    expect(differences({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2 + 1e-9] }, a: 1 })).toEqual([]);
    expect(differences({ a: 1, b: { c: [1, 'x'] }, d: 0 }, { a: 2, b: { c: [1] }, e: null })).toEqual([
      { path: 'a', expected: '1', actual: '2' },
      { path: 'b.c.1', expected: '"x"', actual: null },
      { path: 'd', expected: '0', actual: null },
      { path: 'e', expected: null, actual: 'null' },
    ]);
    expect(differences({}, null)).toEqual([{ path: '.', expected: '{}', actual: 'null' }]);
  });
});

describe('drafts of test vectors', () => {
  const vector = { name: 'Level', fPort: 2, hex: '00FA', expected: { level: 2.5 }, error: null };

  it('become what they were made of', () => {
    expect(vectorOf(draftOf(vector))).toEqual(vector);
    const wrong = { ...vector, expected: null, error: 'too short' };
    expect(vectorOf(draftOf(wrong))).toEqual(wrong);
    expect(vectorOf({ ...draftOf(vector), hex: '0x00, FA' }).hex).toBe('00FA');
  });

  it('say what is missing', () => {
    expect(faultsOf(draftOf(vector))).toEqual({});
    const bad = { ...draftOf(vector), name: ' ', fPort: '2.5', hex: '0', expected: '[1]' };
    expect(Object.keys(faultsOf(bad))).toEqual(['name', 'fPort', 'hex', 'expected']);
    expect([isHex(''), isHex('00 fa'), isHex('0g')]).toEqual([true, true, false]);
  });
});

it('finds the faults of the server by item', () => {
  expect(serverFaults({ 2: { message: 'fails', type: 'server' } })).toEqual({ 2: 'fails' });
});
