import type { EntityClasses } from '@app/database';
import { MunicipalityEntity } from './municipality.entity';
import { RegionEntity } from './region.entity';

export * from './municipalities.module';
export * from './municipality.entity';
export * from './municipality.service';
export * from './region.entity';
export * from './region.service';

/** Entities of this library, for the app's database module. */
export const municipalityEntities: EntityClasses = [RegionEntity, MunicipalityEntity];
