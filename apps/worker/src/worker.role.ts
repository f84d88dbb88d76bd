import { AlertsJobsModule } from '@app/alerts';
import { BalanceJobsModule } from '@app/balance';
import { CorrelationJobsModule } from '@app/correlation';
import { DetectionModule } from '@app/detection';
import { DevicesJobsModule } from '@app/devices';
import { ImportsJobsModule } from '@app/imports';
import { JobRunnerModule } from '@app/jobs';
import { MaintenanceJobsModule } from '@app/maintenance';
import { ModelsJobsModule } from '@app/models';
import { ChannelsModule } from '@app/plugins';
import type { RoleParts } from '@app/process';
import { ResourcesJobsModule } from '@app/resources';
import { TelemetryJobsModule, TelemetryLogModule } from '@app/telemetry';
import { TwinJobsModule } from '@app/twin';
import { UsersJobsModule } from '@app/users';

/** Detection and background jobs. */
export const workerRole: RoleParts = {
  modules: [
    TelemetryLogModule,
    DetectionModule,
    AlertsJobsModule,
    CorrelationJobsModule,
    BalanceJobsModule,
    DevicesJobsModule,
    ResourcesJobsModule,
    TelemetryJobsModule,
    ImportsJobsModule,
    ModelsJobsModule,
    MaintenanceJobsModule,
    TwinJobsModule,
    UsersJobsModule,
    ChannelsModule,
    JobRunnerModule,
  ],
  entities: [],
};
