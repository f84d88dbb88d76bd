import { DomainError } from '@app/kernel';
import { REFUSAL_TITLES, type Refusal } from './reducer';

/** A refusal of the reducer as a failure of the command. */
export function refused(refusal: Refusal): DomainError {
  const invalid = refusal.code === 'alert.reason-required' || refusal.code === 'alert.shelve-time';
  return new DomainError(invalid ? 'invalid' : 'conflict', refusal.code, REFUSAL_TITLES[refusal.code], {
    detail: refusal.detail,
  });
}

/** The person an alert was to be given to does not exist, or could not see it. */
export function unknownOwner(): DomainError {
  return new DomainError('invalid', 'alert.unknown-owner', 'Owner unknown', {
    detail: 'No active user with this id can see the alert.',
    errors: [{ pointer: '/userId', detail: 'No active user with this id can see the alert.' }],
  });
}
