import { createMongoAbility } from '@casl/ability';
import { describe, expect, it } from 'vitest';
import { sampleAlarm } from '../test/sample-alarm';
import { fits, foresee, isShelved, markOf, possibleCommands, undoOf, wantsAttention } from './alarm-state';

const now = Date.parse('2026-11-21T10:30:00Z');
const later = '2026-11-21T11:00:00.000Z';
const earlier = '2026-11-21T10:10:00.000Z';
const me = { id: 'u1', name: 'Omar' };

describe('an alarm in the console', () => {
  it('asks for attention until it is acknowledged, shelved or suppressed', () => {
    expect(wantsAttention(sampleAlarm(), now)).toBe(true);
    expect(wantsAttention(sampleAlarm({ state: 'cleared_unacked' }), now)).toBe(true);
    expect(wantsAttention(sampleAlarm({ state: 'active_acked' }), now)).toBe(false);
    expect(wantsAttention(sampleAlarm({ shelvedUntil: later }), now)).toBe(false);
    expect(wantsAttention(sampleAlarm({ suppressed: true }), now)).toBe(false);
  });

  it('is shelved only until its time', () => {
    expect(isShelved(sampleAlarm({ shelvedUntil: later }), now)).toBe(true);
    expect(isShelved(sampleAlarm({ shelvedUntil: earlier }), now)).toBe(false);
    expect(markOf(sampleAlarm({ shelvedUntil: later }), now)).toBe('shelved');
    expect(markOf(sampleAlarm({ shelvedUntil: earlier }), now)).toBe('critical');
    expect(markOf(sampleAlarm({ outOfService: true }), now)).toBe('out_of_service');
  });

  it('offers what fits its state', () => {
    expect(fits('acknowledge', sampleAlarm({ state: 'active_acked' }), now)).toBe(false);
    expect(fits('shelve', sampleAlarm({ shelvedUntil: later }), now)).toBe(false);
    expect(fits('unshelve', sampleAlarm({ shelvedUntil: later }), now)).toBe(true);
    expect(fits('resolve', sampleAlarm({ state: 'normal' }), now)).toBe(false);
    expect(fits('comment', sampleAlarm({ state: 'normal' }), now)).toBe(true);
  });

  it('offers only what the rights allow, conditions on the owner included', () => {
    const crew = createMongoAbility([
      { action: 'acknowledge', subject: 'Alert' },
      { action: 'resolve', subject: 'Alert', conditions: { ownerId: 'u1' } },
    ]);
    expect(possibleCommands(sampleAlarm(), crew, now)).toEqual(['acknowledge', 'comment']);
    expect(possibleCommands(sampleAlarm({ owner: me }), crew, now)).toEqual(['acknowledge', 'comment', 'resolve']);
  });

  it('foresees what a command does', () => {
    expect(foresee(sampleAlarm(), { command: 'acknowledge' }, me, now)).toMatchObject({
      state: 'active_acked',
      ackedBy: 'Omar',
    });
    expect(foresee(sampleAlarm({ state: 'cleared_unacked' }), { command: 'acknowledge' }, me, now).state).toBe(
      'normal',
    );
    expect(foresee(sampleAlarm(), { command: 'shelve', reason: 'Flushing', minutes: 30 }, me, now)).toMatchObject({
      shelvedUntil: later,
      oneShotShelved: false,
    });
    expect(
      foresee(sampleAlarm(), { command: 'shelve', reason: 'Works', untilClear: true }, me, now).oneShotShelved,
    ).toBe(true);
    expect(foresee(sampleAlarm({ shelvedUntil: later }), { command: 'unshelve' }, me, now).shelvedUntil).toBeNull();
    expect(foresee(sampleAlarm(), { command: 'assign', userId: 'u1' }, me, now).owner).toEqual(me);
    expect(foresee(sampleAlarm({ owner: me }), { command: 'assign', userId: null }, me, now).owner).toBeNull();
    expect(foresee(sampleAlarm(), { command: 'resolve', cause: 'Burst pipe' }, me, now)).toMatchObject({
      state: 'normal',
      cause: 'Burst pipe',
    });
  });

  it('knows how to take a command back', () => {
    expect(undoOf({ command: 'shelve', reason: 'x', minutes: 5 }, sampleAlarm())).toEqual({ command: 'unshelve' });
    expect(undoOf({ command: 'assign', userId: 'u2' }, sampleAlarm({ owner: me }))).toEqual({
      command: 'assign',
      userId: 'u1',
    });
    expect(undoOf({ command: 'acknowledge' }, sampleAlarm())).toBeNull();
  });
});
