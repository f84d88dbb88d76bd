import type { Asset } from '@app/contracts';
import { GeometryType } from '@app/database';
import type { Geometry } from '@app/kernel';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A part of a network: pipe, valve, pump, reservoir, tank, treatment plant or junction. */
@Entity({ tableName: 'assets' })
export class AssetEntity extends TenantEntity {
  @Property({ type: 'uuid', nullable: true })
  zoneId: string | null;

  @Property({ type: 'text' })
  code: string;

  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'text' })
  class: Asset['class'];

  @Property({ type: GeometryType })
  geometry: Geometry;

  @Property({ type: 'text' })
  status: Asset['status'];

  @Property({ type: 'text', nullable: true })
  material: string | null;

  /** Inner diameter, mm. */
  @Property({ type: 'double', nullable: true })
  diameterMm: number | null;

  /** Length, m. */
  @Property({ type: 'double', nullable: true })
  lengthM: number | null;

  /** Height above the datum of the network, m. */
  @Property({ type: 'double', nullable: true })
  elevationM: number | null;

  /** Day of laying, `YYYY-MM-DD`. */
  @Property({ type: 'date', nullable: true })
  installedOn: string | null;

  @Property({ type: 'json', columnType: 'jsonb' })
  attributes: Record<string, unknown>;
}
