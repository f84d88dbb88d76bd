import { z } from 'zod';
import { idSchema, listQuery, objectFields, oneOf, timeSchema } from './common';

/** Most readings in one batch of predictions. */
export const MAX_PREDICTIONS = 100_000;
/** Largest batch as JSON, bytes. */
export const PREDICTION_BYTES = 16 * 1024 * 1024;

/** End of the year 9999, Unix ms. */
const LATEST_MS = 253_402_300_799_999;

export const modelScopes = ['sensor', 'zone'] as const;
/** `untrained`: no version yet; else what the best of its versions does. */
export const modelStates = ['untrained', 'candidate', 'shadow', 'active'] as const;
export type ModelState = (typeof modelStates)[number];
/** Life of a version; `failed`: its training did not succeed. */
export const versionStates = ['training', 'candidate', 'shadow', 'active', 'retired', 'failed'] as const;
export type VersionState = (typeof versionStates)[number];

/** What explains a score. The first five look at a sensor's own reading; the next move the expectation; the last are of zones. */
export const featureCodes = [
  'time_of_week',
  'time_of_week_sustained',
  'recent',
  'neighbours',
  'neighbours_sustained',
  'season',
  'level',
  'neighbour',
  'relation',
  'left_level',
  'changed_constant',
] as const;

const priorities = ['critical', 'high', 'medium', 'low'] as const;
const scoreSchema = z.number().min(0).max(1).describe('0.5 or more is an alarm');
const timeIn = z.iso.datetime({ offset: true });
const day = z.iso.date();

export const modelMetrics = z
  .object({
    measuredOn: z
      .enum(['injected', 'feedback'])
      .describe('injected: anomalies put into clean readings; feedback: what operators said of alarms'),
    accuracy: z.number(),
    precision: z.number().nullable(),
    recall: z.number().nullable(),
    f1: z.number().nullable(),
    samples: z.int().describe('Stretches of time that were judged'),
    positives: z.int().describe('Those among them with an anomaly'),
    byKind: z
      .record(z.string(), z.object({ injected: z.int(), found: z.int() }))
      .describe('By kind of injected anomaly: spike, shift, drift, stuck'),
    falseAlarmsPer30Days: z.number().nullable(),
    medianDelayS: z.number().nullable().describe('From the start of an anomaly to its alarm'),
    from: timeSchema,
    to: timeSchema,
  })
  .meta({ id: 'ModelMetrics' });
export type ModelMetricsView = z.infer<typeof modelMetrics>;

const retrain = z
  .strictObject({
    everyDays: z.int().min(1).max(365).nullable().default(null).describe('Train anew so often; null: never by itself'),
    onDrift: z
      .boolean()
      .default(true)
      .describe('Train anew when too many readings of the last week are out of the ordinary'),
    promote: z
      .enum(['manual', 'if_better'])
      .default('manual')
      .describe('if_better: a version trained by itself takes over when its F1 on the same readings is no lower'),
  })
  .describe('Training without being asked');

const settings = {
  retrain,
  windowDays: z.int().min(7).max(1_100).default(90).describe('Days of readings to learn from, back from now'),
  daysPerFalseAlarm: z.int().min(7).max(3_650).default(90).describe('One false alarm in so many days is accepted'),
  priority: z.enum(priorities).default('medium').describe('Priority of the alarms'),
  holidays: z.array(day).max(1_000).default([]).describe('Local days on which people behave as on Sundays'),
};

export const modelTraining = z
  .object({
    state: z.enum(['idle', 'queued', 'running', 'failed']),
    version: z.int().nullable().describe('Version that is being trained, or was last'),
    percent: z.number().describe('0 to 100'),
    step: z.enum(['waiting', 'reading', 'learning', 'storing', 'done']),
    failure: z.string().nullable(),
    startedAt: timeSchema.nullable(),
  })
  .meta({ id: 'ModelTraining' });

