import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { alertGroupList, type AlertGroupList, alertGroupsQuery, type AlertGroupsQuery } from '@app/contracts';
import { ApiResult } from '@app/http';
import { notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AlertGroupReadModel } from './alert-group.read-model';

/** Alerts by the event that they are part of. */
@ApiTags('Events')
@Controller('alert-groups')
export class AlertGroupsController {
  constructor(
    private readonly groups: AlertGroupReadModel,
    private readonly tree: TenantTree,
  ) {}

  @Get()
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'Alerts with one line an event, newest first unless sorted otherwise' })
  @ApiResult(alertGroupList)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: alertGroupsQuery }) query: AlertGroupsQuery,
  ): Promise<AlertGroupList> {
    if (query.municipalityId === undefined) return this.groups.list(principal, query);
    const municipalityId = query.municipalityId.map((uid) => {
      const tenant = this.tree.idOf(uid);
      if (tenant === undefined || !principal.tenants.includes(tenant)) throw notFound('municipality', uid);
      return this.tree.uidOf(tenant);
    });
    return this.groups.list(principal, { ...query, municipalityId });
  }
}
