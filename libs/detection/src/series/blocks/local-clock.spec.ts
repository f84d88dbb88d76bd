import * as fc from 'fast-check';
import { LocalClock } from '.';

const zones = [
  'Europe/Madrid',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Pacific/Apia',
];

describe('local clock', () => {
  it('agrees with the time zone database at any minute, in any order', () => {
    const clocks = zones.map((zone) => [zone, new LocalClock(zone)] as const);
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 0, 1) }), (time) => {
        for (const [zone, clock] of clocks) {
          clock.set(time);
          const local = new Date(clock.day * 86_400_000 + clock.msOfDay).toISOString();
          const shown = new Date(time).toLocaleString('sv-SE', { timeZone: zone });
          expect(local.slice(0, 19).replace('T', ' ')).toBe(shown);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('follows a change of the offset to the minute', () => {
    const clock = new LocalClock('Europe/Madrid');
    const change = Date.UTC(2026, 2, 29, 1);
    clock.set(change - 60_000);
    expect(clock.msOfDay).toBe((1 * 60 + 59) * 60_000);
    clock.set(change);
    expect(clock.msOfDay).toBe(3 * 3_600_000);
  });

  it('knows weekdays, and holidays as Sundays', () => {
    const clock = new LocalClock('Asia/Tokyo', new Set(['2026-01-12']));
    clock.set(Date.UTC(2026, 0, 11, 16));
    expect(clock.dayClass).toBe(0);
    clock.set(Date.UTC(2026, 0, 12, 16));
    expect(clock.dayClass).toBe(2);
    const plain = new LocalClock();
    plain.set(Date.UTC(2026, 0, 12, 16));
    expect(plain.dayClass).toBe(1);
    plain.set(Date.UTC(1969, 11, 31, 1));
    expect(plain.dayClass).toBe(3);
    expect(plain.msOfDay).toBe(3_600_000);
  });
});