export const model = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    scope: z.object({
      kind: z.enum(modelScopes),
      id: idSchema,
      code: z.string(),
      name: z.string(),
      quantity: z.string().nullable().describe('Of a sensor; null for a zone'),
      unit: z.string().nullable().describe('Canonical unit of a sensor, UCUM; null for a zone'),
    }),
    state: z.enum(modelStates),
    activeVersion: z.int().nullable(),
    shadowVersion: z.int().nullable(),
    latestVersion: z.int().nullable().describe('Newest version that was trained'),
    metrics: modelMetrics.nullable().describe('Of the active version, else of the newest'),
    lastTrainedAt: timeSchema.nullable(),
    samples: z.int().nullable().describe('Readings that version learned from'),
    openDetections: z.int().describe('Detections of the active version that go on'),
    training: modelTraining,
    drift: z
      .object({ share: z.number(), readings: z.int(), drifted: z.boolean() })
      .nullable()
      .describe('Share of the last week that was out of the ordinary; null: too few readings'),
    nextTrainingAt: timeSchema.nullable(),
    retrain: z.object({
      everyDays: z.int().nullable(),
      onDrift: z.boolean(),
      promote: z.enum(['manual', 'if_better']),
    }),
    windowDays: z.int(),
    daysPerFalseAlarm: z.int(),
    priority: z.enum(priorities),
    holidays: z.array(z.string()),
  })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof model>;

export const newModel = z
  .strictObject({
    scope: z.strictObject({ kind: z.enum(modelScopes), id: idSchema }),
    trainFrom: timeIn
      .optional()
      .describe('Learn from readings at or after this; left out: `windowDays` before the end'),
    trainTo: timeIn.optional().describe('Learn from readings before this; left out: now'),
    ...settings,
    retrain: retrain.default({ everyDays: null, onDrift: true, promote: 'manual' }),
  })
  .meta({ id: 'NewModel' });
export type NewModel = z.infer<typeof newModel>;

export const modelPatch = z
  .strictObject({
    retrain,
    windowDays: settings.windowDays.unwrap(),
    daysPerFalseAlarm: settings.daysPerFalseAlarm.unwrap(),
    priority: settings.priority.unwrap(),
    holidays: settings.holidays.unwrap(),
  })
  .partial()
  .meta({ id: 'ModelPatch' });
export type ModelPatch = z.infer<typeof modelPatch>;

export const trainModel = z
  .strictObject({ trainFrom: timeIn.optional(), trainTo: timeIn.optional() })
  .meta({ id: 'TrainModel' });
export type TrainModel = z.infer<typeof trainModel>;

export const modelVersionChoice = z.strictObject({ version: z.int().min(1) }).meta({ id: 'ModelVersionChoice' });
export type ModelVersionChoice = z.infer<typeof modelVersionChoice>;

export const shadowChoice = z
  .strictObject({ version: z.int().min(1).nullable().describe('null: no version is on trial any more') })
  .meta({ id: 'ShadowChoice' });
export type ShadowChoice = z.infer<typeof shadowChoice>;

export const modelQuery = listQuery(['createdAt', 'lastTrainedAt', 'f1', 'name', 'state', 'samples'], {
  municipalityId: oneOf(idSchema, 'Municipalities'),
  kind: oneOf(z.enum(modelScopes), 'Kinds of scope'),
  state: oneOf(z.enum(modelStates), 'States'),
  scopeId: oneOf(idSchema, 'Sensors or zones'),
});
export type ModelQuery = z.infer<typeof modelQuery>;

export const modelVersion = z
  .object({
    version: z.int(),
    state: z.enum(versionStates),
    reason: z.enum(['manual', 'schedule', 'drift']),
    trainFrom: timeSchema,
    trainTo: timeSchema,
    samples: z.int().nullable(),
    excludedLabels: z.int().describe('Confirmed anomalies in the window that it did not learn from'),
    metrics: modelMetrics.nullable(),
    injected: modelMetrics.nullable().describe('On injected anomalies, also where feedback was enough'),
    summary: z.record(z.string(), z.unknown()).describe('What was used: neighbours, step, season'),
    detections: z.int(),
    failure: z.string().nullable(),
    createdAt: timeSchema,
    trainedAt: timeSchema.nullable(),
  })
  .meta({ id: 'ModelVersion' });
