export * from './live';
export * from './overview';
export * from './system';
