import type { Principal } from '@app/access';
import type { Municipality, MunicipalityPatch, NewMunicipality } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, notFound } from '@app/kernel';
import {
  ResourceService,
  ResourceTools,
  assertValidGeometry,
  shownFields,
  toLonLat,
  toMulti,
  toPoint,
  visibleTenant,
} from '@app/resources';
import { TenancyService, type TenantNode } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { MunicipalityEntity } from './municipality.entity';
import { assertEmpty } from './tenant-contents';

/** Municipalities; making one makes its tenant below its region. */
@Injectable()
export class MunicipalityService extends ResourceService<
  MunicipalityEntity,
  Municipality,
  NewMunicipality,
  MunicipalityPatch
> {
  protected override readonly outline = {
    subject: 'Municipality',
    noun: 'municipality',
    entity: MunicipalityEntity,
    search: ['code', 'name'],
    filters: ['id', 'code', 'regionId'],
    order: 'name',
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly tenancy: TenancyService,
  ) {
    super(tools);
  }

  protected override views(_work: Work, rows: MunicipalityEntity[]): Municipality[] {
    return rows.map((row) => ({
      ...shownFields(row),
      regionId: row.regionId,
      code: row.code,
      name: row.name,
      population: row.population,
      timeZone: row.timeZone,
      center: toLonLat(row.center) ?? { lon: 0, lat: 0 },
      boundary: row.boundary,
    }));
  }

  /** Rights are asked of the region: a municipality has no tenant before it is made. */
  protected override async tenantFor(work: Work, principal: Principal, draft: NewMunicipality): Promise<TenantNode> {
    const home = this.tools.tree.node(principal.tenantId);
    if (draft.regionId === undefined && home.kind !== 'region') {
      const detail = 'Say in which region: your home is not a single one.';
      throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
        detail,
        errors: [{ pointer: '/regionId', detail }],
      });
    }
    const region =
      draft.regionId === undefined ? home : visibleTenant(principal, this.tools.tree, draft.regionId, 'region');
    const rows = await work.sql(`select 1 from regions where tenant_id = ?`, [region.id]);
    if (rows.length === 0) throw notFound('region', region.uid);
    return region;
  }

  protected override async insert(
    work: Work,
    principal: Principal,
    region: TenantNode,
    draft: NewMunicipality,
  ): Promise<MunicipalityEntity> {
    const tenant = await this.tenancy.createTenant(work, 'municipality', region.uid);
    return super.insert(work, principal, tenant, { ...draft, regionId: region.uid });
  }

  protected override newId(tenant: TenantNode): string {
    return tenant.uid;
  }

  protected override async fill(
    work: Work,
    _principal: Principal,
    row: MunicipalityEntity,
    draft: NewMunicipality,
  ): Promise<void> {
    await assertValidGeometry(work, draft.boundary, '/boundary');
    const { regionId, code, name, population, timeZone } = draft;
    Object.assign(row, { regionId, code, name, population, timeZone });
    row.center = toPoint(draft.center);
    row.boundary = toMulti(draft.boundary);
  }

  protected override async change(
    work: Work,
    _principal: Principal,
    row: MunicipalityEntity,
    patch: MunicipalityPatch,
  ): Promise<void> {
    const { center, boundary, ...plain } = patch;
    Object.assign(row, plain);
    if (center !== undefined) row.center = toPoint(center);
    if (boundary === undefined) return;
    await assertValidGeometry(work, boundary, '/boundary');
    row.boundary = toMulti(boundary);
  }

  protected override beforeRemove(work: Work, row: MunicipalityEntity): Promise<void> {
    return assertEmpty(work, row.tenantId, 'municipality');
  }
}
