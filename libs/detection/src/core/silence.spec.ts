import { silenceLimitMs, silentSince } from './silence';

describe('silence', () => {
  const minute = 60_000;
  const input = { lastReceivedAt: 1_000 * minute, inServiceSince: 0, intervalS: 900, settings: {} };

  it('begins four intervals after the newest reading', () => {
    expect(silentSince(input, 1_060 * minute - 1)).toBeNull();
    expect(silentSince(input, 1_060 * minute)).toBe(1_060 * minute);
  });

  it('begins after five minutes at the earliest', () => {
    expect(silenceLimitMs({ intervalS: 1, settings: {} })).toBe(5 * minute);
  });

  it('keeps to the time that a user set', () => {
    expect(silentSince({ ...input, settings: { silenceMinutes: 2 } }, 1_002 * minute)).toBe(1_002 * minute);
  });

  it('counts from the start of service for a sensor that never reported', () => {
    expect(silentSince({ ...input, lastReceivedAt: null, inServiceSince: 500 * minute }, 559 * minute)).toBeNull();
    expect(silentSince({ ...input, lastReceivedAt: null, inServiceSince: 500 * minute }, 560 * minute)).toBe(
      560 * minute,
    );
    expect(silentSince({ ...input, lastReceivedAt: 1, inServiceSince: 500 * minute }, 560 * minute)).toBe(560 * minute);
  });

  it('is off when a user says so, or nothing is known of the interval', () => {
    expect(silentSince({ ...input, settings: { silenceMinutes: null } }, 1e15)).toBeNull();
    expect(silentSince({ ...input, settings: { enabled: false } }, 1e15)).toBeNull();
    expect(silentSince({ ...input, intervalS: 0 }, 1e15)).toBeNull();
  });
});
