import { ResourcesModule } from '@app/resources';
import { Module } from '@nestjs/common';
import { ApiKeyService } from './api-key.service';
import { ApiKeysController } from './api-keys.controller';
import { AuditSealingJob } from './audit-sealing.job';
import { RoleGrants } from './role-grants';
import { RoleService } from './role.service';
import { RolesController } from './roles.controller';
import { SessionUpkeepJob } from './session-upkeep.job';
import { UserService } from './user.service';
import { UsersController } from './users.controller';

/** Users, roles and API keys over HTTP. Needs the modules of database, tenancy, audit and auth. */
@Module({
  imports: [ResourcesModule],
  controllers: [UsersController, RolesController, ApiKeysController],
  providers: [UserService, RoleService, ApiKeyService, RoleGrants],
})
export class UsersModule {}

/** Upkeep of sessions and of the audit trail, for the processes that run jobs. */
@Module({ providers: [SessionUpkeepJob, AuditSealingJob] })
export class UsersJobsModule {}
