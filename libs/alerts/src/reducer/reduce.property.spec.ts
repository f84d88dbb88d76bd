import * as fc from 'fast-check';
import { isAnnounced, isOpen, reduce, trip, type AlertEvent, type Occurrence, type Transition } from './index';

const by = { id: 'u1', name: 'Ada' };
type Step = AlertEvent['type'] | 'trip';
const steps: Step[] = [
  'trip',
  'trip',
  'clear',
  'clear',
  'acknowledge',
  'shelve',
  'shelve-until-clear',
  'unshelve',
  'shelf-expired',
  'comment',
  'assign',
  'resolve',
  'suppress',
  'unsuppress',
  'take-out-of-service',
  'return-to-service',
];
const script = fc.array(
  fc.record({
    step: fc.constantFrom(...steps),
    waitMs: fc.integer({ min: 1, max: 120_000 }),
    minutes: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 60 },
);

function eventOf(step: Exclude<Step, 'trip'>, at: number, minutes: number): AlertEvent {
  switch (step) {
    case 'clear':
      return { type: step, at, value: 1 };
    case 'shelve':
      return { type: step, at, by, reason: 'r', minutes };
    case 'shelve-until-clear':
      return { type: step, at, by, reason: 'r' };
    case 'shelf-expired':
      return { type: step, at };
    case 'comment':
      return { type: step, at, by, text: 't' };
    case 'assign':
      return { type: step, at, by, owner: null };
    case 'resolve':
      return { type: step, at, by, cause: 'c', reason: 'r' };
    case 'acknowledge':
    case 'unshelve':
      return { type: step, at, by };
    default:
      return { type: step, at, by, reason: 'r' };
  }
}

/** One alarm living through a script; tells every occurrence and transition to the check. */
function live(
  list: readonly { step: Step; waitMs: number; minutes: number }[],
  check: (before: Occurrence | null, after: Occurrence, transition: Transition, opened: boolean) => void,
): void {
  let current: Occurrence | null = null;
  let at = 0;
  for (const { step, waitMs, minutes } of list) {
    at += waitMs;
    if (step === 'trip') {
      const outcome = trip(current, { type: 'trip', at, value: 1, limit: 0 });
      if (!outcome.ok) continue;
      if (outcome.previous?.transition) check(current, outcome.previous.next, outcome.previous.transition, false);
      check(current, outcome.opened, outcome.transition, true);
      current = outcome.opened;
    } else if (current !== null) {
      const outcome = reduce(current, eventOf(step, at, minutes));
      if (!outcome.ok) continue;
      check(current, outcome.next, outcome.transition, false);
      current = outcome.next;
    }
  }
}

describe('an alarm, whatever happens to it', () => {
  it('has a state that agrees with its condition and its acknowledgement', () => {
    fc.assert(
      fc.property(script, (list) => {
        live(list, (_before, after) => {
          if (after.state === 'active_unacked') expect([after.conditionActive, after.ackedAt]).toEqual([true, null]);
          if (after.state === 'active_acked')
            expect([after.conditionActive, after.ackedAt !== null]).toEqual([true, true]);
          if (after.state === 'cleared_unacked') expect([after.conditionActive, after.ackedAt]).toEqual([false, null]);
          if (after.state === 'normal' && after.conditionActive) expect(after.resolvedAt).not.toBeNull();
        });
      }),
    );
  });

  it('never lets an acknowledgement outlive its occurrence', () => {
    fc.assert(
      fc.property(script, (list) => {
        live(list, (_before, after, _transition, opened) => {
          if (opened)
            expect([after.ackedAt, after.ackedBy, after.resolvedAt, after.cause]).toEqual([null, null, null, null]);
        });
      }),
    );
  });

  it('opens nothing but by a trip, and a closed occurrence stays closed', () => {
    fc.assert(
      fc.property(script, (list) => {
        live(list, (before, after, _transition, opened) => {
          if (!opened && before !== null && !isOpen(before)) expect(isOpen(after)).toBe(false);
        });
      }),
    );
  });

  it('comes back unacknowledged when it leaves the shelf while active', () => {
    fc.assert(
      fc.property(script, (list) => {
        live(list, (before, after, transition) => {
          const left = transition.event === 'unshelve' || transition.event === 'shelf-expired';
          if (left && before?.conditionActive === true && isOpen(before)) expect(after.state).toBe('active_unacked');
          if (left) expect(after.shelving).toBeNull();
        });
      }),
    );
  });

  it('is out of sight exactly while shelved, suppressed or out of service', () => {
    fc.assert(
      fc.property(script, (list) => {
        live(list, (_before, after) => {
          const hidden = after.shelving !== null || after.suppressed || after.outOfService;
          expect(isAnnounced(after)).toBe(isOpen(after) && !hidden);
        });
      }),
    );
  });

  it('writes transitions that join', () => {
    fc.assert(
      fc.property(script, (list) => {
        live(list, (before, after, transition, opened) => {
          expect(transition.from).toBe(opened ? 'normal' : before?.state);
          expect(transition.to).toBe(after.state);
        });
      }),
    );
  });
});
