export * from './eventually';
export * from './redis';
export * from './test-database';
