import { MAX_SHELVE_MINUTES, reduce, trip, type AlertEvent, type Occurrence } from './index';

const by = { id: 'u1', name: 'Ada' };
const other = { id: 'u2', name: 'Grace' };
const fresh = trip(null, { type: 'trip', at: 0, value: 9, limit: 8 });
if (!fresh.ok) throw new Error('a first trip is never refused');

/** An occurrence in each state, reached by events. */
const states: Record<'B' | 'C' | 'D' | 'A' | 'resolved', Occurrence> = {
  B: fresh.opened,
  C: after(fresh.opened, { type: 'acknowledge', at: 1, by }),
  D: after(fresh.opened, { type: 'clear', at: 1, value: 5 }),
  A: after(fresh.opened, { type: 'clear', at: 1, value: 5 }, { type: 'acknowledge', at: 2, by }),
  resolved: after(fresh.opened, { type: 'resolve', at: 2, by, cause: 'burst', reason: 'crew on site' }),
};

function after(start: Occurrence, ...events: AlertEvent[]): Occurrence {
  return events.reduce((current, event) => {
    const outcome = reduce(current, event);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.next;
  }, start);
}

const ack: AlertEvent = { type: 'acknowledge', at: 10, by };
const clear: AlertEvent = { type: 'clear', at: 10, value: 4 };
const shelve: AlertEvent = { type: 'shelve', at: 10, by, reason: 'works', minutes: 5 };
const oneShot: AlertEvent = { type: 'shelve-until-clear', at: 10, by, reason: 'works' };
const assign: AlertEvent = { type: 'assign', at: 10, by, owner: by };
const resolve: AlertEvent = { type: 'resolve', at: 10, by, cause: 'valve closed' };
const resolveAnyway: AlertEvent = { type: 'resolve', at: 10, by, cause: 'valve closed', reason: 'known' };

