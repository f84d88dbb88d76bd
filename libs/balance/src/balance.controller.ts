import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type BalanceRun,
  type BalanceRunResult,
  type BalanceSettings,
  type BalanceSetup,
  type BalanceZoneList,
  type BalanceZonesQuery,
  type NewWaterBalance,
  type NightRange,
  type ZoneLeakList,
  type ZoneMassBalance,
  type ZoneNightList,
  type ZoneWaterBalance,
  type ZoneWaterBalanceList,
  balanceRun,
  balanceRunResult,
  balanceSettings,
  balanceSetup,
  balanceZoneList,
  balanceZonesQuery,
  idSchema,
  massBalanceQuery,
  newWaterBalance,
  nightRange,
  zoneLeakList,
  zoneMassBalance,
  zoneNightList,
  zoneWaterBalance,
  zoneWaterBalanceList,
} from '@app/contracts';
import { ApiIfMatch, ApiResult, IfMatch, type IfMatchHeader } from '@app/http';
import { Body, Controller, Get, Header, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BalanceRunService } from './run/balance-run.service';
import { BalanceSetupService } from './setup/balance-setup.service';
import { MassBalanceReadModel } from './view/mass-balance.read-model';
import { NightFlowReadModel } from './view/night-flow.read-model';
import { WaterBalanceService } from './view/water-balance.service';
import { ZoneRankingReadModel } from './view/zone-ranking.read-model';

const CSV = 'text/csv; charset=utf-8';

/** Night flow, leaks and water balances of zones. */
@ApiTags('Water balance')
@Controller()
export class BalanceController {
  constructor(
    private readonly setups: BalanceSetupService,
    private readonly nights: NightFlowReadModel,
    private readonly mass: MassBalanceReadModel,
    private readonly balances: WaterBalanceService,
    private readonly runs: BalanceRunService,
    private readonly ranking: ZoneRankingReadModel,
  ) {}

  @Get('balance/zones')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'Zones by what they lose, most first' })
  @ApiResult(balanceZoneList)
  zones(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: balanceZonesQuery }) query: BalanceZonesQuery,
  ): Promise<BalanceZoneList> {
    return this.ranking.list(principal, query);
  }

  @Get('zones/:id/balance-setup')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'Which sensors measure a zone, what is assumed of it, and what its sensors suggest' })
  @ApiResult(balanceSetup)
  setup(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<BalanceSetup> {
    return this.setups.get(principal, id);
  }

  @Put('zones/:id/balance-setup')
  @Authorize('update', 'Balance')
  @ApiOperation({ summary: 'Set a zone up', description: 'Its newest nights are then worked out again.' })
  @ApiIfMatch()
  @ApiResult(balanceSetup)
  setUp(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: balanceSettings }) settings: BalanceSettings,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<BalanceSetup> {
    return this.setups.put(principal, id, seen, settings);
  }

  @Post('zones/:id/balance-runs')
  @Authorize('update', 'Balance')
  @ApiOperation({
    summary: 'Work nights out again',
    description: 'It happens soon; changed nights get a new revision.',
  })
  @ApiResult(balanceRunResult, { status: 202 })
  run(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: balanceRun }) run: BalanceRun,
  ): Promise<BalanceRunResult> {
    return this.runs.ask(principal, id, run);
  }

  @Get('zones/:id/night-flow')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'Nights of a zone: least flow, leakage, what was expected, and leaks' })
  @ApiResult(zoneNightList)
  nightFlow(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: nightRange }) range: NightRange,
  ): Promise<ZoneNightList> {
    return this.nights.nights(principal, id, range);
  }

  @Get('zones/:id/night-flow.csv')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'Nights of a zone as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One night a line', content: { 'text/csv': { schema: { type: 'string' } } } })
  @Header('content-type', CSV)
  @Header('content-disposition', 'attachment; filename="night-flow.csv"')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  nightFlowCsv(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: nightRange }) range: NightRange,
  ): Promise<string> {
    return this.nights.csv(principal, id, range);
  }

  @Get('zones/:id/leaks')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'Leaks that were found in a zone, newest first' })
  @ApiResult(zoneLeakList)
  leaks(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<ZoneLeakList> {
    return this.nights.allLeaks(principal, id);
  }

  @Get('zones/:id/mass-balance')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'What came in, went out, was stored and was metered, by hours or local days' })
  @ApiResult(zoneMassBalance)
  massBalance(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: massBalanceQuery }) query: z.output<typeof massBalanceQuery>,
  ): Promise<ZoneMassBalance> {
    return this.mass.get(principal, id, query);
  }

  @Get('zones/:id/water-balance')
  @Authorize('read', 'Balance')
  @ApiOperation({ summary: 'Water balances of a zone, newest period first' })
  @ApiResult(zoneWaterBalanceList)
  waterBalances(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<ZoneWaterBalanceList> {
    return this.balances.list(principal, id);
  }

  @Post('zones/:id/water-balance')
  @Authorize('create', 'Balance')
  @ApiOperation({
    summary: 'Draw up a water balance',
    description: 'It stays as it is, with what it was made from. Inputs that are left out are measured or assumed.',
  })
  @ApiResult(zoneWaterBalance, { status: 201 })
  drawUp(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: newWaterBalance }) draft: NewWaterBalance,
  ): Promise<ZoneWaterBalance> {
    return this.balances.create(principal, id, draft);
  }
}
