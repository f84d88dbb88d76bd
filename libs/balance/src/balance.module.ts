import { AlertsModule } from '@app/alerts';
import { Module } from '@nestjs/common';
import { BalanceController } from './balance.controller';
import { BalanceJobs } from './run/balance.jobs';
import { BalanceRunService } from './run/balance-run.service';
import { LeakAlarm } from './run/leak-alarm';
import { LeakKeeper } from './run/leak-keeper';
import { NightRunner } from './run/night-runner';
import { StepWatch } from './run/step-watch';
import { BalanceSetupService } from './setup/balance-setup.service';
import { MassBalanceReadModel } from './view/mass-balance.read-model';
import { NightFlowReadModel } from './view/night-flow.read-model';
import { WaterBalanceService } from './view/water-balance.service';
import { ZoneRankingReadModel } from './view/zone-ranking.read-model';

/** Balances over HTTP. Part of the api process. */
@Module({
  controllers: [BalanceController],
  providers: [
    BalanceSetupService,
    BalanceRunService,
    LeakKeeper,
    NightFlowReadModel,
    MassBalanceReadModel,
    WaterBalanceService,
    ZoneRankingReadModel,
  ],
})
export class BalanceHttpModule {}

/** Nightly work on balances. Part of the worker process. */
@Module({
  imports: [AlertsModule],
  providers: [NightRunner, StepWatch, LeakKeeper, LeakAlarm, BalanceJobs],
})
export class BalanceJobsModule {}
