export * from './eventually';
export * from './redis';
export * from './resource-app';
export * from './test-database';
