import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** Somebody who signs in. What belongs to signing in itself is written by the auth library. */
@Entity({ tableName: 'users' })
export class UserEntity extends TenantEntity {
  /** Unique in the whole installation, whatever its capitals. */
  @Property({ type: 'text' })
  username: string;

  @Property({ type: 'text', nullable: true })
  email: string | null;

  @Property({ type: 'text' })
  displayName: string;

  /** Argon2id. Not read back. */
  @Property({ type: 'text', lazy: true })
  passwordHash: string;

  @Property({ type: 'boolean' })
  mustChangePassword: boolean;

  @Property({ type: 'text' })
  status: 'active' | 'disabled';

  /** Codes of roles. */
  @Property({ type: 'array', columnType: 'text[]' })
  roles: string[];

  @Property({ type: 'text' })
  locale: string;

  @Property({ type: 'boolean' })
  mfaEnabled: boolean;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  lastLoginAt: Date | null;
}
