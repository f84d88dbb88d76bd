import { AuditModule } from '@app/audit';
import { AuthModule } from '@app/auth';
import { ConfigModule, type Settings } from '@app/config';
import { DatabaseModule } from '@app/database';
import { createHttpApplication } from '@app/http';
import { TenancyModule } from '@app/tenancy';
import { type TestDatabase, testSettings } from '@app/testing';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

@Module({})
class AccessTestModule {
  static with(settings: Settings, controllers: Type[]): DynamicModule {
    return {
      module: AccessTestModule,
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule.forRoot({ entities: [] }),
        TenancyModule,
        AuditModule,
        AuthModule,
      ],
      controllers,
    };
  }
}

/** An API of sign-in and rights alone, on a real database. */
export async function accessApp(
  database: TestDatabase,
  overrides: Record<string, string> = {},
  controllers: Type[] = [],
): Promise<NestFastifyApplication> {
  const settings = testSettings(database, overrides);
  const app = await createHttpApplication(AccessTestModule.with(settings, controllers), settings, { portal: null });
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  } catch (error) {
    // What had started already must not outlive the test.
    await app.close();
    throw error;
  }
}
