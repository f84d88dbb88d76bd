import type { RawRuleOf, MongoAbility } from '@casl/ability';
import { ApiError, type Problem } from '../data/problem';

/** The signed-in person as GET /auth/me tells it. */
export interface Me {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  roles: string[];
  rules: RawRuleOf<MongoAbility>[];
  tenant: { id: string; kind: 'nation' | 'region' | 'municipality'; name: string };
  /** Nothing else is possible before the password is changed. */
  mustChangePassword: boolean;
  mfaEnabled: boolean;
  /** A second factor is required and, when not enrolled, has to be set up before anything else. */
  mfaRequired: boolean;
  mfaAdvised: boolean;
  locale: string | null;
}

/** Answer of a completed sign-in. The refresh token stays in an HttpOnly cookie and is never seen here. */
export interface TokenAnswer {
  accessToken: string;
  expiresInS: number;
}

/** Sign-in needs the second factor. */
export class MfaRequired extends Error {
  readonly challenge: string;

  constructor(challenge: string) {
    super('auth.mfa_required');
    this.challenge = challenge;
  }
}

// The access token lives in this module only: no storage a script from elsewhere could read later.
let token: string | null = null;
let expiresAt = 0;
let me: Promise<Me> | null = null;
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

/** The access token, or null when signed out. */
export function accessToken(): string | null {
  return token;
}

/** Calls back when the token changes (sign-in, renewal, sign-out). */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setToken(answer: TokenAnswer | null): void {
  token = answer?.accessToken ?? null;
  expiresAt = answer ? Date.now() + answer.expiresInS * 1000 : 0;
  if (!answer) me = null;
  listeners.forEach((listener) => listener());
}

async function call<T>(path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/auth/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
    });
  } catch {
    throw new ApiError(0, { detail: 'errors.network' });
  }
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = text ? JSON.parse(text) : undefined;
  } catch {
    parsed = undefined;
  }
  if (!response.ok) throw new ApiError(response.status, (parsed as Problem | undefined) ?? {});
  return parsed as T;
}

/**
 * First step of sign-in.
 * @throws {MfaRequired} when a code is needed
 * @throws {ApiError} when refused
 */
export async function signIn(username: string, password: string): Promise<void> {
  token = null;
  const answer = await call<TokenAnswer | { mfaRequired: true; challenge: string }>('login', {
    username,
    password,
    cookie: true,
  });
  if ('mfaRequired' in answer) throw new MfaRequired(answer.challenge);
  me = null;
  setToken(answer);
}

/** Second step: the code from the authenticator, or a recovery code. */
export async function confirmCode(challenge: string, code: string): Promise<void> {
  const answer = await call<TokenAnswer>('mfa', { challenge, code });
  me = null;
  setToken(answer);
}

/** Changes the password; all other sessions end and this one goes on with a new token. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  const answer = await call<TokenAnswer>('password', { currentPassword, newPassword });
  me = null;
  setToken(answer);
}

/**
 * One page of this browser at a time: the cookie is shared and each renewal replaces it, so that of two renewals at
 * once one would show a used token, which the server takes for a stolen one and ends the session.
 */
function oneAtATime<T>(renew: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('hydrant.refresh', renew) : renew();
}

/** Renews the access token by the cookie; calls made meanwhile share one attempt. False when signed out. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= oneAtATime(() => call<TokenAnswer>('refresh', {}))
    .then((answer) => {
      setToken(answer);
      return true;
    })
    .catch((error: unknown) => {
      // Without a network the session may still be good: keep it and let the caller report the network.
      if (error instanceof ApiError && (error.status === 0 || error.status >= 500)) throw error;
      setToken(null);
      return false;
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** A token that is good for the next few seconds, or null when signed out. */
export async function freshToken(): Promise<string | null> {
  if (token && Date.now() < expiresAt - 10_000) return token;
  await refreshSession();
  return token;
}

/** Renews the token shortly before it ends, for what cannot repeat a refused call (map tiles). */
export function renewSoonEnding(): void {
  if (token && Date.now() > expiresAt - 90_000) void refreshSession().catch(() => false);
}

/** Who is signed in; asked once per session. */
export function whoAmI(): Promise<Me> {
  me ??= freshToken()
    .then(() => call<Me>('me'))
    .catch((error: unknown) => {
      me = null;
      throw error;
    });
  return me;
}

/** Forgets what GET /auth/me said, after a change of password or rights. */
export function forgetMe(): void {
  me = null;
}

/** Ends the session here, and at the server when it can be reached. */
export async function signOut(): Promise<void> {
  if (token) await call('logout', {}).catch(() => undefined);
  setToken(null);
}
