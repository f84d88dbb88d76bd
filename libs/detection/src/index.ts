export { DetectionConsumer } from './consumer/detection.consumer';
export { DetectionModule } from './consumer/detection.module';
export { SilenceService } from './consumer/silence.service';
export * from './core';
export * from './series';
export * from './models';
export * from './site';
