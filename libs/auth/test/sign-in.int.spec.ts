import { type TestDatabase, testDatabase } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secret, TOTP } from 'otpauth';
import { accessApp } from './access-app';
import { ADMIN, ADMIN_PASSWORD, type Answer, callerOf, signIn } from './caller';

/** Real: PostgreSQL, the HTTP application, Argon2. */
describe('signing in', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let call: ReturnType<typeof callerOf>;

  beforeAll(async () => {
    database = await testDatabase();
    app = await accessApp(database);
    call = callerOf(app);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const refresh = (refreshToken: string) => call('POST', '/auth/refresh', { body: { refreshToken } });
  /** Five free ones, and on a busy machine some after the first waits are over. */
  const expectFewTries = (answers: { statusCode: number }[]): void => {
    const tried = answers.filter(({ statusCode }) => statusCode === 401).length;
    expect(tried).toBeGreaterThanOrEqual(5);
    expect(tried).toBeLessThanOrEqual(9);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(answers.length - tried);
  };
  const me = (token: string) => call('GET', '/auth/me', { token });

  it('answers tokens and who it is', async () => {
    const { body, status } = await call('POST', '/auth/login', {
      body: { username: 'Admin', password: ADMIN_PASSWORD },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      expiresInS: 900,
      user: {
        username: ADMIN,
        roles: ['nationalAdmin'],
        tenant: { kind: 'nation' },
        mustChangePassword: false,
        mfaAdvised: true,
      },
    });
    expect((await me(body['accessToken'] as string)).body).toEqual(body['user']);
    expect(JSON.stringify(body)).not.toContain('tenantId');
  });

  it('answers alike for an unknown user and a wrong password', async () => {
    const failures = [
      await call('POST', '/auth/login', { body: { username: ADMIN, password: 'wrong password' } }),
      await call('POST', '/auth/login', { body: { username: 'nobody', password: 'wrong password' } }),
    ].map(({ status, body }) => ({ status, ...body, requestId: '' }));
    expect(failures[0]).toMatchObject({ status: 401, code: 'auth.invalid-credentials' });
    expect(failures[0]).toEqual(failures[1]);
  });

  it.each([undefined, 'Bearer', 'Bearer x', 'Basic YWRtaW46YWRtaW4=', 'Bearer hyk_00_11'])(
    'refuses the authorization %s with a challenge',
    async (authorization) => {
      const answer = await app.inject({
        method: 'GET',
        url: '/api/v1/auth/me',
        headers: authorization ? { authorization } : {},
      });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
      expect(answer.json()).toMatchObject({ status: 401, code: expect.stringMatching(/^auth\./) });
    },
  );

  it('rotates refresh tokens: of 50 at once exactly one wins, and the copy ends the session', async () => {
    const first = await signIn(app);
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect((await me(second.body['accessToken'] as string)).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(second.body['refreshToken'] as string)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49);
    expect((await refresh((winners[0] as Answer).body['refreshToken'] as string)).status).toBe(401);
    expect(await me((winners[0] as Answer).body['accessToken'] as string)).toMatchObject({
      status: 401,
      body: { code: 'auth.session-ended' },
    });
  });

  it('ends a session, and all sessions, with effect on the next request', async () => {
    const [one, two, three] = [await signIn(app), await signIn(app), await signIn(app)];
    expect((await call('POST', '/auth/logout', { token: one.accessToken })).status).toBe(204);
    expect((await me(one.accessToken)).status).toBe(401);
    expect((await refresh(one.refreshToken)).status).toBe(401);
    const { body } = await call('GET', '/auth/sessions', { token: two.accessToken });
    const sessions = body['data'] as { id: string; current: boolean }[];
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect((await call('POST', '/auth/logout', { body: { refreshToken: two.refreshToken } })).status).toBe(204);
    expect((await me(two.accessToken)).status).toBe(401);
    expect((await call('POST', '/auth/logout-all', { token: three.accessToken })).status).toBe(204);
    expect((await me(three.accessToken)).status).toBe(401);
  });

  it('keeps the portal token in a cookie that other origins cannot use', async () => {
    const login = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { username: ADMIN, password: ADMIN_PASSWORD, cookie: true },
    });
    expect(login.json()).toMatchObject({ refreshToken: null });
    const [cookie] = login.cookies;
    expect(cookie).toMatchObject({ name: 'hydrant-refresh', httpOnly: true, sameSite: 'Strict', path: '/' });
    const send = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/auth/refresh',
        headers: { host: 'hydrant.example', ...headers },
        cookies: { 'hydrant-refresh': (cookie as { value: string }).value },
      });
    expect((await send({})).statusCode).toBe(403);
    expect((await send({ origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await send({ origin: 'null' })).statusCode).toBe(403);
    const good = await send({ origin: 'http://hydrant.example' });
    expect(good.statusCode).toBe(200);
    expect(good.json()).toMatchObject({ refreshToken: null, accessToken: expect.any(String) });
    expect(good.cookies[0]?.value).not.toBe(cookie?.value);
  });

  it('sets a __Host- cookie over TLS', async () => {
    const secure = await accessApp(database, { HYDRANT_PUBLIC_URL: 'https://hydrant.example' });
    const login = await secure.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { username: ADMIN, password: ADMIN_PASSWORD, cookie: true },
    });
    expect(login.cookies[0]).toMatchObject({ name: '__Host-hydrant-refresh', secure: true, path: '/', httpOnly: true });
    expect(login.headers['set-cookie']).not.toContain('Domain');
    await secure.close();
  });

  it('changes the password, ends the other sessions and keeps this one', async () => {
    const [here, there] = [await signIn(app), await signIn(app)];
    const change = (currentPassword: string, newPassword: string, token = here.accessToken) =>
      call('POST', '/auth/password', { token, body: { currentPassword, newPassword } });
    expect((await change('wrong', 'teapot marmalade ladder')).body).toMatchObject({ code: 'auth.wrong-password' });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      expect((await change(ADMIN_PASSWORD, 'hydrant-admin-1')).body).toMatchObject({ code: 'auth.weak-password' });
    }
    const done = await change(ADMIN_PASSWORD, 'teapot marmalade ladder');
    expect(done.status).toBe(200);
    expect((await me(there.accessToken)).status).toBe(401);
    expect((await refresh(there.refreshToken)).status).toBe(401);
    expect((await me(here.accessToken)).status).toBe(401);
    expect((await me(done.body['accessToken'] as string)).status).toBe(200);
    expect((await refresh(here.refreshToken)).status).toBe(200);
    await signIn(app, ADMIN, 'teapot marmalade ladder');
    const back = await change('teapot marmalade ladder', ADMIN_PASSWORD, done.body['accessToken'] as string);
    expect(back.status).toBe(200);
  });

  it('enrols a second factor whose codes work once', async () => {
    const session = await signIn(app);
    const { accessToken: token } = session;
    const enrolment = (await call('POST', '/auth/totp', { token })).body as unknown as { secret: string; uri: string };
    expect(enrolment.uri).toMatch(/^otpauth:\/\/totp\/Hydrant:admin\?/);
    const totp = new TOTP({ secret: Secret.fromBase32(enrolment.secret) });
    const codeAt = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
    expect((await call('POST', '/auth/totp/confirm', { token, body: { code: '000000' } })).body).toMatchObject({
      code: 'auth.wrong-code',
    });
    const confirmed = await call('POST', '/auth/totp/confirm', { token, body: { code: codeAt(-1) } });
    const codes = confirmed.body['recoveryCodes'] as string[];
    expect(codes).toHaveLength(10);

    const begin = async () =>
      (await call('POST', '/auth/login', { body: { username: ADMIN, password: ADMIN_PASSWORD } })).body;
    const first = await begin();
    expect(first).toEqual({ mfaRequired: true, challenge: expect.any(String) });
    const finish = (challenge: unknown, code: string) => call('POST', '/auth/mfa', { body: { challenge, code } });
    const used = codeAt(0);
    expect(await finish(first['challenge'], used)).toMatchObject({ status: 200, body: { user: { mfaEnabled: true } } });
    expect(await finish((await begin())['challenge'], used)).toMatchObject({
      status: 401,
      body: { code: 'auth.invalid-code' },
    });
    expect((await finish((await begin())['challenge'], codes[0] as string)).status).toBe(200);
    expect((await finish((await begin())['challenge'], codes[0] as string)).status).toBe(401);
    expect((await finish('x.y.z', codes[1] as string)).body).toMatchObject({ code: 'auth.invalid-challenge' });
    expect((await call('DELETE', '/auth/totp', { token, body: { code: codes[2] } })).status).toBe(204);
    await signIn(app);
  });

  it('slows guessing down, from a strange address only', async () => {
    const guess = (remoteAddress: string, password: string) =>
      app.inject({ method: 'POST', url: '/api/v1/auth/login', remoteAddress, payload: { username: ADMIN, password } });
    await signIn(app);
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess('203.0.113.9', 'guess')));
    expectFewTries(answers);
    const waiting = answers.find(({ statusCode }) => statusCode === 429);
    expect(Number(waiting?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await guess('127.0.0.1', ADMIN_PASSWORD)).statusCode).toBe(200);
    expect((await guess('203.0.113.9', ADMIN_PASSWORD)).statusCode).not.toBe(401);
    const strangers = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: 'ghost', password: 'guess' } }),
      ),
    );
    expectFewTries(strangers);
  });
});
