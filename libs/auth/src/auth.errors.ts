import { DomainError } from '@app/kernel';

/** One text for an unknown user, a wrong password and a disabled user. */
export function invalidCredentials(): DomainError {
  return new DomainError('unauthenticated', 'auth.invalid-credentials', 'Sign-in failed', {
    detail: 'Username or password is wrong.',
  });
}

export function invalidCode(): DomainError {
  return new DomainError('unauthenticated', 'auth.invalid-code', 'Code refused', {
    detail: 'The code is wrong or has been used. Wait for the next one.',
  });
}

/** @param waitS - seconds until the next attempt is looked at */
export function throttled(waitS: number): DomainError {
  return new DomainError('too-many', 'auth.throttled', 'Too many attempts', {
    detail: `Too many failed attempts. Try again in ${waitS} s.`,
    extra: { retryAfterS: waitS },
  });
}

export function tokenRefused(detail: string, code = 'auth.invalid-token'): DomainError {
  return new DomainError('unauthenticated', code, 'Sign-in required', { detail });
}

export function signInRequired(): DomainError {
  return tokenRefused('Send an access token or an API key: Authorization: Bearer <token>.', 'auth.required');
}

/** The request came with the portal's cookie from another origin than the portal. */
export function foreignOrigin(): DomainError {
  return new DomainError('forbidden', 'auth.foreign-origin', 'Foreign origin', {
    detail: 'The sign-in cookie works only for pages of this server.',
  });
}

/** A refusal of somebody who is known: it leaves a row in the audit trail, where a stranger's is only counted. */
export class KnownRefusal extends DomainError {
  constructor(
    readonly actor: { kind: 'user' | 'apiKey'; id: string; name: string },
    readonly tenantId: number,
    detail: string,
    code = 'auth.invalid-token',
  ) {
    super('unauthenticated', code, 'Sign-in required', { detail });
  }
}
