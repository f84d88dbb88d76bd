import { ForeignObjects } from '@app/access';
import { Module } from '@nestjs/common';
import { AlertConditions } from './alert-conditions';
import { AlertReadModel } from './alert.read-model';
import { AlertService } from './alert.service';
import { AlertsController } from './alerts.controller';
import { ServiceKeeper } from './service-keeper';
import { ShelfKeeper } from './shelf-keeper';

/** Alarms for whoever raises or reads them. */
@Module({ providers: [AlertConditions, AlertReadModel], exports: [AlertConditions, AlertReadModel] })
export class AlertsModule {}

/** The alarm console's API. */
@Module({
  imports: [AlertsModule],
  controllers: [AlertsController],
  providers: [AlertService, ForeignObjects],
  exports: [AlertService],
})
export class AlertsHttpModule {}

/** Background work on alarms, for the processes that run jobs. */
@Module({ providers: [ShelfKeeper, ServiceKeeper] })
export class AlertsJobsModule {}
