import type { AccessRule } from '@app/access';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A set of rights. Of built-in ones only `mfaRequired` is data; the rest follows the code at each start. */
@Entity({ tableName: 'roles' })
export class RoleEntity extends TenantEntity {
  /** Unique in the tenant. */
  @Property({ type: 'text' })
  code: string;

  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'text' })
  description: string;

  @Property({ type: 'boolean' })
  builtIn: boolean;

  @Property({ type: 'json' })
  rules: AccessRule[];

  @Property({ type: 'boolean' })
  mfaRequired: boolean;
}
