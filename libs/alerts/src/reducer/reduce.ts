import { MAX_SHELVE_MINUTES, type AlertEvent, type Outcome, type Transition, type TransitionName } from './event';
import type { Actor, Occurrence } from './occurrence';
import type { RefusalCode } from './refusal';

const MINUTE_MS = 60_000;

/**
 * The one place where alarms change state, after ISA-18.2 (state model of IEC 62682): pure, total, without a clock.
 * Shelving, suppression and out-of-service are orthogonal to the state. An occurrence is raised by {@link trip}.
 */
export function reduce(current: Occurrence, event: AlertEvent): Outcome {
  switch (event.type) {
    case 'clear':
      return clear(current, event);
    case 'acknowledge':
      return acknowledge(current, event);
    case 'shelve':
    case 'shelve-until-clear':
      return shelve(current, event);
    case 'unshelve':
    case 'shelf-expired':
      return unshelve(current, event);
    case 'comment':
      return comment(current, event);
    case 'assign':
      return assign(current, event);
    case 'resolve':
      return resolve(current, event);
    case 'suppress':
    case 'unsuppress':
      return setFlag(current, event, 'suppressed', event.type === 'suppress');
    default:
      return setFlag(current, event, 'outOfService', event.type === 'take-out-of-service');
  }
}

function clear(current: Occurrence, event: Extract<AlertEvent, { type: 'clear' }>): Outcome {
  if (!current.conditionActive) return refuse('alert.not-active', 'The condition has ended before.');
  const ended: Occurrence = { ...current, conditionActive: false, clearedAt: event.at };
  if (current.state === 'normal')
    return record(current, ended, 'condition-ended', event.at, null, { value: event.value });
  const oneShotEnds = current.shelving?.oneShot === true;
  const next: Occurrence = {
    ...ended,
    state: current.state === 'active_acked' ? 'normal' : 'cleared_unacked',
    shelving: oneShotEnds ? null : current.shelving,
  };
  return record(current, next, 'clear', event.at, null, {
    value: event.value,
    ...(oneShotEnds && { unshelved: true }),
  });
}

function acknowledge(current: Occurrence, event: Extract<AlertEvent, { type: 'acknowledge' }>): Outcome {
  if (current.state === 'normal') return closed(current);
  if (current.state === 'active_acked') {
    return refuse(
      'alert.already-acknowledged',
      'Somebody has acknowledged this alert; it stays active until its condition ends.',
    );
  }
  const state = current.state === 'active_unacked' ? 'active_acked' : 'normal';
  const next: Occurrence = { ...current, state, ackedAt: event.at, ackedBy: event.by };
  return record(current, next, 'acknowledge', event.at, event.by, text('comment', event.comment));
}

function shelve(current: Occurrence, event: Extract<AlertEvent, { type: 'shelve' | 'shelve-until-clear' }>): Outcome {
  if (current.state === 'normal') return closed(current);
  if (event.reason.trim() === '') return refuse('alert.reason-required', 'Say why the alert is shelved.');
  const oneShot = event.type === 'shelve-until-clear';
  if (oneShot && current.state === 'cleared_unacked') {
    return refuse('alert.not-active', 'The alert has cleared; shelve it for a time, or acknowledge it.');
  }
  const minutes = oneShot ? MAX_SHELVE_MINUTES : event.minutes;
  if (!(minutes > 0 && minutes <= MAX_SHELVE_MINUTES)) {
    return refuse('alert.shelve-time', `Shelve for more than 0 and at most ${MAX_SHELVE_MINUTES} minutes.`);
  }
  const until = event.at + Math.ceil(minutes * MINUTE_MS);
  const next: Occurrence = { ...current, shelving: { until, oneShot, reason: event.reason } };
  return record(current, next, event.type, event.at, event.by, { reason: event.reason, until, oneShot });
}

function unshelve(current: Occurrence, event: Extract<AlertEvent, { type: 'unshelve' | 'shelf-expired' }>): Outcome {
  if (current.shelving === null) return refuse('alert.not-shelved', 'The alert is not shelved.');
  if (event.type === 'shelf-expired' && event.at < current.shelving.until) {
    return refuse('alert.shelf-not-expired', 'The shelving lasts longer.');
  }
  const next = announceAgain({ ...current, shelving: null });
  return record(current, next, event.type, event.at, event.type === 'unshelve' ? event.by : null, {});
}

function comment(current: Occurrence, event: Extract<AlertEvent, { type: 'comment' }>): Outcome {
  return record(current, current, 'comment', event.at, event.by, { comment: event.text });
}

function assign(current: Occurrence, event: Extract<AlertEvent, { type: 'assign' }>): Outcome {
  if (current.state === 'normal') return closed(current);
  const next: Occurrence = { ...current, owner: event.owner };
  const detail = { ownerId: event.owner?.id ?? null, ownerName: event.owner?.name ?? null };
  return record(current, next, 'assign', event.at, event.by, detail);
}

function resolve(current: Occurrence, event: Extract<AlertEvent, { type: 'resolve' }>): Outcome {
  if (current.state === 'normal') return closed(current);
  if (event.cause.trim() === '') return refuse('alert.reason-required', 'Name the cause that was found.');
  if (current.conditionActive && (event.reason ?? '').trim() === '') {
    return refuse('alert.reason-required', 'The condition still holds: say why the alert is resolved all the same.');
  }
  const acked = current.ackedAt !== null;
  const next: Occurrence = {
    ...current,
    state: 'normal',
    shelving: null,
    ackedAt: acked ? current.ackedAt : event.at,
    ackedBy: acked ? current.ackedBy : event.by,
    resolvedAt: event.at,
    cause: event.cause,
  };
  const detail = { cause: event.cause, ...text('reason', event.reason) };
  return record(current, next, 'resolve', event.at, event.by, detail);
}

function setFlag(
  current: Occurrence,
  event: Extract<AlertEvent, { reason: string; by: Actor | null }>,
  flag: 'suppressed' | 'outOfService',
  value: boolean,
): Outcome {
  if (current[flag] === value) return refuse('alert.flag-unchanged', 'The alert is in that condition already.');
  const changed: Occurrence = { ...current, [flag]: value };
  const next = value ? changed : announceAgain(changed);
  return record(current, next, event.type, event.at, event.by, { reason: event.reason });
}

/** An alarm that is still active when it comes back into sight calls for a new acknowledgement. */
function announceAgain(occurrence: Occurrence): Occurrence {
  if (occurrence.state !== 'active_acked') return occurrence;
  return { ...occurrence, state: 'active_unacked', ackedAt: null, ackedBy: null };
}

function closed(current: Occurrence): Outcome {
  return current.resolvedAt === null
    ? refuse('alert.already-cleared', 'The alert has cleared and was acknowledged or followed by a newer one.')
    : refuse('alert.already-resolved', 'The alert has been resolved.');
}

function refuse(code: RefusalCode, detail: string): Outcome {
  return { ok: false, refusal: { code, detail } };
}

function text(name: 'comment' | 'reason', value: string | undefined): Transition['detail'] {
  return value === undefined || value === '' ? {} : { [name]: value };
}

function record(
  current: Occurrence,
  next: Occurrence,
  event: TransitionName,
  at: number,
  by: Actor | null,
  detail: Transition['detail'],
): Outcome {
  return { ok: true, next, transition: { event, at, from: current.state, to: next.state, by, detail } };
}
