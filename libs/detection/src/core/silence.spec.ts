import { judgeSilence, silenceLimitMs, type SilenceInput } from './silence';

describe('silence', () => {
  const minute = 60_000;
  const input: SilenceInput = {
    lastReceivedAt: 1_000 * minute,
    lastTime: 1_000 * minute,
    watchingSince: 0,
    intervalS: 900,
    lateLimitMs: 45 * minute,
    settings: {},
  };

  it('begins four intervals after the newest reading', () => {
    expect(judgeSilence(input, 1_060 * minute - 1)).toBe('reporting');
    expect(judgeSilence(input, 1_060 * minute)).toBe('silent');
  });

  it('begins after five minutes at the earliest', () => {
    expect(silenceLimitMs({ intervalS: 1, settings: {} })).toBe(5 * minute);
  });

  it('keeps to the time that a user set', () => {
    expect(judgeSilence({ ...input, settings: { silenceMinutes: 2 } }, 1_002 * minute)).toBe('silent');
  });

  it('does not take the rest of the platform for that of the sensor', () => {
    const restarted = { ...input, watchingSince: 1_100 * minute };
    expect(judgeSilence(restarted, 1_101 * minute)).toBe('unknown');
    expect(judgeSilence(restarted, 1_160 * minute)).toBe('silent');
  });

  it('waits for no sensor that never reported, or sent history only', () => {
    expect(judgeSilence({ ...input, lastReceivedAt: null, lastTime: null }, 1e15)).toBe('unknown');
    expect(judgeSilence({ ...input, lastTime: 954 * minute }, 1e15)).toBe('unknown');
    expect(judgeSilence({ ...input, lastTime: 955 * minute }, 1e15)).toBe('silent');
  });

  it('is off when a user says so, or nothing is known of the interval', () => {
    expect(judgeSilence({ ...input, settings: { silenceMinutes: null } }, 1e15)).toBe('reporting');
    expect(judgeSilence({ ...input, settings: { enabled: false } }, 1e15)).toBe('reporting');
    expect(judgeSilence({ ...input, intervalS: 0 }, 1e15)).toBe('reporting');
  });
});
