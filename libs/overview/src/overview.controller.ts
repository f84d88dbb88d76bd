import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { Overview, OverviewQuery } from '@app/contracts';
import { ApiResult } from '@app/http';
import { notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OverviewReadModel } from './overview.read-model';

@ApiTags('Overview')
@Controller('overview')
export class OverviewController {
  constructor(
    private readonly readModel: OverviewReadModel,
    private readonly tenants: TenantTree,
  ) {}

  /** Counts over everything the caller sees, or over one municipality of it. */
  @Get()
  @Authorize('read', 'Municipality')
  @ApiOperation({ summary: 'What is wrong now, and where' })
  @ApiResult(Overview)
  async read(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: OverviewQuery }) query: OverviewQuery,
  ): Promise<Overview> {
    if (query.municipalityId === undefined) return this.readModel.read(principal.tenants);
    const tenant = this.tenants.idOf(query.municipalityId);
    if (tenant === undefined || !principal.tenants.includes(tenant))
      throw notFound('municipality', query.municipalityId);
    return this.readModel.read([tenant]);
  }
}
