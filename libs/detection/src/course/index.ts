export * from './course';
export * from './course-shard';
export { courseKindOf, courseSettings } from './course-settings';
