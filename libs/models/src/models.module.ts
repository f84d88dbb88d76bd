import { AlertsModule } from '@app/alerts';
import { ModelThreads } from '@app/detection';
import { Module } from '@nestjs/common';
import { AlertFeedbackController } from './alert-feedback.controller';
import { ComparisonService } from './comparison.service';
import { DetectionsReadModel } from './detections.read-model';
import { FeedbackService } from './feedback.service';
import { ModelContents } from './model-contents';
import { ModelsController } from './models.controller';
import { ModelsService } from './models.service';
import { PredictionsService } from './predictions.service';
import { Promotion } from './promotion';
import { DetectionWriter } from './run/detection-writer';
import { LiveRunner } from './run/live-runner';
import { Measuring } from './run/measuring';
import { ModelsJobs } from './run/models.jobs';
import { Retraining } from './run/retraining';
import { TrainingRunner } from './run/training-runner';
import { TrainingRequests } from './training-requests';

const threads = { provide: ModelThreads, useFactory: () => new ModelThreads() };

/** Learned models over HTTP. Part of the api process. */
@Module({
  imports: [AlertsModule],
  controllers: [ModelsController, AlertFeedbackController],
  providers: [
    threads,
    ComparisonService,
    DetectionsReadModel,
    FeedbackService,
    ModelContents,
    ModelsService,
    PredictionsService,
    Promotion,
    TrainingRequests,
  ],
})
export class ModelsHttpModule {}

/** Training and live scoring. Part of the worker process. */
@Module({
  imports: [AlertsModule],
  providers: [
    threads,
    DetectionWriter,
    LiveRunner,
    Measuring,
    ModelContents,
    ModelsJobs,
    Promotion,
    Retraining,
    TrainingRequests,
    TrainingRunner,
  ],
})
export class ModelsJobsModule {}
