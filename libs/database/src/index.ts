export * from './columns';
export * from './database-events';
export * from './database.module';
export { JOB_SCHEMA, type QueueName, queueNames } from './job-store';
export * from './orm';
export * from './partition-keeper';
export * from './unit-of-work';
