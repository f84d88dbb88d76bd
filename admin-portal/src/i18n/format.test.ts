import { describe, expect, it } from 'vitest';
import { formatAge, formatAgo, formatCompact, formatQuantity, formatTime, unitSymbol } from './format';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('quantities', () => {
  it('are written with the decimals and symbol of their unit', () => {
    expect(formatQuantity(312.345, 'kPa', 'en')).toBe('312.3\u00a0kPa');
    expect(formatQuantity(0.5, 'mg/L', 'fr')).toBe('0,50\u00a0mg/L');
    expect(formatQuantity(1234, 'm3', 'en')).toBe('1,234\u00a0m³');
    expect(unitSymbol('[NTU]')).toBe('NTU');
    expect(unitSymbol('furlong')).toBe('furlong');
  });

  it('are a dash when there is none', () => {
    expect([null, undefined, NaN, Infinity].map((value) => formatQuantity(value, 'kPa', 'en'))).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });

  it('keep Latin digits in Arabic, as instruments show them', () => {
    expect(formatQuantity(12.5, 'm3/h', 'ar')).toContain('12.5');
  });
});

describe('times', () => {
  it('are written in the zone of the place, and name it when written in full', () => {
    expect(formatTime('2026-03-01T12:30:00Z', 'en', 'time', 'Asia/Kolkata')).toBe('18:00');
    expect(formatTime('2026-07-01T12:30:00Z', 'en', 'full', 'Europe/Lisbon')).toMatch(/13:30:00.*GMT\+1/);
    expect(formatTime('nonsense', 'en', 'time')).toBe('–');
  });

  it('say how long ago', () => {
    expect(formatAgo('2026-03-01T11:55:00Z', now, 'en')).toBe('5 min. ago');
    expect(formatAgo('2026-03-01T13:00:00Z', now, 'en')).toBe('in 1 hr.');
    expect(formatAgo('2026-03-01T12:00:05Z', now, 'en')).toBe('now');
  });

  it('shorten ages to two parts', () => {
    expect(formatAge(now - 42_000, now, 'en')).toBe('42s');
    expect(formatAge(now - 17 * 60_000, now, 'en')).toBe('17m');
    expect(formatAge(now - (3 * 3600 + 5 * 60) * 1000, now, 'en')).toBe('3h 5m');
    expect(formatAge(now - 52 * 3600_000, now, 'en')).toBe('2d 4h');
    expect(formatAge(now + 60_000, now, 'en')).toBe('0s');
  });

  it('shorten large counts', () => {
    expect(formatCompact(12_400, 'en')).toBe('12.4K');
  });
});
