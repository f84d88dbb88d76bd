import { DomainError } from '@app/kernel';

/** The command does not fit what there is. */
export function wrongState(detail: string): DomainError {
  return new DomainError('conflict', 'model.wrong-state', 'Not possible in this state', { detail });
}

/** The model has no version that could do what was asked. */
export function noVersion(version: number | null): DomainError {
  const detail = version === null ? 'The model has no trained version yet.' : `Version ${version} is not trained.`;
  return wrongState(detail);
}
