import type { Device } from '@app/contracts';
import { GeometryType } from '@app/database';
import type { PointGeometry } from '@app/kernel';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A logger, gateway or program in the field that sends readings. */
@Entity({ tableName: 'devices' })
export class DeviceEntity extends TenantEntity {
  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'text' })
  protocol: string;

  @Property({ type: 'text' })
  status: Device['status'];

  @Property({ type: GeometryType, nullable: true })
  location: PointGeometry | null;

  /** Written by the ingest path. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  lastSeenAt: Date | null;

  /** Written by the ingest path; null: the protocol does not tell. */
  @Property({ type: 'boolean', nullable: true })
  online: boolean | null;

  @Property({ type: 'double', nullable: true })
  batteryPercent: number | null;

  @Property({ type: 'double', nullable: true })
  signalDbm: number | null;

  @Property({ type: 'text', nullable: true })
  firmware: string | null;

  /** A built-in codec or the UUID of one; null: its payloads need none. */
  @Property({ type: 'text', nullable: true })
  codec: string | null;
}
