import * as fc from 'fast-check';
import { addDays, daysBetween, instantOf, lastEndedNight, localDate, localDay, nightWindow } from './local-night';

const HOUR = 3_600_000;
const usual = { startMinute: 120, endMinute: 240 };
const hoursOf = (night: string, zone: string) => {
  const { from, to } = nightWindow(night, usual, zone);
  return (to - from) / HOUR;
};
const dayHours = (date: string, zone: string) => {
  const { from, to } = localDay(date, zone);
  return (to - from) / HOUR;
};

describe('nights', () => {
  it('last as long as the clocks of the zone say', () => {
    expect(hoursOf('2026-03-28', 'Europe/Athens')).toBe(2);
    expect(hoursOf('2026-03-29', 'Europe/Athens')).toBe(1);
    expect(hoursOf('2026-10-25', 'Europe/Athens')).toBe(3);
    expect(hoursOf('2026-03-29', 'Europe/Berlin')).toBe(1);
    expect(hoursOf('2026-10-25', 'Europe/Berlin')).toBe(3);
    expect(hoursOf('2026-03-08', 'America/New_York')).toBe(1);
    expect(nightWindow('2026-03-29', usual, 'Europe/Athens')).toMatchObject({
      from: Date.parse('2026-03-29T00:00:00Z'),
      to: Date.parse('2026-03-29T01:00:00Z'),
      clockChange: true,
    });
    expect(nightWindow('2026-03-28', usual, 'Europe/Athens').clockChange).toBe(false);
  });

  it('belong to days of 23, 24, 24.5 and 25 hours', () => {
    expect(dayHours('2026-03-29', 'Europe/Athens')).toBe(23);
    expect(dayHours('2026-10-25', 'Europe/Athens')).toBe(25);
    expect(dayHours('2026-03-08', 'America/New_York')).toBe(23);
    expect(dayHours('2026-11-01', 'America/New_York')).toBe(25);
    expect(dayHours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
    expect(dayHours('2026-03-08', 'America/Havana')).toBe(23);
    expect(localDay('2026-03-08', 'America/Havana').from).toBe(instantOf(Date.UTC(2026, 2, 8), 'America/Havana'));
    expect(dayHours('2026-06-01', 'Asia/Kathmandu')).toBe(24);
  });

  it('end when their window does', () => {
    const end = Date.parse('2026-06-01T01:00:00Z');
    expect(lastEndedNight(end, usual, 'Europe/Athens')).toBe('2026-06-01');
    expect(lastEndedNight(end - 1, usual, 'Europe/Athens')).toBe('2026-05-31');
  });

  it('are days that meet without gap, in every zone and year', () => {
    const zone = fc.constantFrom(
      'Europe/Athens',
      'America/Havana',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Asia/Tehran',
      'Pacific/Chatham',
      'America/Santiago',
      'Asia/Beirut',
    );
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: 12_000 }), (timeZone, days) => {
        const date = addDays('2000-01-01', days);
        const day = localDay(date, timeZone);
        expect(day.to).toBe(localDay(addDays(date, 1), timeZone).from);
        expect(day.to).toBeGreaterThan(day.from);
        expect(localDate(day.from, timeZone)).toBe(date);
        expect(localDate(day.to - 1, timeZone)).toBe(date);
      }),
      { numRuns: 300 },
    );
  });

  it('are counted by dates', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
    expect(() => addDays('soon', 1)).toThrow(RangeError);
  });
});
