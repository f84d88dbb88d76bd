import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type Feedback,
  type Model,
  type ModelCompareQuery,
  type ModelComparison,
  type ModelDetectionList,
  type ModelDetectionQuery,
  type ModelPatch,
  type ModelQuery,
  type ModelVersionChoice,
  type ModelVersionView,
  type NewModel,
  PREDICTION_BYTES,
  type Page,
  type PredictBatchInput,
  type PredictBatchResult,
  type PredictInput,
  type Prediction,
  type SpanFeedbackInput,
  type TrainModel,
  feedback,
  feedbackList,
  idSchema,
  model,
  modelCompareQuery,
  modelComparison,
  modelDetectionList,
  modelDetectionQuery,
  modelPatch,
  modelQuery,
  modelVersionChoice,
  modelVersionList,
  newModel,
  pageOf,
  predictBatchInput,
  predictBatchResult,
  predictInput,
  prediction,
  shadowChoice,
  type ShadowChoice,
  spanFeedbackInput,
  trainModel,
} from '@app/contracts';
import { ApiIfMatch, ApiResult, BodyLimit, IfMatch, type IfMatchHeader } from '@app/http';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ComparisonService } from './comparison.service';
import { DetectionsReadModel } from './detections.read-model';
import { FeedbackService } from './feedback.service';
import { ModelsService } from './models.service';
import { PredictionsService } from './predictions.service';

/** Learned models of sensors and zones. */
@ApiTags('Models')
@Controller('models')
export class ModelsController {
  constructor(
    private readonly models: ModelsService,
    private readonly predictions: PredictionsService,
    private readonly comparison: ComparisonService,
    private readonly detections: DetectionsReadModel,
    private readonly feedback: FeedbackService,
  ) {}

  @Get()
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'List models' })
  @ApiResult(pageOf(model))
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: modelQuery }) query: ModelQuery,
  ): Promise<Page<Model>> {
    return this.models.list(principal, query);
  }

  @Post()
  @Authorize('create', 'Model')
  @ApiOperation({
    summary: 'Make a model and train it',
    description: 'Training runs in the background; its progress shows in `training`.',
  })
  @ApiResult(model, { status: 201 })
  create(@CurrentPrincipal() principal: Principal, @Body({ schema: newModel }) draft: NewModel): Promise<Model> {
    return this.models.create(principal, draft);
  }

  @Get(':id')
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'One model, with the progress of its training' })
  @ApiResult(model)
  get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<Model> {
    return this.models.get(principal, id);
  }

  @Patch(':id')
  @Authorize('update', 'Model')
  @ApiOperation({ summary: 'Change the settings of a model', description: 'They hold from the next training on.' })
  @ApiIfMatch()
  @ApiResult(model)
  update(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: modelPatch }) patch: ModelPatch,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<Model> {
    return this.models.update(principal, id, seen, patch);
  }

  @Delete(':id')
  @Authorize('delete', 'Model')
  @ApiOperation({ summary: 'Take away a model', description: 'With its versions and detections; its alarms clear.' })
  @ApiIfMatch()
  @ApiResult(null)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<void> {
    await this.models.remove(principal, id, seen);
  }

  @Get(':id/versions')
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'Versions of a model, newest first' })
  @ApiResult(modelVersionList)
  async versions(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<{ data: ModelVersionView[] }> {
    return { data: await this.models.versions(principal, id) };
  }

  @Get(':id/compare')
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'Several versions on the same readings' })
  @ApiResult(modelComparison)
  compare(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: modelCompareQuery }) query: ModelCompareQuery,
  ): Promise<ModelComparison> {
    return this.comparison.compare(principal, id, query);
  }

  @Post(':id/train')
  @Authorize('update', 'Model')
  @ApiOperation({ summary: 'Train a new version' })
  @ApiResult(model)
  train(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: trainModel.nullish() }) input: TrainModel | null | undefined,
  ): Promise<Model> {
    return this.models.train(principal, id, input ?? {});
  }

  @Post(':id/promote')
  @Authorize('update', 'Model')
  @ApiOperation({ summary: 'Let a version raise alarms, in place of the one that does' })
  @ApiResult(model)
  promote(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: modelVersionChoice }) { version }: ModelVersionChoice,
  ): Promise<Model> {
    return this.models.promote(principal, id, version);
  }

  @Post(':id/rollback')
  @Authorize('update', 'Model')
  @ApiOperation({ summary: 'Bring back the version that was active before' })
  @ApiResult(model)
  rollback(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<Model> {
    return this.models.rollback(principal, id);
  }

  @Post(':id/shadow')
  @Authorize('update', 'Model')
  @ApiOperation({ summary: 'Let a version score along without alarms; null ends the trial' })
  @ApiResult(model)
  shadow(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: shadowChoice }) { version }: ShadowChoice,
  ): Promise<Model> {
    return this.models.shadow(principal, id, version);
  }

  @Post(':id/predict')
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'Score one reading, with what is stored before and beside it as context' })
  @ApiResult(prediction)
  predict(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: predictInput }) input: PredictInput,
  ): Promise<Prediction> {
    return this.predictions.one(principal, id, input);
  }

  @Post(':id/predict-batch')
  @Authorize('read', 'Model')
  @BodyLimit(PREDICTION_BYTES)
  @ApiOperation({ summary: 'Score a series of up to 100,000 readings, given as columns' })
  @ApiResult(predictBatchResult)
  predictBatch(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: predictBatchInput }) input: PredictBatchInput,
  ): Promise<PredictBatchResult> {
    return this.predictions.batch(principal, id, input);
  }

  @Get(':id/detections')
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'What a model found, newest first' })
  @ApiResult(modelDetectionList)
  found(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: modelDetectionQuery }) query: ModelDetectionQuery,
  ): Promise<ModelDetectionList> {
    return this.detections.list(principal, id, query);
  }

  @Get(':id/feedback')
  @Authorize('read', 'Model')
  @ApiOperation({ summary: 'What operators said of the sensor or zone of a model' })
  @ApiResult(feedbackList)
  async said(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<{ data: Feedback[] }> {
    return { data: await this.feedback.ofModel(principal, id) };
  }

  @Post(':id/feedback')
  @Authorize('acknowledge', 'Alert')
  @ApiOperation({ summary: 'Say of a stretch of time whether something was wrong' })
  @ApiResult(feedback, { status: 201 })
  say(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: spanFeedbackInput }) input: SpanFeedbackInput,
  ): Promise<Feedback> {
    return this.feedback.onSpan(principal, id, input);
  }
}
