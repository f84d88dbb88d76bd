import { AlertsModule } from '@app/alerts';
import { Module } from '@nestjs/common';
import { AlertGroupReadModel } from './alert-group.read-model';
import { AlertGroupsController } from './alert-groups.controller';
import { CorrelationJobs } from './correlation.jobs';
import { Correlator } from './correlator';
import { EventReadModel } from './event.read-model';
import { EventService } from './event.service';
import { EventsController } from './events.controller';

/** Events over HTTP. Part of the api process. */
@Module({
  imports: [AlertsModule],
  controllers: [EventsController, AlertGroupsController],
  providers: [EventReadModel, EventService, AlertGroupReadModel],
})
export class CorrelationHttpModule {}

/** Gathers alarms into events. Part of the worker process. */
@Module({ providers: [Correlator, CorrelationJobs] })
export class CorrelationJobsModule {}
