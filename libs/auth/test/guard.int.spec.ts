import { Authorize, CurrentPrincipal, type Principal, Public } from '@app/access';
import { type TestDatabase, eventually, testDatabase } from '@app/testing';
import { Controller, Get } from '@nestjs/common';
import { Client } from 'pg';
import { accessApp } from './access-app';
import { callerOf, signIn } from './caller';

@Controller('open')
class DeclaredController {
  @Get()
  @Public()
  all(): object {
    return {};
  }

  @Get('guarded')
  @Authorize('read', 'Zone')
  guarded(@CurrentPrincipal() principal: Principal): object {
    return { name: principal.name };
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  all(): object {
    return {};
  }
}

/** Real: PostgreSQL, the HTTP application. */
describe('the guard of every route', () => {
  let database: TestDatabase;
  let superuser: Client;

  beforeAll(async () => {
    database = await testDatabase();
    superuser = new Client({ connectionString: database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser.end();
    await database.drop();
  });

  it('does not let a process start that has a route without a declaration', async () => {
    await expect(accessApp(database, {}, [DeclaredController, ForgottenController])).rejects.toThrow(
      'ForgottenController.all',
    );
  });

  it('opens what is public and closes the rest', async () => {
    const app = await accessApp(database, {}, [DeclaredController]);
    const call = callerOf(app);
    expect((await call('GET', '/open')).status).toBe(200);
    expect((await call('GET', '/open/guarded')).status).toBe(401);
    const { accessToken: token } = await signIn(app);
    expect((await call('GET', '/open/guarded', { token })).body).toEqual({ name: 'admin' });
    await app.close();
  });

  it('sees within five seconds what another process has revoked', async () => {
    const app = await accessApp(database, {}, [DeclaredController]);
    const call = callerOf(app);
    const { accessToken: token } = await signIn(app);
    expect((await call('GET', '/open/guarded', { token })).status).toBe(200);
    await superuser.query(`update sessions set revoked_at = now()`);
    const revoked = Date.now();
    await eventually(async () => expect((await call('GET', '/open/guarded', { token })).status).toBe(401));
    expect(Date.now() - revoked).toBeLessThan(5_000);
    await app.close();
  });

  it('starts with a generated password that is printed once, and only once', async () => {
    const fresh = await testDatabase();
    const printed: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    try {
      const app = await accessApp(fresh, { HYDRANT_ADMIN_PASSWORD: '' });
      const password = /One-time password: +(\S+)/.exec(printed.join(''))?.[1] as string;
      const { body } = await callerOf(app)('POST', '/auth/login', { body: { username: 'admin', password } });
      expect(body).toMatchObject({ user: { mustChangePassword: true } });
      await app.close();
      printed.length = 0;
      await (await accessApp(fresh, { HYDRANT_ADMIN_PASSWORD: '' })).close();
      expect(printed.join('')).not.toContain('One-time password');
    } finally {
      write.mockRestore();
      await fresh.drop();
    }
  });

  it('takes a common first password of 12 characters, because the operator chose it', async () => {
    const fresh = await testDatabase();
    const lenient = await accessApp(fresh, { HYDRANT_ADMIN_PASSWORD: 'hydrant-admin-2026' });
    const request = { username: 'admin', password: 'hydrant-admin-2026' };
    const { status, body } = await callerOf(lenient)('POST', '/auth/login', { body: request });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ user: expect.objectContaining({ mustChangePassword: false }) }),
    ]);
    await lenient.close();
    await fresh.drop();
  });

  it('starts several processes at once with one nation, one administrator and one set of keys', async () => {
    const fresh = await testDatabase();
    const apps = await Promise.all([accessApp(fresh), accessApp(fresh), accessApp(fresh)]);
    const client = new Client({ connectionString: fresh.superuserUrl });
    await client.connect();
    const { rows } = await client.query(
      `select (select count(*)::int from tenants) as tenants, (select count(*)::int from users) as users,
         (select count(*)::int from signing_keys) as keys, (select count(*)::int from roles where built_in) as roles`,
    );
    expect(rows[0]).toEqual({ tenants: 1, users: 1, keys: 2, roles: 7 });
    const { accessToken: token } = await signIn(apps[0]);
    expect((await callerOf(apps[1])('GET', '/auth/me', { token })).status).toBe(200);
    await client.end();
    await Promise.all(apps.map((app) => app.close()));
    await fresh.drop();
  });
});
