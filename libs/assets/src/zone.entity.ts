import { BoundaryType } from '@app/database';
import type { Zone } from '@app/contracts';
import type { MultiPolygonGeometry } from '@app/kernel';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** An area of a network: a district metered area, a pressure zone, or another one. */
@Entity({ tableName: 'zones' })
export class ZoneEntity extends TenantEntity {
  @Property({ type: 'text' })
  code: string;

  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'text' })
  kind: Zone['kind'];

  @Property({ type: BoundaryType, nullable: true })
  boundary: MultiPolygonGeometry | null;
}
