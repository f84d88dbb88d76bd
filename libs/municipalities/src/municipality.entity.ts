import { BoundaryType, GeometryType } from '@app/database';
import type { MultiPolygonGeometry, PointGeometry } from '@app/kernel';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A municipality; its id is the public id of its tenant. */
@Entity({ tableName: 'municipalities' })
export class MunicipalityEntity extends TenantEntity {
  /** Public id of the region's tenant. */
  @Property({ type: 'uuid' })
  regionId: string;

  @Property({ type: 'text' })
  code: string;

  @Property({ type: 'text' })
  name: string;

  /** Inhabitants; null: unknown. */
  @Property({ type: 'integer', nullable: true })
  population: number | null;

  /** IANA name. */
  @Property({ type: 'text' })
  timeZone: string;

  @Property({ type: GeometryType })
  center: PointGeometry;

  @Property({ type: BoundaryType, nullable: true })
  boundary: MultiPolygonGeometry | null;
}
