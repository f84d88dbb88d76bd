import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A credential of a program, with the rights of one role. */
@Entity({ tableName: 'api_keys' })
export class ApiKeyEntity extends TenantEntity {
  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'text' })
  role: string;

  /** SHA-256 of 256 random bits. Not read back. */
  @Property({ type: 'blob', lazy: true })
  secretHash: Buffer;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  expiresAt: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  lastUsedAt: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  revokedAt: Date | null;

  @Property({ type: 'uuid', nullable: true })
  createdBy: string | null;
}
