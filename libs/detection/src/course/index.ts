export * from './course';
export * from './course-shard';
export { courseSettings } from './course-settings';