export type ModelVersionView = z.infer<typeof modelVersion>;

export const modelVersionList = z.object({ data: z.array(modelVersion) }).meta({ id: 'ModelVersionList' });

export const modelCompareQuery = z.strictObject({
  versions: z
    .string()
    .max(40)
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.int().min(1)).min(1).max(4))
    .describe('Version numbers, separated by commas'),
  days: z.coerce.number().int().min(7).max(90).default(30).describe('Days of readings to compare on, back from now'),
});
export type ModelCompareQuery = z.output<typeof modelCompareQuery>;

export const modelComparison = z
  .object({
    from: timeSchema,
    to: timeSchema,
    versions: z.array(
      z.object({
        version: z.int(),
        state: z.enum(versionStates),
        readings: z.int(),
        alarms: z.int().describe('Stretches at or above the threshold'),
        alarmReadings: z.int(),
        meanAbsError: z.number().nullable().describe('Between reading and expectation, unit of the sensor'),
        injected: modelMetrics.nullable(),
        feedback: modelMetrics.nullable(),
        overlapsTraining: z.boolean().describe('The version learned from some of these readings'),
      }),
    ),
    agreement: z
      .object({ both: z.int(), onlyFirst: z.int(), onlySecond: z.int() })
      .nullable()
      .describe('Of the first two versions: readings that both call an alarm, or only one'),
  })
  .meta({ id: 'ModelComparison' });
export type ModelComparison = z.infer<typeof modelComparison>;

const feature = z.object({
  code: z.enum(featureCodes),
  sensorId: idSchema.nullable().describe('Another sensor that it is about'),
  name: z.string().nullable(),
  expected: z.number().nullable(),
  seen: z.number().nullable(),
  strength: z.number().nullable().describe('Multiple of the largest usual deviation'),
  effect: z.number().nullable().describe('By how much it moves the expectation, unit of the sensor'),
  text: z.string(),
});

export const modelExplanation = z
  .object({
    code: z.enum(featureCodes).describe('The reason that weighs most'),
    text: z.string(),
    features: z.array(feature).describe('Heaviest first'),
  })
  .meta({ id: 'ModelExplanation' });
export type ModelExplanation = z.infer<typeof modelExplanation>;

export const modelContext = z
  .object({
    hour: z.int(),
    weekday: z.int().describe('0 Monday to 6 Sunday'),
    month: z.int(),
    season: z.enum(['winter', 'spring', 'summer', 'autumn']),
    holiday: z.boolean(),
    neighbours: z
      .array(z.object({ sensorId: idSchema, name: z.string(), value: z.number().nullable() }))
      .describe('Sensors that were looked at beside it'),
  })
  .meta({ id: 'ModelContext' });
export type ModelContext = z.infer<typeof modelContext>;

export const predictInput = z
  .union([
    z.strictObject({
      time: timeIn,
      value: z.number().describe('Canonical unit of the sensor'),
      version: z.int().min(1).optional().describe('Left out: the active version, else the newest'),
    }),
    z.strictObject({
      time: timeIn,
      values: z.record(idSchema, z.number().nullable()).describe('One value for each sensor of the zone, by its id'),
      version: z.int().min(1).optional(),
    }),
  ])
  .meta({ id: 'PredictInput' });
export type PredictInput = z.infer<typeof predictInput>;

export const prediction = z
  .object({
    version: z.int(),
    time: timeSchema,
    score: scoreSchema,
    alarm: z.boolean(),
    expected: z.number().nullable(),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    context: modelContext,
    explanation: modelExplanation,
  })
  .meta({ id: 'Prediction' });
export type Prediction = z.infer<typeof prediction>;

const column = z.array(z.number().nullable()).max(MAX_PREDICTIONS);

