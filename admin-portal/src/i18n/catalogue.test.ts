import { describe, expect, it } from 'vitest';
import { loadMessages, mergeMessages, type Messages } from './catalogue';
import { directionOf, initialLanguage, LANGUAGES, toLanguage } from './languages';

function flatten(messages: Messages, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`).forEach((text, inner) => texts.set(inner, text));
  }
  return texts;
}

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/%\{(\w+)\}/g)].map((match) => match[1]))].sort();

describe('the catalogue', () => {
  it('has every text of every folder in all four languages, with the same placeholders', async () => {
    const english = flatten(await loadMessages('en'));
    expect(english.size).toBeGreaterThan(200);
    for (const { locale } of LANGUAGES) {
      const texts = flatten(await loadMessages(locale));
      expect({ locale, missing: [...english.keys()].filter((key) => !texts.has(key)) }).toEqual({
        locale,
        missing: [],
      });
      expect({ locale, extra: [...texts.keys()].filter((key) => !english.has(key)) }).toEqual({ locale, extra: [] });
      const faulty = [...texts].filter(([key, text]) => {
        const known = placeholders(english.get(key) ?? '');
        const unknown = placeholders(text).filter((name) => !known.includes(name) && name !== 'smart_count');
        return text.trim() === '' || unknown.length > 0;
      });
      expect({ locale, faulty }).toEqual({ locale, faulty: [] });
    }
  });

  it('merges trees without losing neighbours', () => {
    expect(mergeMessages({ a: { b: '1', c: '2' } }, { a: { b: '3' }, d: '4' })).toEqual({
      a: { b: '3', c: '2' },
      d: '4',
    });
  });
});

describe('languages', () => {
  it('starts in the first wanted language that it has', () => {
    expect(initialLanguage(['de-DE', 'fr-CA', 'en'])).toBe('fr');
    expect(initialLanguage(['de'])).toBe('en');
  });

  it('writes Arabic from right to left and nothing else', () => {
    expect(LANGUAGES.filter(({ locale }) => directionOf(locale) === 'rtl').map(({ locale }) => locale)).toEqual(['ar']);
    expect(toLanguage('AR-eg')).toBe('ar');
    expect(toLanguage('xx')).toBeNull();
  });
});
