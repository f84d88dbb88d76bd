import { beforeEach, describe, expect, it, vi } from 'vitest';
import { accessToken, signIn, signOut } from '../auth/session';
import { fakeApi } from '../test/fake-api';
import { get, post, queryString, request } from './http';
import { ApiError } from './problem';

const login = { 'POST /api/v1/auth/login': () => ({ body: { accessToken: 'first', expiresInS: 900 } }) };

beforeEach(async () => {
  fakeApi({ 'POST /api/v1/auth/logout': () => ({ status: 204 }) });
  await signOut();
});

describe('a call', () => {
  it('carries the access token, and the version as If-Match', async () => {
    const calls = fakeApi({ ...login, 'PATCH /api/v1/zones/z': () => ({ body: {} }) });
    await signIn('a', 'b');
    await request('PATCH', '/zones/z', { body: { name: 'x' }, ifMatch: 7 });
    expect(calls.at(-1)?.headers.get('authorization')).toBe('Bearer first');
    expect(calls.at(-1)?.headers.get('if-match')).toBe('"7"');
  });

  it('gives each POST an idempotency key of its own', async () => {
    const calls = fakeApi({ 'POST /api/v1/zones': () => ({ body: {} }) });
    await post('/zones');
    await post('/zones');
    const keys = calls.map((call) => call.headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('renews an expired token once and repeats', async () => {
    let valid = 'second';
    const calls = fakeApi({
      ...login,
      'POST /api/v1/auth/refresh': () => ({ body: { accessToken: valid, expiresInS: 900 } }),
      'GET /api/v1/zones': ({ headers }) =>
        headers.get('authorization') === 'Bearer second'
          ? { body: { ok: true } }
          : { status: 401, body: { title: 'Expired' } },
    });
    await signIn('a', 'b');
    await expect(get('/zones')).resolves.toEqual({ ok: true });
    expect(accessToken()).toBe('second');
    valid = 'third';
    await Promise.all([get('/zones'), get('/zones')]);
    expect(calls.filter((call) => call.path.endsWith('/refresh'))).toHaveLength(1);
  });

  it('shares one renewal between calls that fail together', async () => {
    const calls = fakeApi({
      ...login,
      'POST /api/v1/auth/refresh': () => ({ body: { accessToken: 'second', expiresInS: 900 } }),
      'GET /api/v1/zones': ({ headers }) =>
        headers.get('authorization') === 'Bearer second' ? { body: {} } : { status: 401, body: {} },
    });
    await signIn('a', 'b');
    await Promise.all([get('/zones'), get('/zones'), get('/zones')]);
    expect(calls.filter((call) => call.path.endsWith('/refresh'))).toHaveLength(1);
  });

  it('ends in a 401 when the session is over, and forgets the token', async () => {
    fakeApi({
      ...login,
      'POST /api/v1/auth/refresh': () => ({ status: 401, body: {} }),
      'GET /api/v1/zones': () => ({ status: 401, body: {} }),
    });
    await signIn('a', 'b');
    await expect(get('/zones')).rejects.toMatchObject({ status: 401 });
    expect(accessToken()).toBeNull();
  });

  it('turns a problem document into an error with its fields', async () => {
    fakeApi({
      'POST /api/v1/zones': () => ({
        status: 422,
        body: {
          title: 'Invalid',
          detail: 'Two fields are wrong.',
          code: 'invalid',
          errors: [{ pointer: '/thresholds/high', detail: 'too low' }],
        },
      }),
    });
    const error: unknown = await post('/zones').catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 422,
      message: 'Two fields are wrong.',
      code: 'invalid',
      body: { errors: { thresholds: { high: 'too low' } } },
    });
  });

  it('reports an unreachable server as such', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await expect(get('/zones')).rejects.toMatchObject({ status: 0, code: 'network' });
  });
});

describe('a query string', () => {
  it('leaves out what is empty and joins lists', () => {
    expect(queryString({ a: 1, b: null, c: undefined, d: '', e: ['x', 'y'], f: [], g: false })).toBe(
      '?a=1&e=x%2Cy&g=false',
    );
    expect(queryString({})).toBe('');
  });
});
