import * as fc from 'fast-check';
import { weaknessOf } from './password-policy';

const about = ['maria.keller', 'Maria Keller', 'maria@riverton.example'];

describe('weaknessOf', () => {
  it.each([
    ['short one', 'Ab3$efghijk'],
    ['common', 'password1234'],
    ['common in other letters', 'P@ssw0rd2026!'],
    ['product words', 'HydrantWater1!'],
    ['product words with the year', 'waterworks-2026'],
    ['keyboard walk', 'qwertyuiop12'],
    ['digits in sequence', '123456789012'],
    ['letters in sequence', 'abcdefghijklm'],
    ['few characters', 'aaaaaaaaaaaab'],
    ['repeated', 'x7Kq!x7Kq!x7Kq!'],
    ['own name', 'Maria.Keller.1985'],
    ['too long', 'aB3$'.repeat(100)],
  ])('refuses what is %s', (_why, password) => {
    expect(weaknessOf(password, about)).toEqual(expect.any(String));
  });

  it.each([
    ['four words', 'correct horse battery staple'],
    ['64 characters', 'k3Vq9xT2mW8rB5nY7cD1fG4hJ6lP0sZuAeIoXvQtRbNwMyCdFgHjKlPsEaUi12Zx'],
    ['spaces and other scripts', 'дождь идёт на крышу'],
    ['no digits', 'teapot marmalade ladder'],
  ])('accepts %s', (_why, password) => {
    expect(weaknessOf(password, about)).toBeNull();
  });

  it('accepts nearly every random password of 16 characters, and never throws', () => {
    const letters = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679'.split('');
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom(...letters), { minLength: 16, maxLength: 16 })
          .filter((chosen) => new Set(chosen).size > 9),
        (chosen) => weaknessOf(chosen.join(''), about) === null,
      ),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => void weaknessOf(text, about)));
  });
});
