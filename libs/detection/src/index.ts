export { DetectionConsumer } from './consumer/detection.consumer';
export { DetectionModule } from './consumer/detection.module';
export { DetectionHttpModule } from './read/detection-http.module';
export { SilenceService } from './consumer/silence.service';
export * from './core';
export { Course, courseKindOf, CourseShard, courseSettings, type CourseConfig, type CourseSource } from './course';
export * from './series';
export * from './models';
export * from './site';
