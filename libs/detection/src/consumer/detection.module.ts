import { AlertsModule } from '@app/alerts';
import { Module } from '@nestjs/common';
import { CourseStore } from './course-store';
import { DetectionConsumer } from './detection.consumer';
import { SensorProfiles } from './sensor-profiles';
import { ShardStore } from './shard-store';
import { SilenceService } from './silence.service';

/** Judges readings and watches for silence; for the process that follows the batch log and runs jobs. */
@Module({
  imports: [AlertsModule],
  providers: [SensorProfiles, ShardStore, CourseStore, DetectionConsumer, SilenceService],
  exports: [DetectionConsumer, SensorProfiles],
})
export class DetectionModule {}
