import { AlertsJobsModule } from '@app/alerts';
import { DetectionModule } from '@app/detection';
import { JobRunnerModule } from '@app/jobs';
import type { RoleParts } from '@app/process';

/** Detection and background jobs. */
export const workerRole: RoleParts = { modules: [DetectionModule, AlertsJobsModule, JobRunnerModule], entities: [] };
