export * from './health-registry';
export * from './observability.module';
