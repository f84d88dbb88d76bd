import { AlertsModule } from '@app/alerts';
import { AssetsModule } from '@app/assets';
import { Module } from '@nestjs/common';
import { TwinLinksService } from './links/twin-links.service';
import { TwinJobs } from './run/twin.jobs';
import { TwinRunner } from './run/twin-runner';
import { LeakSearch } from './suspects/leak-search';
import { LeakSuspectsController } from './suspects/leak-suspects.controller';
import { LeakSuspectsService } from './suspects/leak-suspects.service';
import { TwinAccess } from './twin-access';
import { TwinHistory } from './twin-history.read-model';
import { TwinImport } from './twin-import';
import { CalculationSlots } from './what-if/calculation-slots';
import { WhatIfService } from './what-if/what-if.service';
import { TwinsController } from './twins.controller';
import { TwinsService } from './twins.service';

/** Hydraulic twins over HTTP. Part of the api process. */
@Module({
  imports: [AlertsModule, AssetsModule],
  controllers: [TwinsController, LeakSuspectsController],
  providers: [
    TwinAccess,
    TwinImport,
    TwinsService,
    TwinLinksService,
    TwinHistory,
    LeakSearch,
    LeakSuspectsService,
    CalculationSlots,
    WhatIfService,
  ],
})
export class TwinHttpModule {}

/** Calculating twins. Part of the worker process. */
@Module({ imports: [AlertsModule], providers: [LeakSearch, TwinRunner, TwinJobs] })
export class TwinJobsModule {}