export const predictBatchInput = z
  .strictObject({
    times: z.array(z.int().min(0).max(LATEST_MS)).min(1).max(MAX_PREDICTIONS).describe('Unix ms, rising'),
    values: column.optional().describe('For the model of a sensor: one value a time'),
    columns: z.record(idSchema, column).optional().describe('Neighbours; for a zone: all its sensors, by id'),
    version: z.int().min(1).optional(),
  })
  .meta({ id: 'PredictBatchInput' });
export type PredictBatchInput = z.infer<typeof predictBatchInput>;

export const predictBatchResult = z
  .object({
    version: z.int(),
    count: z.int(),
    computeMs: z.number().describe('Time that the scoring itself took, ms'),
    scores: z.array(z.number()),
    expected: z.array(z.number().nullable()).nullable().describe('Null for zones'),
    lower: z.array(z.number().nullable()).nullable(),
    upper: z.array(z.number().nullable()).nullable(),
    reasons: z.array(z.enum(featureCodes)).nullable().describe('View that decided; null for zones'),
  })
  .meta({ id: 'PredictBatchResult' });
export type PredictBatchResult = z.infer<typeof predictBatchResult>;

export const modelDetection = z
  .object({
    id: idSchema,
    modelId: idSchema,
    version: z.int(),
    mode: z.enum(['active', 'shadow']).describe('shadow: recorded without an alarm'),
    sensorId: idSchema,
    sensorCode: z.string(),
    sensorName: z.string(),
    unit: z.string(),
    startedAt: timeSchema,
    endedAt: timeSchema.nullable().describe('Null: goes on'),
    score: scoreSchema.describe('Highest score of the stretch'),
    peakAt: timeSchema,
    value: z.number().nullable().describe('Reading with the highest score'),
    expected: z.number().nullable(),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    explanation: modelExplanation,
    context: modelContext,
    verdict: z.enum(['true', 'false']).nullable().describe('What an operator said of it'),
  })
  .meta({ id: 'ModelDetection' });
export type ModelDetection = z.infer<typeof modelDetection>;

export const modelDetectionQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
  version: z.coerce.number().int().min(1).optional(),
  mode: z.enum(['active', 'shadow']).optional(),
  open: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});
export type ModelDetectionQuery = z.output<typeof modelDetectionQuery>;

export const modelDetectionList = z
  .object({ data: z.array(modelDetection), page: z.object({ next: z.string().nullable() }) })
  .meta({ id: 'ModelDetectionList' });
export type ModelDetectionList = z.infer<typeof modelDetectionList>;

const note = z.string().trim().max(2_000).optional();
const verdict = z.enum(['true', 'false']).describe('true: something was wrong; false: a false alarm');

export const alertFeedbackInput = z.strictObject({ verdict, note }).meta({ id: 'AlertFeedbackInput' });
export type AlertFeedbackInput = z.infer<typeof alertFeedbackInput>;

export const spanFeedbackInput = z
  .strictObject({ from: timeIn, to: timeIn, verdict, note })
  .meta({ id: 'SpanFeedbackInput' });
export type SpanFeedbackInput = z.infer<typeof spanFeedbackInput>;

export const feedback = z
  .object({
    id: idSchema,
    sensorId: idSchema.nullable(),
    zoneId: idSchema.nullable(),
    alertId: idSchema.nullable().describe('Null: said of a stretch of time'),
    from: timeSchema,
    to: timeSchema,
    verdict,
    note: z.string().nullable(),
    by: z.string(),
    createdAt: timeSchema,
  })
  .meta({ id: 'Feedback' });
export type Feedback = z.infer<typeof feedback>;

export const feedbackList = z.object({ data: z.array(feedback) }).meta({ id: 'FeedbackList' });

export const alertFeedback = z
  .object({ feedback: feedback.nullable().describe('Null: nobody has said anything') })
  .meta({ id: 'AlertFeedback' });
export type AlertFeedback = z.infer<typeof alertFeedback>;
