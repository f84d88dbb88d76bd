import type { Principal } from '@app/access';
import { type Asset, type AssetPatch, type NewAsset, geometriesOfClass } from '@app/contracts';
import type { Work } from '@app/database';
import { invalidInput } from '@app/http';
import type { Geometry } from '@app/kernel';
import { OwnedResourceService, assertValidGeometry, shownFields } from '@app/resources';
import { Injectable } from '@nestjs/common';
import { AssetEntity } from './asset.entity';

/** Assets of a municipality's network. */
@Injectable()
export class AssetService extends OwnedResourceService<AssetEntity, Asset, NewAsset, AssetPatch> {
  protected override readonly outline = {
    subject: 'Asset',
    noun: 'asset',
    entity: AssetEntity,
    search: ['code', 'name'],
    filters: ['id', 'code', 'zoneId', 'class', 'status', 'material'],
    order: 'code',
  } as const;

  protected override views(_work: Work, rows: AssetEntity[]): Asset[] {
    return rows.map((row) => ({
      ...shownFields(row),
      municipalityId: this.municipalityOf(row),
      zoneId: row.zoneId,
      code: row.code,
      name: row.name,
      class: row.class,
      geometry: row.geometry,
      status: row.status,
      material: row.material,
      diameterMm: row.diameterMm,
      lengthM: row.lengthM,
      installedOn: row.installedOn,
      elevationM: row.elevationM,
      attributes: row.attributes,
    }));
  }

  protected override async fill(work: Work, _principal: Principal, row: AssetEntity, draft: NewAsset): Promise<void> {
    const { municipalityId: _municipality, ...fields } = draft;
    Object.assign(row, fields);
    await this.check(work, row, draft);
    if (row.lengthM === null && row.geometry.type === 'LineString') row.lengthM = await lengthOf(work, row.geometry);
  }

  protected override async change(
    work: Work,
    _principal: Principal,
    row: AssetEntity,
    patch: AssetPatch,
  ): Promise<void> {
    Object.assign(row, patch);
    await this.check(work, row, patch);
  }

  private async check(work: Work, row: AssetEntity, given: AssetPatch): Promise<void> {
    const kinds = geometriesOfClass[row.class];
    if (!kinds.includes(row.geometry.type)) {
      throw invalidInput([{ pointer: '/geometry', detail: `of a ${row.class} must be a ${kinds.join(' or ')}` }]);
    }
    if (given.geometry !== undefined) await assertValidGeometry(work, given.geometry, '/geometry');
    if (given.zoneId !== undefined) await this.assertRefers(work, row, 'zones', 'zoneId', given.zoneId);
  }
}

/** Length on the ground, m, to the centimetre. */
async function lengthOf(work: Work, geometry: Geometry): Promise<number> {
  const [row] = await work.sql<{ length: number }>(`select st_length(st_geomfromgeojson(?)::geography) as length`, [
    JSON.stringify(geometry),
  ]);
  return Math.round((row?.length ?? 0) * 100) / 100;
}
