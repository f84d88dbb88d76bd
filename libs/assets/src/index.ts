import type { EntityClasses } from '@app/database';
import { AssetEntity } from './asset.entity';
import { ZoneEntity } from './zone.entity';

export * from './asset.entity';
export * from './asset.service';
export * from './assets.module';
export * from './network-import.listeners';
export * from './network-import.service';
export * from './zone.entity';
export * from './zone.service';

/** Entities of this library, for the app's database module. */
export const assetEntities: EntityClasses = [ZoneEntity, AssetEntity];
