import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type AssetBreak,
  type BreakImport,
  type BreakImportResult,
  type MaintenanceModels,
  type MaintenanceRisk,
  type MaintenanceRun,
  type NewAssetBreak,
  type NewMaintenanceRun,
  type Page,
  type RiskMatrix,
  type RiskQuery,
  assetBreak,
  assetBreakQuery,
  breakImport,
  breakImportResult,
  idSchema,
  maintenanceModelQuery,
  maintenanceModels,
  maintenanceRisk,
  maintenanceRun,
  maintenanceRunQuery,
  newAssetBreak,
  newMaintenanceRun,
  pageOf,
  riskMatrix,
  riskMatrixQuery,
  riskQuery,
} from '@app/contracts';
import { ApiIfMatch, ApiResult, IfMatch, type IfMatchHeader } from '@app/http';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BreaksService } from './breaks/breaks.service';
import { RiskReadModel } from './read/risk.read-model';
import { MaintenanceRunsService } from './run/maintenance-runs.service';

/** What is likely to fail, why, and what that would mean. */
@ApiTags('Maintenance')
@Controller()
export class MaintenanceController {
  constructor(
    private readonly risks: RiskReadModel,
    private readonly breaks: BreaksService,
    private readonly runs: MaintenanceRunsService,
  ) {}

  @Get('maintenance/risks')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'Pipes, pumps or sensors by their risk, highest first' })
  @ApiResult(pageOf(maintenanceRisk))
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: riskQuery }) query: RiskQuery,
  ): Promise<Page<MaintenanceRisk>> {
    return this.risks.list(principal, query);
  }

  @Get('maintenance/matrix')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'How many things stand in each cell of likelihood and consequence' })
  @ApiResult(riskMatrix)
  matrix(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: riskMatrixQuery }) { kind, municipalityId }: z.output<typeof riskMatrixQuery>,
  ): Promise<RiskMatrix> {
    return this.risks.matrix(principal, kind, municipalityId);
  }

  @Get('maintenance/model')
  @Authorize('read', 'Maintenance')
  @ApiOperation({
    summary: 'Models of pipe breaks, with their figures',
    description:
      'One for each municipality, and the nation’s for those who see it: what it rests on, and how it did on years that it had not seen.',
  })
  @ApiResult(maintenanceModels)
  models(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: maintenanceModelQuery }) { municipalityId }: z.output<typeof maintenanceModelQuery>,
  ): Promise<MaintenanceModels> {
    return this.risks.models(principal, municipalityId);
  }

  @Get('maintenance/runs')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'List runs, newest first' })
  @ApiResult(pageOf(maintenanceRun))
  listRuns(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: maintenanceRunQuery }) query: z.output<typeof maintenanceRunQuery>,
  ): Promise<Page<MaintenanceRun>> {
    return this.runs.list(principal, query);
  }

  @Get('maintenance/runs/:id')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'One run, with its progress' })
  @ApiResult(maintenanceRun)
  getRun(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<MaintenanceRun> {
    return this.runs.get(principal, id);
  }

  @Post('maintenance/runs')
  @Authorize('update', 'Maintenance')
  @ApiOperation({ summary: 'Judge everything of a scope anew' })
  @ApiResult(maintenanceRun, { status: 201 })
  start(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: newMaintenanceRun }) body: NewMaintenanceRun,
  ): Promise<MaintenanceRun> {
    return this.runs.start(principal, body);
  }

  @Post('maintenance/breaks')
  @Authorize('import', 'Maintenance')
  @ApiOperation({ summary: 'Store many breaks of one municipality', description: 'Repeating it does no harm.' })
  @ApiResult(breakImportResult)
  importBreaks(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: breakImport }) body: BreakImport,
  ): Promise<BreakImportResult> {
    return this.breaks.import(principal, body);
  }

  @Get('assets/:id/risk')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'Risk of a pipe or pump, with its reasons' })
  @ApiResult(maintenanceRisk)
  ofAsset(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<MaintenanceRisk> {
    return this.risks.ofAsset(principal, id);
  }

  @Get('sensors/:id/health')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'Health of a sensor, with its reasons' })
  @ApiResult(maintenanceRisk)
  ofSensor(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<MaintenanceRisk> {
    return this.risks.ofSensor(principal, id);
  }

  @Get('assets/:id/breaks')
  @Authorize('read', 'Maintenance')
  @ApiOperation({ summary: 'Breaks of a pipe, newest first' })
  @ApiResult(pageOf(assetBreak))
  listBreaks(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: assetBreakQuery }) { page, pageSize }: z.output<typeof assetBreakQuery>,
  ): Promise<Page<AssetBreak>> {
    return this.breaks.list(principal, id, page, pageSize);
  }

  @Post('assets/:id/breaks')
  @Authorize('create', 'Maintenance')
  @ApiOperation({ summary: 'Record a break' })
  @ApiResult(assetBreak, { status: 201 })
  record(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: newAssetBreak }) body: NewAssetBreak,
  ): Promise<AssetBreak> {
    return this.breaks.record(principal, id, body);
  }

  @Delete('assets/:id/breaks/:breakId')
  @Authorize('delete', 'Maintenance')
  @ApiOperation({ summary: 'Take away a break that was recorded by mistake' })
  @ApiIfMatch()
  @ApiResult(null)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Param('breakId', { schema: idSchema }) breakId: string,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<void> {
    await this.breaks.remove(principal, id, breakId, seen);
  }
}
