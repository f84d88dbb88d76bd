import type { Sensor } from '@app/contracts';
import { GeometryType } from '@app/database';
import type { PointGeometry, Quantity } from '@app/kernel';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A measuring point. Its internal number, which keys its readings, is made by the database and stays there. */
@Entity({ tableName: 'sensors' })
export class SensorEntity extends TenantEntity {
  @Property({ type: 'text' })
  code: string;

  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'uuid', nullable: true })
  deviceId: string | null;

  /** What its device calls it. */
  @Property({ type: 'text', nullable: true })
  channel: string | null;

  /** Unit of what the device sends, where its messages name none. */
  @Property({ type: 'text', nullable: true })
  channelUnit: string | null;

  @Property({ type: 'uuid', nullable: true })
  assetId: string | null;

  @Property({ type: 'uuid', nullable: true })
  zoneId: string | null;

  @Property({ type: 'text' })
  quantity: Quantity;

  /** UCUM. */
  @Property({ type: 'text' })
  displayUnit: string;

  @Property({ type: GeometryType, nullable: true })
  location: PointGeometry | null;

  /** Canonical unit of the quantity, as all values here. */
  @Property({ type: 'double', nullable: true })
  rangeMin: number | null;

  @Property({ type: 'double', nullable: true })
  rangeMax: number | null;

  @Property({ type: 'json', columnType: 'jsonb' })
  thresholds: Partial<Sensor['thresholds']>;

  /** Expected time between readings, s. */
  @Property({ type: 'integer' })
  intervalS: number;

  @Property({ type: 'json', columnType: 'jsonb' })
  detection: Sensor['detection'];

  @Property({ type: 'text' })
  status: Sensor['status'];
}
