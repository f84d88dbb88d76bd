import { describe, expect, it } from 'vitest';
import { connectionOf } from './device-state';
import { ledgerSteps, troubledMinutes } from './ledger-steps';

const line = (minute: string, part: object) => ({
  minute,
  stored: 0,
  duplicate: 0,
  conflict: 0,
  late: 0,
  quarantined: 0,
  refused: 0,
  ...part,
});
const ledger = {
  totals: line('', {}),
  data: [
    line('2026-11-21T10:59:00Z', { stored: 4, quarantined: 1 }),
    line('2026-11-21T10:10:00Z', { stored: 3, late: 2 }),
    line('2026-11-21T09:00:00Z', { stored: 9 }),
  ],
};

describe('a device', () => {
  it('is called by what matters most', () => {
    expect(connectionOf({ status: 'disabled', online: true })).toBe('disabled');
    expect(connectionOf({ status: 'active', online: null })).toBe('unknown');
    expect(connectionOf({ status: 'active', online: false })).toBe('offline');
    expect(connectionOf({ status: 'active', online: true })).toBe('online');
  });

  it('has a course of stored readings in equal steps', () => {
    const from = Date.parse('2026-11-21T10:00:00Z');
    expect(ledgerSteps(ledger, from, from + 3_600_000, 4)).toEqual([5, 0, 0, 4]);
  });

  it('names the minutes with trouble', () => {
    expect(troubledMinutes(ledger, 5).map(({ minute }) => minute)).toEqual(['2026-11-21T10:59:00Z']);
  });
});
