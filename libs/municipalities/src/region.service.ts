import type { Principal } from '@app/access';
import type { NewRegion, Region, RegionPatch } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError } from '@app/kernel';
import { ResourceService, ResourceTools, assertValidGeometry, shownFields, toMulti } from '@app/resources';
import { TenancyService, type TenantNode } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { RegionEntity } from './region.entity';
import { assertEmpty } from './tenant-contents';

/** Regions; making one makes its tenant below the nation. */
@Injectable()
export class RegionService extends ResourceService<RegionEntity, Region, NewRegion, RegionPatch> {
  protected override readonly outline = {
    subject: 'Region',
    noun: 'region',
    entity: RegionEntity,
    search: ['code', 'name'],
    filters: ['id', 'code'],
    order: 'name',
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly tenancy: TenancyService,
  ) {
    super(tools);
  }

  protected override views(_work: Work, rows: RegionEntity[]): Region[] {
    return rows.map((row) => ({ ...shownFields(row), code: row.code, name: row.name, boundary: row.boundary }));
  }

  /** Rights are asked of the nation: a region has no tenant before it is made. */
  protected override tenantFor(): Promise<TenantNode> {
    return Promise.resolve(this.tools.tree.nation());
  }

  protected override async insert(
    work: Work,
    principal: Principal,
    nation: TenantNode,
    draft: NewRegion,
  ): Promise<RegionEntity> {
    const tenant = await this.tenancy.createTenant(work, 'region', nation.uid);
    return super.insert(work, principal, tenant, draft);
  }

  protected override newId(tenant: TenantNode): string {
    return tenant.uid;
  }

  protected override async fill(work: Work, _principal: Principal, row: RegionEntity, draft: NewRegion): Promise<void> {
    await assertValidGeometry(work, draft.boundary, '/boundary');
    Object.assign(row, { code: draft.code, name: draft.name, boundary: toMulti(draft.boundary) });
  }

  protected override async change(
    work: Work,
    _principal: Principal,
    row: RegionEntity,
    patch: RegionPatch,
  ): Promise<void> {
    if (patch.boundary !== undefined) await assertValidGeometry(work, patch.boundary, '/boundary');
    const { boundary, ...plain } = patch;
    Object.assign(row, plain, boundary !== undefined && { boundary: toMulti(boundary) });
  }

  protected override async beforeRemove(work: Work, row: RegionEntity): Promise<void> {
    const [municipality] = await work.sql(`select 1 from municipalities where region_id = ? limit 1`, [row.id]);
    if (municipality !== undefined) {
      throw new DomainError('conflict', 'object.in-use', 'Still in use', {
        detail: 'The region still has municipalities. Take those away first.',
      });
    }
    await assertEmpty(work, row.tenantId, 'region');
  }
}
