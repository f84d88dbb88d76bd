import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../data/problem';
import { fakeApi } from '../test/fake-api';
import { admin } from '../test/render';
import { buildAuthProvider } from './auth-provider';
import { accessToken, MfaRequired, signOut } from './session';

const provider = buildAuthProvider((resource) => ({ sensors: 'Sensor', alarms: 'Alert' })[resource] ?? resource);
const token = { accessToken: 'secret-token', expiresInS: 900 };
const logout = { 'POST /api/v1/auth/logout': () => ({ status: 204 }) };

beforeEach(async () => {
  fakeApi(logout);
  await signOut();
});

describe('signing in', () => {
  it('asks for the cookie and keeps the token out of every storage', async () => {
    const calls = fakeApi({ 'POST /api/v1/auth/login': () => ({ body: token }) });
    await provider.login({ username: 'ana', password: 'pw' });
    expect(calls[0].body).toEqual({ username: 'ana', password: 'pw', cookie: true });
    expect(accessToken()).toBe('secret-token');
    expect(
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
    ).not.toContain('secret-token');
  });

  it('goes on with the second factor', async () => {
    const calls = fakeApi({
      'POST /api/v1/auth/login': () => ({ body: { mfaRequired: true, challenge: 'c' } }),
      'POST /api/v1/auth/mfa': () => ({ body: token }),
    });
    const step: unknown = await provider.login({ username: 'ana', password: 'pw' }).catch((error: unknown) => error);
    expect(step).toBeInstanceOf(MfaRequired);
    expect(accessToken()).toBeNull();
    await provider.login({ challenge: (step as MfaRequired).challenge, code: '123456' });
    expect(calls.at(-1)?.body).toEqual({ challenge: 'c', code: '123456' });
    expect(accessToken()).toBe('secret-token');
  });
});

describe('a session', () => {
  it('is taken up again by the cookie', async () => {
    fakeApi({ 'POST /api/v1/auth/refresh': () => ({ body: token }) });
    await expect(provider.checkAuth({})).resolves.toBeUndefined();
  });

  it('is refused without one', async () => {
    fakeApi({ 'POST /api/v1/auth/refresh': () => ({ status: 401, body: {} }) });
    await expect(provider.checkAuth({})).rejects.toThrow('auth.signed_out');
  });

  it('ends at a 401, but not at a missing right', async () => {
    await expect(provider.checkError(new ApiError(401, {}))).rejects.toThrow('auth.session_over');
    await expect(provider.checkError(new ApiError(403, {}))).resolves.toBeUndefined();
  });

  it('forgets token and person on sign-out, even when the server is away', async () => {
    fakeApi({
      'POST /api/v1/auth/login': () => ({ body: token }),
      'POST /api/v1/auth/logout': () => ({ status: 500 }),
    });
    await provider.login({ username: 'ana', password: 'pw' });
    await provider.logout({});
    expect(accessToken()).toBeNull();
  });
});

describe('rights', () => {
  const as = async (rules: typeof admin.rules) => {
    fakeApi({
      ...logout,
      'POST /api/v1/auth/login': () => ({ body: token }),
      'GET /api/v1/auth/me': () => ({ body: { ...admin, rules } }),
    });
    await provider.login({ username: 'ana', password: 'pw' });
    return provider;
  };

  it('follow the rules of the person, in the words of resources', async () => {
    const { canAccess } = await as([{ action: 'read', subject: ['Sensor', 'Alert'] }]);
    expect(await canAccess?.({ resource: 'sensors', action: 'list' })).toBe(true);
    expect(await canAccess?.({ resource: 'sensors', action: 'create' })).toBe(false);
    expect(await canAccess?.({ resource: 'users', action: 'list' })).toBe(false);
  });

  it('look at conditions when there is a record', async () => {
    const { canAccess } = await as([{ action: 'resolve', subject: 'Alert', conditions: { ownerId: 'me' } }]);
    expect(await canAccess?.({ resource: 'alarms', action: 'resolve', record: { id: '1', ownerId: 'me' } })).toBe(true);
    expect(await canAccess?.({ resource: 'alarms', action: 'resolve', record: { id: '1', ownerId: 'you' } })).toBe(
      false,
    );
  });
});
