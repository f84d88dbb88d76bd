import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type CloseLeakSuspect,
  type LeakSuspect,
  type LeakSuspectQuery,
  type LocaliseLeak,
  type Page,
  type WhatIf,
  type WhatIfResult,
  closeLeakSuspect,
  idSchema,
  leakSuspect,
  leakSuspectQuery,
  localiseLeak,
  pageOf,
  whatIf,
  whatIfResult,
} from '@app/contracts';
import { ApiResult, NeverRepeated } from '@app/http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { WhatIfService } from '../what-if/what-if.service';
import { LeakSuspectsService } from './leak-suspects.service';

/** What twins find and foresee. */
@ApiTags('Twins')
@Controller()
export class LeakSuspectsController {
  constructor(
    private readonly suspects: LeakSuspectsService,
    private readonly foresight: WhatIfService,
  ) {}

  @Post('twins/:id/localise')
  @Authorize('create', 'Twin')
  @ApiOperation({
    summary: 'Search for the leak behind a loss of water',
    description: 'In the metered area that lost most in that stretch of time.',
  })
  @ApiResult(leakSuspect)
  localise(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: localiseLeak }) body: LocaliseLeak,
  ): Promise<LeakSuspect> {
    return this.suspects.localise(principal, id, body);
  }

  @Post('twins/:id/what-if')
  @Authorize('create', 'Twin')
  @NeverRepeated()
  @ApiOperation({
    summary: 'What would happen',
    description:
      'Closes pipes and valves, stops pumps, lets a pipe burst, from the present state on. Nothing is changed.',
  })
  @ApiResult(whatIfResult)
  whatIf(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: whatIf }) body: WhatIf,
  ): Promise<WhatIfResult> {
    return this.foresight.run(principal, id, body);
  }

  @Get('leak-suspects')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'Suspected leaks, newest first' })
  @ApiResult(pageOf(leakSuspect))
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: leakSuspectQuery }) query: LeakSuspectQuery,
  ): Promise<Page<LeakSuspect>> {
    return this.suspects.list(principal, query);
  }

  @Get('leak-suspects/:id')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'One suspected leak' })
  @ApiResult(leakSuspect)
  get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<LeakSuspect> {
    return this.suspects.get(principal, id);
  }

  @Post('leak-suspects/:id/close')
  @Authorize('update', 'Twin')
  @ApiOperation({
    summary: 'Say what was found',
    description: '`not_found`: what was taken for a loss counts as usual from now on.',
  })
  @ApiResult(leakSuspect)
  close(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: closeLeakSuspect }) body: CloseLeakSuspect,
  ): Promise<LeakSuspect> {
    return this.suspects.close(principal, id, body);
  }
}
