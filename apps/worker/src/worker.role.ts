import { AlertsJobsModule } from '@app/alerts';
import { DetectionModule } from '@app/detection';
import { JobRunnerModule } from '@app/jobs';
import type { RoleParts } from '@app/process';
import { TelemetryLogModule } from '@app/telemetry';

/** Detection and background jobs. */
export const workerRole: RoleParts = {
  modules: [TelemetryLogModule, DetectionModule, AlertsJobsModule, JobRunnerModule],
  entities: [],
};
