import { AuditModule } from '@app/audit';
import { ConfigModule } from '@app/config';
import { DatabaseModule } from '@app/database';
import { type JobContext, JobRegistry } from '@app/jobs';
import { TenancyModule } from '@app/tenancy';
import { type TestDatabase, testDatabase, testSettings } from '@app/testing';
import { UsersJobsModule } from '@app/users';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';

@Global()
@Module({ providers: [JobRegistry], exports: [JobRegistry] })
class RegistryModule {}

/** Real: PostgreSQL, files. Not real: queues; the jobs are run by hand. */
describe('upkeep of access and evidence', () => {
  let database: TestDatabase;
  let superuser: Client;
  let app: TestingModule;

  beforeAll(async () => {
    database = await testDatabase();
    superuser = new Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    await superuser.query(`insert into tenants (uid, kind) values (gen_random_uuid(), 'nation')`);
    const settings = testSettings(database);
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot({ entities: [] }),
        TenancyModule,
        AuditModule,
        RegistryModule,
        UsersJobsModule,
      ],
    }).compile();
    await app.init();
  });
  afterAll(async () => {
    await superuser.end();
    await app.close();
    await database.drop();
  });

  const run = (name: string) =>
    app
      .get(JobRegistry)
      .find(name)
      ?.run({}, {} as JobContext);

  it('forgets sessions that ended long ago, with their tokens, and no others', async () => {
    await superuser.query(
      `insert into users (tenant_id, id, username, display_name, password_hash) values (1, gen_random_uuid(), 'u', 'U', 'x')`,
    );
    await superuser.query(`insert into sessions (tenant_id, id, user_id, expires_at)
      select 1, gen_random_uuid(), id, now() - make_interval(days => d) from users, unnest(array[-1, 1, 29, 31, 90]) d`);
    await superuser.query(`insert into refresh_tokens (tenant_id, id, session_id, secret_hash, expires_at)
      select 1, gen_random_uuid(), id, '\\x00', expires_at from sessions`);
    expect(await run('access.sessions')).toEqual({ forgotten: 2 });
    const { rows } = await superuser.query(
      `select (select count(*)::int from sessions) as sessions, (select count(*)::int from refresh_tokens) as tokens`,
    );
    expect(rows).toEqual([{ sessions: 3, tokens: 3 }]);
  });

  it('seals the trail at least hourly', async () => {
    expect(app.get(JobRegistry).find('audit.checkpoints')?.schedule).toMatchObject({ everyMs: 900_000 });
    expect(await run('audit.checkpoints')).toEqual({ sealed: 0, broken: [] });
  });
});
