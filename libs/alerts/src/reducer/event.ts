import type { Actor, AlarmState, Occurrence } from './occurrence';
import type { Refusal } from './refusal';

/** Longest shelving, minutes (a week): shelved alarms must come back before they are forgotten. */
export const MAX_SHELVE_MINUTES = 7 * 24 * 60;

/** What can happen to an occurrence once it is raised. Times in Unix ms. */
export type AlertEvent =
  | { type: 'clear'; at: number; value: number | null }
  | { type: 'acknowledge'; at: number; by: Actor; comment?: string | undefined }
  | { type: 'shelve'; at: number; by: Actor; reason: string; minutes: number }
  | { type: 'shelve-until-clear'; at: number; by: Actor; reason: string }
  | { type: 'unshelve'; at: number; by: Actor }
  | { type: 'shelf-expired'; at: number }
  | { type: 'comment'; at: number; by: Actor; text: string }
  | { type: 'assign'; at: number; by: Actor; owner: Actor | null }
  | { type: 'resolve'; at: number; by: Actor; cause: string; reason?: string | undefined }
  | { type: 'suppress' | 'unsuppress'; at: number; by: Actor | null; reason: string }
  | { type: 'take-out-of-service' | 'return-to-service'; at: number; by: Actor | null; reason: string };

/** A condition began to hold. */
export interface TripEvent {
  type: 'trip';
  at: number;
  value: number | null;
  limit: number | null;
}

/** Names of recorded transitions: the events, and what follows from them. */
export type TransitionName = AlertEvent['type'] | 'trip' | 'superseded' | 'condition-ended';

/** What is written down about a change; append-only. */
export interface Transition {
  event: TransitionName;
  at: number;
  from: AlarmState;
  to: AlarmState;
  by: Actor | null;
  /** Facts of the event: values, comment, reason, until. */
  detail: Record<string, string | number | boolean | null>;
}

/** Result of an event: the next state with its record, or the reason why nothing changed. */
export type Outcome = { ok: true; next: Occurrence; transition: Transition } | { ok: false; refusal: Refusal };
