import { BoundaryType } from '@app/database';
import type { MultiPolygonGeometry } from '@app/kernel';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A region; its id is the public id of its tenant. */
@Entity({ tableName: 'regions' })
export class RegionEntity extends TenantEntity {
  @Property({ type: 'text' })
  code: string;

  @Property({ type: 'text' })
  name: string;

  @Property({ type: BoundaryType, nullable: true })
  boundary: MultiPolygonGeometry | null;
}
