import { AccessModule, type AccessRule, Authenticator, type Principal, abilityFrom, builtInRole } from '@app/access';
import { AuditModule } from '@app/audit';
import { ConfigModule } from '@app/config';
import { DatabaseModule, type EntityClasses } from '@app/database';
import { createHttpApplication } from '@app/http';
import { DomainError, uuidv7 } from '@app/kernel';
import { TenancyModule, TenancyService, TenantTree } from '@app/tenancy';
import { type ExecutionContext, Global, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type TestDatabase, testDatabase, testSettings } from './test-database';

interface Person {
  id: string;
  role: string;
  tenantUid: string;
  rules: AccessRule[];
}

/** Stands in for sign-in: a bearer token is the name of a person made by the test. Everything behind it is real. */
class NamedPeople extends Authenticator {
  static readonly people = new Map<string, Person>();

  constructor(private readonly tree: TenantTree) {
    super();
  }

  override authenticate(context: ExecutionContext): Promise<Principal> {
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
    return this.authenticateToken(headers['authorization']?.replace('Bearer ', '') ?? '');
  }

  override async authenticateToken(token: string): Promise<Principal> {
    const person = NamedPeople.people.get(token);
    const tenantId = person === undefined ? undefined : this.tree.idOf(person.tenantUid);
    if (person === undefined || tenantId === undefined) {
      throw new DomainError('unauthenticated', 'auth.required', 'Sign-in required', { detail: 'Unknown token.' });
    }
    const tenants = this.tree.visibleFrom(tenantId);
    const ability = abilityFrom(person.rules, { userId: person.id, tenants });
    return { kind: 'user', id: person.id, name: token, tenantId, tenants, roles: [person.role], ability };
  }
}

/** An answer as tests look at it. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  body: any;
  text: string;
}

/** An HTTP application with some modules on a database of its own, and people who call it. */
export interface ResourceApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  nationUid: string;
  /** Makes a person; `name` is the token to call with. Without rules, those of the built-in role hold. */
  person(name: string, role: string, tenantUid: string, rules?: AccessRule[]): void;
  /** Calls as a person; `ifMatch` is a version. */
  call(
    name: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Opens {@link ResourceApp}; `root` is a national administrator. Close it in `afterAll`.
 * @param overrides - environment beside or instead of the test's
 */
export async function resourceApp(
  modules: Type[],
  entities: EntityClasses,
  overrides: Record<string, string> = {},
): Promise<ResourceApp> {
  const database = await testDatabase();
  const settings = testSettings(database, overrides);

  @Global()
  @Module({
    providers: [
      { provide: Authenticator, useFactory: (tree: TenantTree) => new NamedPeople(tree), inject: [TenantTree] },
    ],
    exports: [Authenticator],
  })
  class PeopleModule {}

  @Module({
    imports: [
      ConfigModule.forRoot(settings),
      DatabaseModule.forRoot({ entities }),
      TenancyModule,
      AuditModule,
      PeopleModule,
      AccessModule,
      ...modules,
    ],
  })
  class AppModule {}

  const app = await createHttpApplication(AppModule, settings, { portal: null });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const nation = await app.get(TenancyService, { strict: false }).ensureNation();
  const person = (name: string, role: string, tenantUid: string, rules = builtInRole(role)?.rules ?? []) =>
    void NamedPeople.people.set(name, { id: uuidv7(), role, tenantUid, rules });
  person('root', 'nationalAdmin', nation.uid);
  return {
    app,
    database,
    nationUid: nation.uid,
    person,
    call: async (name, method, path, body, headers = {}) => {
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { ...(name !== null && { authorization: `Bearer ${name}` }), ...headers },
        ...(body !== undefined && { payload: body as object }),
      });
      const json = String(answer.headers['content-type']).includes('json');
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: json && answer.body !== '' ? answer.json() : null,
        text: answer.body,
      };
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
