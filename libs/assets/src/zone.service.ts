import type { Principal } from '@app/access';
import type { NewZone, Zone, ZonePatch } from '@app/contracts';
import type { Work } from '@app/database';
import { OwnedResourceService, assertValidGeometry, shownFields, toMulti } from '@app/resources';
import { Injectable } from '@nestjs/common';
import { ZoneEntity } from './zone.entity';

/** Zones of a municipality's network. Taking one away leaves its assets and sensors, without a zone. */
@Injectable()
export class ZoneService extends OwnedResourceService<ZoneEntity, Zone, NewZone, ZonePatch> {
  protected override readonly outline = {
    subject: 'Zone',
    noun: 'zone',
    entity: ZoneEntity,
    search: ['code', 'name'],
    filters: ['id', 'code', 'kind'],
    order: 'name',
  } as const;

  protected override views(_work: Work, rows: ZoneEntity[]): Zone[] {
    return rows.map((row) => ({
      ...shownFields(row),
      municipalityId: this.municipalityOf(row),
      code: row.code,
      name: row.name,
      kind: row.kind,
      boundary: row.boundary,
    }));
  }

  protected override async fill(work: Work, _principal: Principal, row: ZoneEntity, draft: NewZone): Promise<void> {
    await assertValidGeometry(work, draft.boundary, '/boundary');
    Object.assign(row, { code: draft.code, name: draft.name, kind: draft.kind, boundary: toMulti(draft.boundary) });
  }

  protected override async change(work: Work, _principal: Principal, row: ZoneEntity, patch: ZonePatch): Promise<void> {
    const { boundary, ...plain } = patch;
    Object.assign(row, plain);
    if (boundary === undefined) return;
    await assertValidGeometry(work, boundary, '/boundary');
    row.boundary = toMulti(boundary);
  }
}
