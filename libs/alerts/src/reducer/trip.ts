import type { Transition, TripEvent } from './event';
import { isOpen, type Occurrence } from './occurrence';
import type { Refusal } from './refusal';

/** Result of a trip: a new occurrence, and the end of the one before when that was still open. */
export type TripOutcome =
  | {
      ok: true;
      opened: Occurrence;
      transition: Transition;
      /** The occurrence before, closed where it was still open, its shelving and flags taken over; null without one. */
      previous: { next: Occurrence; transition: Transition | null } | null;
    }
  | { ok: false; refusal: Refusal };

/**
 * Raises an alarm. Each trip is an occurrence of its own (ISA-18.2), so an acknowledgement never outlives its
 * occurrence. A timed shelving, suppression and out-of-service belong to the alarm, not to the occurrence: they are
 * carried over.
 *
 * @param previous - newest occurrence of the same alarm, open or closed; null when there is none
 */
export function trip(previous: Occurrence | null, event: TripEvent): TripOutcome {
  if (previous !== null && previous.conditionActive) {
    return { ok: false, refusal: { code: 'alert.already-active', detail: 'The condition holds already.' } };
  }
  const followsOpen = previous !== null && isOpen(previous);
  const shelving = previous?.shelving ?? null;
  const opened: Occurrence = {
    state: 'active_unacked',
    conditionActive: true,
    shelving: shelving !== null && !shelving.oneShot && shelving.until > event.at ? shelving : null,
    suppressed: previous?.suppressed ?? false,
    outOfService: previous?.outOfService ?? false,
    occurrences: followsOpen ? previous.occurrences + 1 : 1,
    raisedAt: event.at,
    ackedAt: null,
    ackedBy: null,
    clearedAt: null,
    resolvedAt: null,
    cause: null,
    owner: followsOpen ? previous.owner : null,
  };
  const transition: Transition = {
    event: 'trip',
    at: event.at,
    from: 'normal',
    to: 'active_unacked',
    by: null,
    detail: { value: event.value, limit: event.limit },
  };
  return { ok: true, opened, transition, previous: previous === null ? null : handOver(previous, event.at) };
}

function handOver(previous: Occurrence, at: number): { next: Occurrence; transition: Transition | null } {
  const next: Occurrence = { ...previous, state: 'normal', shelving: null, suppressed: false, outOfService: false };
  const transition: Transition = { event: 'superseded', at, from: previous.state, to: 'normal', by: null, detail: {} };
  return { next, transition: isOpen(previous) ? transition : null };
}
