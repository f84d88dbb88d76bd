import { AuditModule } from '@app/audit';
import { AuthModule } from '@app/auth';
import { ConfigModule, type Settings } from '@app/config';
import { DatabaseModule, type EntityClasses } from '@app/database';
import { JobsModule } from '@app/jobs';
import { ObservabilityModule } from '@app/observability';
import { TenancyModule } from '@app/tenancy';
import { type DynamicModule, type INestApplication, Module, type Type } from '@nestjs/common';

/** What a role of the platform adds to the foundation that every process has. */
export interface RoleParts {
  modules: Type[];
  entities: EntityClasses;
  /** What is to be done once the process listens. */
  ready?: (app: INestApplication) => void;
}

@Module({})
class ProcessModule {}

/**
 * The root module of a process: settings, database, tenants, audit, sign-in, outbox and health, and the parts of the
 * roles it plays. A module that two roles name is made once.
 */
export function composeProcess(roles: readonly RoleParts[]): (settings: Settings) => DynamicModule {
  const modules = [...new Set(roles.flatMap((role) => role.modules))];
  const entities = [...new Set(roles.flatMap((role) => role.entities))];
  return (settings) => ({
    module: ProcessModule,
    imports: [
      ConfigModule.forRoot(settings),
      DatabaseModule.forRoot({ entities }),
      TenancyModule,
      AuditModule,
      JobsModule,
      AuthModule,
      ObservabilityModule,
      ...modules,
    ],
  });
}
