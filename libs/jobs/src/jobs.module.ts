import { Global, Module } from '@nestjs/common';
import { JobRegistry } from './job-registry';
import { JobRunner } from './job-runner';
import { JobsController } from './jobs.controller';
import { JobsStateReader } from './jobs-state';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { OutboxUpkeep } from './outbox-upkeep.job';

/** For every process: the registry that domain modules fill, and the outbox they write to. */
@Global()
@Module({ providers: [JobRegistry, Outbox], exports: [JobRegistry, Outbox] })
export class JobsModule {}

/** For the processes that run jobs. */
@Global()
@Module({ imports: [JobsModule], providers: [OutboxRelay, OutboxUpkeep, JobRunner], exports: [JobRunner] })
export class JobRunnerModule {}

/** For the processes that answer the operations screen. */
@Module({ imports: [JobsModule], controllers: [JobsController], providers: [JobsStateReader] })
export class JobsHttpModule {}
