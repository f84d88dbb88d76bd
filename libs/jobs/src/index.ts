export * from './job';
export * from './job-backend';
export * from './job-registry';
export * from './job-runner';
export * from './jobs.module';
export * from './outbox';
export * from './outbox-relay';
export * from './outbox-upkeep.job';
