import { AuditModule } from '@app/audit';
import { AuthModule } from '@app/auth';
import { ConfigModule, type Settings } from '@app/config';
import { DatabaseModule, UnitOfWork } from '@app/database';
import { createHttpApplication } from '@app/http';
import { TenancyModule, TenancyService, TenantTree } from '@app/tenancy';
import { type TestDatabase, testDatabase, testSettings } from '@app/testing';
import { UsersModule, userEntities } from '@app/users';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Answer, callerOf, signIn } from '../../auth/test/caller';

@Module({})
class UsersTestModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: UsersTestModule,
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot({ entities: userEntities }),
        TenancyModule,
        AuditModule,
        AuthModule,
        UsersModule,
      ],
    };
  }
}

/** Real: PostgreSQL, the HTTP application. */
describe('users, roles and API keys', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let call: ReturnType<typeof callerOf>;
  let nation: string;
  let town: string;
  let otherTown: string;

  beforeAll(async () => {
    database = await testDatabase();
    const settings = testSettings(database);
    app = await createHttpApplication(UsersTestModule.with(settings), settings, { portal: null });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    call = callerOf(app);
    const tree = app.get(TenantTree);
    const region = await app
      .get(UnitOfWork)
      .run([], (work) => app.get(TenancyService).createTenant(work, 'region', tree.nation().uid));
    [town, otherTown] = await app.get(UnitOfWork).run([], async (work) => {
      const tenancy = app.get(TenancyService);
      const one = await tenancy.createTenant(work, 'municipality', region.uid);
      const two = await tenancy.createTenant(work, 'municipality', region.uid);
      return [one.uid, two.uid] as const;
    });
    nation = (await signIn(app)).accessToken;
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  let made = 0;
  /** Makes a user and signs in past the forced password change. */
  async function userOf(
    scopeId: string | undefined,
    roles: string[],
    token = nation,
  ): Promise<{ id: string; username: string; token: string }> {
    made += 1;
    const username = `user-${made}`;
    const password = `quiet ${made} marmalade ladders`;
    const answer = await call('POST', '/users', {
      token,
      body: { username, displayName: `User ${made}`, roles, scopeId },
    });
    expect(answer).toMatchObject({ status: 201 });
    const first = await signIn(app, username, answer.body['oneTimePassword'] as string);
    const changed = await call('POST', '/auth/password', {
      token: first.accessToken,
      body: { currentPassword: answer.body['oneTimePassword'], newPassword: password },
    });
    return { id: answer.body['id'] as string, username, token: changed.body['accessToken'] as string };
  }
  const etag = ({ headers }: Answer) => ({ 'if-match': String(headers['etag']) });
  const patch = async (path: string, token: string, body: object) =>
    call('PATCH', path, { token, body, headers: etag(await call('GET', path, { token })) });

  it('lets a new user do nothing before choosing a password', async () => {
    const { body } = await call('POST', '/users', {
      token: nation,
      body: { username: 'new-one', displayName: 'New', roles: ['viewer'] },
    });
    expect(body).toMatchObject({
      username: 'new-one',
      status: 'active',
      scopeId: null,
      mustChangePassword: true,
      version: 1,
    });
    const { accessToken: token } = await signIn(app, 'new-one', body['oneTimePassword'] as string);
    expect((await call('GET', '/users', { token })).body).toMatchObject({
      status: 403,
      code: 'auth.password-change-required',
    });
    expect((await call('GET', '/auth/me', { token })).status).toBe(200);
  });

  it('lists, filters, searches and sorts', async () => {
    await userOf(town, ['operator']);
    const { body } = await call('GET', `/users?municipalityId=${town}&role=operator&sort=-username&q=USER`, {
      token: nation,
    });
    expect(body).toMatchObject({
      data: [{ scopeId: town, roles: ['operator'] }],
      page: { number: 1, size: 25, total: 1 },
    });
    expect((await call('GET', '/users?role=nobody', { token: nation })).body).toMatchObject({ data: [] });
    expect((await call('GET', '/users?sort=passwordHash', { token: nation })).status).toBe(422);
    expect((await call('GET', '/users?tenantId=1', { token: nation })).status).toBe(422);
  });

  it('keeps administrators of a town within their town and their rights', async () => {
    const admin = await userOf(town, ['municipalAdmin']);
    const theirs = await userOf(town, ['viewer'], admin.token);
    const foreign = await userOf(otherTown, ['viewer']);
    const create = (body: object) =>
      call('POST', '/users', { token: admin.token, body: { username: 'x-y', displayName: 'X', ...body } });
    expect((await create({ roles: ['nationalAdmin'] })).body).toMatchObject({ status: 403, code: 'role.not-yours' });
    expect((await create({ roles: ['unheard'] })).body).toMatchObject({ status: 422, code: 'role.unknown' });
    expect((await create({ scopeId: otherTown })).status).toBe(404);
    expect((await call('GET', `/users/${foreign.id}`, { token: admin.token })).status).toBe(404);
    expect((await call('POST', `/users/${foreign.id}/reset-password`, { token: admin.token })).status).toBe(404);
    const seen = (await call('GET', '/users?pageSize=100', { token: admin.token })).body['data'] as {
      scopeId: string;
    }[];
    expect(new Set(seen.map(({ scopeId }) => scopeId))).toEqual(new Set([town]));
    expect(
      (await patch(`/users/${theirs.id}`, admin.token, { roles: ['operator'], displayName: 'Promoted' })).body,
    ).toMatchObject({
      roles: ['operator'],
      displayName: 'Promoted',
      version: 3,
    });
    expect((await patch(`/users/${theirs.id}`, admin.token, { tenantId: 1 })).status).toBe(422);
  });

  it('does not let anybody reach the rights of somebody above through a new password', async () => {
    const admin = await userOf(town, ['municipalAdmin']);
    const rules = [{ action: 'manage', subject: 'System' }];
    await call('POST', '/roles', {
      token: nation,
      body: { code: 'townSystem', name: 'Town system', rules, scopeId: town },
    });
    const above = await userOf(town, ['townSystem']);
    const refused = [
      await call('POST', `/users/${above.id}/reset-password`, { token: admin.token }),
      await patch(`/users/${above.id}`, admin.token, { displayName: 'Mine' }),
      await call('DELETE', `/users/${above.id}`, { token: admin.token, headers: { 'if-match': '"2"' } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  it('knows somebody above by a role of a tenant above, which the administrator does not see', async () => {
    const admin = await userOf(town, ['municipalAdmin']);
    const make = (code: string, rules: object[]) =>
      call('POST', '/roles', { token: nation, body: { code, name: code, rules } });
    await make('national-system', [{ action: 'manage', subject: 'System' }]);
    await make('national-reader', [{ action: 'read', subject: 'Sensor' }]);
    const above = await userOf(town, ['national-system']);
    const reset = (id: string) => call('POST', `/users/${id}/reset-password`, { token: admin.token });
    expect((await reset(above.id)).body).toMatchObject({ status: 403, code: 'role.not-yours' });
    expect((await patch(`/users/${above.id}`, admin.token, { status: 'disabled' })).status).toBe(403);
    const { id } = await userOf(town, ['national-reader']);
    expect((await reset(id)).status).toBe(200);
  });

  it('takes effect at once: roles, disabling, reset', async () => {
    const user = await userOf(town, ['municipalAdmin']);
    const list = () => call('GET', '/users', { token: user.token });
    expect((await list()).status).toBe(200);
    await patch(`/users/${user.id}`, nation, { roles: ['viewer'] });
    expect((await list()).status).toBe(403);
    await patch(`/users/${user.id}`, nation, { roles: ['municipalAdmin'] });
    expect((await list()).status).toBe(200);
    const reset = await call('POST', `/users/${user.id}/reset-password`, { token: nation });
    expect((await list()).status).toBe(401);
    expect((await signIn(app, user.username, reset.body['oneTimePassword'] as string)).accessToken).toEqual(
      expect.any(String),
    );
    await patch(`/users/${user.id}`, nation, { status: 'disabled' });
    await expect(signIn(app, user.username, reset.body['oneTimePassword'] as string)).rejects.toThrow(
      'auth.invalid-credentials',
    );
  });

  it('keeps at least one national administrator, and nobody removes themselves', async () => {
    const me = (await call('GET', '/auth/me', { token: nation })).body['id'] as string;
    expect((await patch(`/users/${me}`, nation, { roles: [] })).body).toMatchObject({
      code: 'user.last-administrator',
    });
    expect((await patch(`/users/${me}`, nation, { status: 'disabled' })).status).toBe(409);
    const version = (await call('GET', `/users/${me}`, { token: nation })).headers['etag'] as string;
    expect(
      (await call('DELETE', `/users/${me}`, { token: nation, headers: { 'if-match': version } })).body,
    ).toMatchObject({ code: 'user.yourself' });
  });

  it('shows operators the names of colleagues and nothing else', async () => {
    const operator = await userOf(town, ['operator']);
    const { body } = await call('GET', `/users/${operator.id}`, { token: operator.token });
    expect(Object.keys(body).sort()).toEqual(['displayName', 'id', 'scopeId', 'status', 'username', 'version']);
  });

  it('asks holders of a role for a second factor from the switch on', async () => {
    const auditor = await userOf(town, ['auditor']);
    const roles = (await call('GET', '/roles?code=auditor', { token: nation })).body['data'] as { id: string }[];
    const role = `/roles/${roles[0]?.id}`;
    expect((await patch(role, nation, { name: 'Other' })).body).toMatchObject({ code: 'role.built-in' });
    expect((await patch(role, nation, { mfaRequired: true })).status).toBe(200);
    expect((await call('GET', '/users', { token: auditor.token })).body).toMatchObject({
      code: 'auth.second-factor-required',
    });
    expect((await call('GET', '/auth/me', { token: auditor.token })).body).toMatchObject({ mfaRequired: true });
    expect((await call('POST', '/auth/totp', { token: auditor.token })).status).toBe(200);
    await patch(role, nation, { mfaRequired: false });
  });

  it('takes custom roles as data, with known words and harmless conditions only', async () => {
    const admin = await userOf(town, ['municipalAdmin']);
    const create = (rules: unknown, code = `custom-${(made += 1)}`) =>
      call('POST', '/roles', { token: admin.token, body: { code, name: 'Custom', rules } });
    const good = [
      { action: 'read', subject: 'User', fields: ['id', 'username'] },
      { action: ['acknowledge', 'shelve'], subject: 'Alert', conditions: { priority: { $in: ['low', 'medium'] } } },
      { action: 'resolve', subject: 'Alert', conditions: { ownerId: '${user.id}' } },
    ];
    const role = await create(good);
    expect(role).toMatchObject({ status: 201, body: { builtIn: false, scopeId: town, rules: good } });
    expect((await create([{ action: 'read', subject: 'System' }])).body).toMatchObject({ code: 'role.not-yours' });
    expect((await create([{ action: 'create', subject: 'Municipality' }])).body).toMatchObject({
      code: 'role.not-yours',
    });
    for (const rule of [
      { action: 'fly', subject: 'Alert' },
      { action: 'read', subject: 'Wizard' },
      { action: 'update', subject: 'Zone', fields: ['tenantId'] },
      { action: 'resolve', subject: 'Alert', conditions: { tenantId: 1 } },
      { action: 'resolve', subject: 'Alert', conditions: { $or: [] } },
      { action: 'resolve', subject: 'Alert', conditions: { kind: { $regex: '(a+)+$' } } },
      { action: 'resolve', subject: 'Alert', conditions: { kind: { $in: [{}] } } },
      { action: 'read', subject: 'Alert', conditions: { priority: 'low' } },
    ]) {
      expect((await create([rule])).body).toMatchObject({ status: 422, code: 'role.invalid-rules' });
    }
    expect((await create(good, 'operator')).status).toBe(409);
    const visible = (await call('GET', '/roles?pageSize=100', { token: admin.token })).body['data'] as {
      code: string;
    }[];
    expect(visible.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['nationalAdmin', 'viewer', role.body['code']]),
    );
    const holder = await userOf(town, [role.body['code'] as string], admin.token);
    const remove = (version: string) =>
      call('DELETE', `/roles/${String(role.body['id'])}`, { token: admin.token, headers: { 'if-match': version } });
    expect((await remove('"1"')).body).toMatchObject({ code: 'role.in-use' });
    await patch(`/users/${holder.id}`, admin.token, { roles: [] });
    expect((await remove('"1"')).status).toBe(204);
  });

  it('accepts API keys until they are revoked', async () => {
    const create = (body: object, token = nation) =>
      call('POST', '/api-keys', { token, body: { name: 'Billing', ...body } });
    expect((await create({ role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(422);
    const admin = await userOf(town, ['municipalAdmin']);
    expect((await create({ role: 'nationalAdmin' }, admin.token)).status).toBe(403);
    const key = await create({ role: 'municipalAdmin', scopeId: town }, admin.token);
    expect(key).toMatchObject({
      status: 201,
      body: { secret: expect.stringMatching(/^hyk_/), revokedAt: null, scopeId: town },
    });
    const token = key.body['secret'] as string;
    expect((await call('GET', `/api-keys/${String(key.body['id'])}`, { token })).body).not.toHaveProperty('secret');
    expect((await call('GET', '/users', { token })).status).toBe(200);
    expect((await call('GET', '/auth/me', { token })).status).toBe(401);
    expect(
      (await call('GET', '/users', { token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` })).status,
    ).toBe(401);
    const etagNow = etag(await call('GET', `/api-keys/${String(key.body['id'])}`, { token: admin.token }));
    expect(
      (await call('DELETE', `/api-keys/${String(key.body['id'])}`, { token: admin.token, headers: etagNow })).status,
    ).toBe(204);
    expect((await call('GET', '/users', { token })).status).toBe(401);
  });
});
