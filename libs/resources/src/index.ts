export * from './geometry-check';
export * from './owned-resource.service';
export * from './resource.controller';
export * from './resource.service';
export * from './resources.module';
export * from './scope';
export * from './sql-text';
export * from './tenant-entity';
