import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Columns of every tenant-owned object. The table's key is `(tenant_id, id)`; ids are unique by themselves. */
export abstract class TenantEntity {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  /** Internal number of the tenant that owns the row; never shown. */
  @Property({ type: 'integer' })
  tenantId: number;

  /** Rises with each change; the API's ETag. */
  @Property({ type: 'integer' })
  version: number = 1;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  updatedAt: Date;
}

/** The fields that every object shows of itself. */
export function shownFields({ id, version, createdAt, updatedAt }: TenantEntity): {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
} {
  return { id, version, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
