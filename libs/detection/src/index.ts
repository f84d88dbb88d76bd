export { DetectionConsumer } from './consumer/detection.consumer';
export { DetectionModule } from './consumer/detection.module';
export { DetectionHttpModule } from './read/detection-http.module';
export { SilenceService } from './consumer/silence.service';
export * from './core';
export { Course, courseKindOf, courseSettings, type CourseConfig } from './course';
export * from './series';
export * from './models';
export * from './site';