describe('reduce', () => {
  it.each<[keyof typeof states, AlertEvent, string]>([
    ['B', ack, 'active_acked'],
    ['C', ack, 'alert.already-acknowledged'],
    ['D', ack, 'normal'],
    ['A', ack, 'alert.already-cleared'],
    ['resolved', ack, 'alert.already-resolved'],
    ['B', clear, 'cleared_unacked'],
    ['C', clear, 'normal'],
    ['D', clear, 'alert.not-active'],
    ['A', clear, 'alert.not-active'],
    ['resolved', clear, 'normal'],
    ['B', shelve, 'active_unacked'],
    ['C', shelve, 'active_acked'],
    ['D', shelve, 'cleared_unacked'],
    ['A', shelve, 'alert.already-cleared'],
    ['B', oneShot, 'active_unacked'],
    ['D', oneShot, 'alert.not-active'],
    ['B', { ...shelve, reason: ' ' }, 'alert.reason-required'],
    ['B', { ...shelve, minutes: 0 }, 'alert.shelve-time'],
    ['B', { ...shelve, minutes: Number.NaN }, 'alert.shelve-time'],
    ['B', { ...shelve, minutes: MAX_SHELVE_MINUTES + 1 }, 'alert.shelve-time'],
    ['B', { type: 'unshelve', at: 10, by }, 'alert.not-shelved'],
    ['B', { type: 'shelf-expired', at: 10 }, 'alert.not-shelved'],
    ['B', assign, 'active_unacked'],
    ['A', assign, 'alert.already-cleared'],
    ['B', resolve, 'alert.reason-required'],
    ['B', resolveAnyway, 'normal'],
    ['C', resolve, 'alert.reason-required'],
    ['D', resolve, 'normal'],
    ['D', { ...resolve, cause: '' }, 'alert.reason-required'],
    ['A', resolve, 'alert.already-cleared'],
    ['A', { type: 'comment', at: 10, by, text: 'seen' }, 'normal'],
    ['B', { type: 'suppress', at: 10, by: null, reason: 'pump off' }, 'active_unacked'],
    ['B', { type: 'unsuppress', at: 10, by: null, reason: '' }, 'alert.flag-unchanged'],
    ['B', { type: 'take-out-of-service', at: 10, by, reason: 'repair' }, 'active_unacked'],
    ['B', { type: 'return-to-service', at: 10, by, reason: '' }, 'alert.flag-unchanged'],
  ])('%s with %o leads to %s', (state, event, expected) => {
    const outcome = reduce(states[state], event);
    expect(outcome.ok ? outcome.next.state : outcome.refusal.code).toBe(expected);
    if (!outcome.ok) return;
    expect(outcome.transition).toMatchObject({ at: 10, from: states[state].state, to: expected });
  });

  it('writes down who acknowledged and when', () => {
    const outcome = reduce(states.B, { ...ack, comment: 'on my way' });
    expect(outcome).toMatchObject({
      next: { ackedAt: 10, ackedBy: by },
      transition: { event: 'acknowledge', by, detail: { comment: 'on my way' } },
    });
  });

  it('acknowledges by resolving, and keeps an earlier acknowledgement', () => {
    expect(after(states.D, resolve)).toMatchObject({
      ackedAt: 10,
      ackedBy: by,
      resolvedAt: 10,
      cause: 'valve closed',
    });
    expect(after(states.C, resolveAnyway)).toMatchObject({ ackedAt: 1, resolvedAt: 10 });
  });

  it('notes the end of the condition after a resolve without opening anything', () => {
    const outcome = reduce(states.resolved, clear);
    expect(outcome).toMatchObject({
      next: { state: 'normal', conditionActive: false },
      transition: { event: 'condition-ended' },
    });
  });

  it('ends a one-shot shelving when the alarm clears, a timed one not', () => {
    expect(after(states.B, oneShot, clear).shelving).toBeNull();
    expect(after(states.B, shelve, clear).shelving).toEqual({ until: 300_010, oneShot: false, reason: 'works' });
  });

  it('limits a one-shot shelving to the longest time', () => {
    expect(after(states.B, oneShot).shelving?.until).toBe(10 + MAX_SHELVE_MINUTES * 60_000);
  });

  it('announces an active alarm again when its shelving expires, not before', () => {
    const shelved = after(states.C, shelve);
    expect(reduce(shelved, { type: 'shelf-expired', at: 300_009 })).toMatchObject({
      refusal: { code: 'alert.shelf-not-expired' },
    });
    expect(after(shelved, { type: 'shelf-expired', at: 300_010 })).toMatchObject({
      state: 'active_unacked',
      ackedAt: null,
      ackedBy: null,
      shelving: null,
    });
  });

  it('announces an active alarm again when it returns to service', () => {
    const out = after(states.C, { type: 'take-out-of-service', at: 10, by, reason: 'repair' });
    expect(after(out, { type: 'return-to-service', at: 11, by, reason: 'done' })).toMatchObject({
      state: 'active_unacked',
      outOfService: false,
    });
  });
});

describe('trip', () => {
  const again = { type: 'trip', at: 20, value: 9.5, limit: 8 } as const;

  it('is refused while the condition holds, also after a resolve', () => {
    for (const state of ['B', 'C', 'resolved'] as const) {
      expect(trip(states[state], again)).toMatchObject({ ok: false, refusal: { code: 'alert.already-active' } });
    }
  });

  it('closes an unacknowledged occurrence without acknowledging it, and counts on', () => {
    const outcome = trip({ ...states.D, owner: other }, again);
    expect(outcome).toMatchObject({
      opened: { state: 'active_unacked', raisedAt: 20, ackedAt: null, occurrences: 2, owner: other },
      previous: { next: { state: 'normal', ackedAt: null }, transition: { event: 'superseded' } },
    });
  });

  it('begins anew after a closed occurrence', () => {
    expect(trip({ ...states.A, owner: other }, again)).toMatchObject({
      opened: { occurrences: 1, owner: null },
      previous: { transition: null },
    });
  });

  it('carries over a timed shelving that still runs', () => {
    const shelved = after(states.B, shelve, { ...clear, at: 11 });
    expect(trip(shelved, again)).toMatchObject({
      opened: { shelving: { until: 300_010 } },
      previous: { next: { shelving: null } },
    });
    expect(trip(shelved, { ...again, at: 300_010 })).toMatchObject({ opened: { shelving: null } });
  });
});
