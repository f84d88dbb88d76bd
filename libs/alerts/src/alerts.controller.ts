import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  acknowledgeAlert,
  alert,
  type Alert,
  alertCommand,
  type AlertCommand,
  alertCommandResult,
  type AlertCommandResult,
  alertList,
  type AlertList,
  alertsQuery,
  type AlertsQuery,
  alertSummary,
  type AlertSummary,
  alertSummaryQuery,
  alertTransitionList,
  type AlertTransitionList,
  alertTransitionsQuery,
  type AlertTransitionsQuery,
  assignAlert,
  commentAlert,
  resolveAlert,
  shelveAlert,
  unshelveAlert,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AlertReadModel } from './alert.read-model';
import { AlertService } from './alert.service';

const id = z.uuid();

@ApiTags('Alerts')
@Controller('alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertReadModel,
    private readonly service: AlertService,
    private readonly tree: TenantTree,
  ) {}

  @Get()
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'Alerts, newest first unless sorted otherwise' })
  @ApiResult(alertList)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: alertsQuery }) query: AlertsQuery,
  ): Promise<AlertList> {
    if (query.municipalityId === undefined) return this.alerts.list(principal, query);
    const municipalityId = this.within(principal, query.municipalityId).map((tenant) => this.tree.uidOf(tenant));
    return this.alerts.list(principal, { ...query, municipalityId });
  }

  @Get('summary')
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'How many alerts are open' })
  @ApiResult(alertSummary)
  summary(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: alertSummaryQuery }) query: z.infer<typeof alertSummaryQuery>,
  ): Promise<AlertSummary> {
    const { municipalityId } = query;
    const tenants = municipalityId === undefined ? principal.tenants : this.within(principal, [municipalityId]);
    return this.alerts.summary(principal, tenants);
  }

  @Post('commands')
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'One command to many alerts, answered for each of them' })
  @ApiResult(alertCommandResult)
  commands(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: alertCommand }) body: AlertCommand,
  ): Promise<AlertCommandResult> {
    const { ids, ...command } = body;
    return this.service.many(principal, ids, command);
  }

  @Get(':id')
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'One alert' })
  @ApiResult(alert)
  one(@CurrentPrincipal() principal: Principal, @Param('id', { schema: id }) alertId: string): Promise<Alert> {
    return this.alerts.one(principal, alertId);
  }

  @Get(':id/transitions')
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'What happened to an alert, newest first' })
  @ApiResult(alertTransitionList)
  transitions(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Query({ schema: alertTransitionsQuery }) query: AlertTransitionsQuery,
  ): Promise<AlertTransitionList> {
    return this.alerts.transitions(principal, alertId, query);
  }

  @Post(':id/acknowledge')
  @Authorize('acknowledge', 'Alert')
  @ApiOperation({ summary: 'Acknowledge an alert' })
  @ApiResult(alert)
  acknowledge(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Body({ schema: acknowledgeAlert.nullish() }) body: z.infer<typeof acknowledgeAlert> | null | undefined,
  ): Promise<Alert> {
    return this.service.one(principal, alertId, { command: 'acknowledge', ...body });
  }

  @Post(':id/shelve')
  @Authorize('shelve', 'Alert')
  @ApiOperation({ summary: 'Keep an alert out of sight for a time, or until it clears' })
  @ApiResult(alert)
  shelve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Body({ schema: shelveAlert }) body: z.infer<typeof shelveAlert>,
  ): Promise<Alert> {
    return this.service.one(principal, alertId, { command: 'shelve', ...body });
  }

  @Post(':id/unshelve')
  @Authorize('shelve', 'Alert')
  @ApiOperation({ summary: 'Bring a shelved alert back into sight; if still active it asks for acknowledgement again' })
  @ApiResult(alert)
  unshelve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Body({ schema: unshelveAlert.nullish() }) _body: z.infer<typeof unshelveAlert> | null | undefined,
  ): Promise<Alert> {
    return this.service.one(principal, alertId, { command: 'unshelve' });
  }

  @Post(':id/comment')
  @Authorize('acknowledge', 'Alert')
  @ApiOperation({ summary: 'Add a comment to the record of an alert' })
  @ApiResult(alert)
  comment(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Body({ schema: commentAlert }) body: z.infer<typeof commentAlert>,
  ): Promise<Alert> {
    return this.service.one(principal, alertId, { command: 'comment', ...body });
  }

  @Post(':id/assign')
  @Authorize('assign', 'Alert')
  @ApiOperation({ summary: 'Give an alert to somebody, or to nobody' })
  @ApiResult(alert)
  assign(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Body({ schema: assignAlert }) body: z.infer<typeof assignAlert>,
  ): Promise<Alert> {
    return this.service.one(principal, alertId, { command: 'assign', ...body });
  }

  @Post(':id/resolve')
  @Authorize('resolve', 'Alert')
  @ApiOperation({ summary: 'Close an alert with its cause; a reason is needed while its condition holds' })
  @ApiResult(alert)
  resolve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) alertId: string,
    @Body({ schema: resolveAlert }) body: z.infer<typeof resolveAlert>,
  ): Promise<Alert> {
    return this.service.one(principal, alertId, { command: 'resolve', ...body });
  }

  /**
   * The tenants that the named ones stand for: regions with what lies below them.
   * @throws {DomainError} not-found for one that is not visible
   */
  private within(principal: Principal, uids: readonly string[]): number[] {
    const tenants = uids.flatMap((uid) => {
      const tenant = this.tree.idOf(uid);
      if (tenant === undefined || !principal.tenants.includes(tenant)) throw notFound('municipality', uid);
      return this.tree.visibleFrom(tenant);
    });
    return [...new Set(tenants)];
  }
}
