import { Module } from '@nestjs/common';
import { BreaksService } from './breaks/breaks.service';
import { MaintenanceController } from './maintenance.controller';
import { RiskReadModel } from './read/risk.read-model';
import { MaintenanceJobs } from './run/maintenance.jobs';
import { MaintenanceRunner } from './run/maintenance-runner';
import { MaintenanceRunsService } from './run/maintenance-runs.service';
import { PipeJudge } from './run/pipe-judge';
import { PumpJudge } from './run/pump-judge';
import { SensorJudge } from './run/sensor-judge';

/** Maintenance over HTTP. Part of the api process. */
@Module({
  controllers: [MaintenanceController],
  providers: [RiskReadModel, BreaksService, MaintenanceRunsService],
})
export class MaintenanceHttpModule {}

/** Judging. Part of the worker process. */
@Module({ providers: [PipeJudge, PumpJudge, SensorJudge, MaintenanceRunner, MaintenanceJobs] })
export class MaintenanceJobsModule {}
