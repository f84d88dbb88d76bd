export * from './tenancy.module';
export * from './tenancy.service';
export * from './tenant-forest';
export * from './tenant-node';
export * from './tenant-tree';
