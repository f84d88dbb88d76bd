import type { Codec, CodecField, CodecTestVector } from '@app/contracts';
import { TenantEntity } from '@app/resources';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** A payload codec in JavaScript, of the nation or of one municipality. */
@Entity({ tableName: 'codecs' })
export class CodecEntity extends TenantEntity {
  /** Unique in the tenant. */
  @Property({ type: 'text' })
  name: string;

  @Property({ type: 'text' })
  description: string;

  @Property({ type: 'text' })
  kind: Codec['kind'];

  @Property({ type: 'text' })
  status: Codec['status'];

  @Property({ type: 'text' })
  source: string;

  @Property({ type: 'json' })
  fields: CodecField[];

  @Property({ type: 'json' })
  testVectors: CodecTestVector[];
}
