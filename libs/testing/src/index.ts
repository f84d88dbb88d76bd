export * from './eventually';
export * from './mosquitto';
export * from './redis';
export * from './resource-app';
export * from './test-database';
