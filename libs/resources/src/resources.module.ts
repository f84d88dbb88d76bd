import { Global, Module } from '@nestjs/common';
import { IdempotencyUpkeepJob } from './idempotency-upkeep.job';
import { ResourceTools } from './resource.service';

/** What all resources share; needs the modules of database, tenancy and audit. */
@Global()
@Module({ providers: [ResourceTools], exports: [ResourceTools] })
export class ResourcesModule {}

/** Background work for the HTTP face, for the processes that run jobs. */
@Module({ providers: [IdempotencyUpkeepJob] })
export class ResourcesJobsModule {}
