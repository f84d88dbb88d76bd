import type { EntityClasses } from '@app/database';
import { ApiKeyEntity } from './api-key.entity';
import { RoleEntity } from './role.entity';
import { UserEntity } from './user.entity';

export * from './users.module';

/** Entities of this library. */
export const userEntities: EntityClasses = [UserEntity, RoleEntity, ApiKeyEntity];
