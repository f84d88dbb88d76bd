import { z } from 'zod';
import { idSchema, listQuery, objectFields, oneOf, timeSchema } from './common';

/** What is judged. */
export const riskKinds = ['pipe', 'pump', 'sensor'] as const;
export type RiskKind = (typeof riskKinds)[number];

/** Bands of likelihood times consequence: to 4 low, to 9 medium, to 14 high, above very high. */
export const riskLevels = ['low', 'medium', 'high', 'very_high'] as const;

/**
 * What the likelihood rests on: the municipality's own breaks, those of the country, the model that comes with the product, or
 * measurements of the thing itself.
 */
export const riskBases = ['own', 'national', 'built_in', 'measured'] as const;
export type RiskBasis = (typeof riskBases)[number];

/** How a pipe broke. */
export const breakKinds = [
  'circumferential',
  'longitudinal',
  'corrosion',
  'joint',
  'fitting',
  'third_party',
  'other',
  'unknown',
] as const;
export type BreakKind = (typeof breakKinds)[number];

/** Most breaks that one request may bring. */
export const MAX_BREAKS = 5_000;

const band = z.int().min(1).max(5);

const estimate = z
  .object({
    value: z.number(),
    low: z.number().describe('Lower end of the 80 % interval'),
    high: z.number().describe('Upper end'),
  })
  .meta({ id: 'RiskEstimate' });
export type RiskEstimate = z.infer<typeof estimate>;

export const riskReason = z
  .object({
    code: z.string().describe('Stable name, for translations'),
    factor: z.number().nullable().describe('Times likelier (above 1) or less likely; null: it only explains'),
    values: z.record(z.string(), z.union([z.number(), z.string()])),
    text: z.string().describe('The same in English'),
  })
  .meta({ id: 'RiskReason' });
export type RiskReason = z.infer<typeof riskReason>;

export const consequencePart = z
  .object({
    code: z.string().describe('Stable name, for translations'),
    points: z.number().describe('What it adds to the band'),
    values: z.record(z.string(), z.union([z.number(), z.string()])),
    text: z.string().describe('The same in English'),
  })
  .meta({ id: 'ConsequencePart' });
export type ConsequencePart = z.infer<typeof consequencePart>;

export const maintenanceRisk = z
  .object({
    id: idSchema.describe('Of the asset or sensor'),
    kind: z.enum(riskKinds),
    municipalityId: idSchema,
    code: z.string(),
    name: z.string(),
    likelihood: band.describe('1 (lowest) to 5'),
    consequence: band.describe('1 (lowest) to 5'),
    risk: z.int().describe('Likelihood times consequence'),
    level: z.enum(riskLevels),
    probability: estimate.nullable().describe('Chance of a failure within `horizonDays`; null: it cannot be told'),
    horizonDays: z.int().describe('Days that the probability looks ahead'),
    perMetre: z.number().nullable().describe('Breaks expected per metre and year; pipes only'),
    inspection: z.number().nullable().describe('Score of the list for inspection, higher first; pipes only'),
    healthScore: z.number().nullable().describe('0 (failed) to 100; pumps and sensors only'),
    remaining: estimate.nullable().describe('Remaining life in `remainingUnit`; null: it cannot be told'),
    remainingUnit: z.enum(['years', 'days']),
    remainingBeyond: z.number().describe('A remaining life of this much means "or more"'),
    basis: z.enum(riskBases),
    reasons: z.array(riskReason).describe('Strongest first'),
    consequenceParts: z.array(consequencePart),
    measures: z.record(z.string(), z.number().nullable()).describe('Figures behind it, by name with unit'),
    computedAt: timeSchema,
  })
  .meta({ id: 'MaintenanceRisk' });
export type MaintenanceRisk = z.infer<typeof maintenanceRisk>;

export const riskSorts = [
  'risk',
  'likelihood',
  'consequence',
  'probability',
  'inspection',
  'healthScore',
  'remaining',
  'code',
  'name',
] as const;

export const riskQuery = listQuery(riskSorts, {
  kind: z.enum(riskKinds).describe('What to list'),
  id: oneOf(idSchema, 'Assets or sensors'),
  municipalityId: oneOf(idSchema, 'Municipalities'),
  level: oneOf(z.enum(riskLevels), 'Levels of risk'),
  basis: oneOf(z.enum(riskBases), 'What the likelihood rests on'),
  likelihood: oneOf(z.enum(['1', '2', '3', '4', '5']), 'Bands of likelihood'),
  consequence: oneOf(z.enum(['1', '2', '3', '4', '5']), 'Bands of consequence'),
  zoneId: oneOf(idSchema, 'Zones'),
});
export type RiskQuery = z.output<typeof riskQuery>;

export const riskMatrixQuery = z.strictObject({
  kind: z.enum(riskKinds),
  municipalityId: oneOf(idSchema, 'Municipalities'),
});

export const riskMatrix = z
  .object({
    kind: z.enum(riskKinds),
    total: z.int(),
    computedAt: timeSchema.nullable().describe('Oldest judgement among them; null: nothing is judged yet'),
    cells: z
      .array(z.object({ likelihood: band, consequence: band, count: z.int(), lengthM: z.number() }))
      .describe('Cells that hold something'),
  })
  .meta({ id: 'RiskMatrix' });
export type RiskMatrix = z.infer<typeof riskMatrix>;

const breakFields = {
  brokeOn: z.iso.date().describe('Day of the break'),
  kind: z.enum(breakKinds),
  note: z.string().trim().max(1_000),
};

export const assetBreak = z
  .object({ ...objectFields, municipalityId: idSchema, assetId: idSchema, ...breakFields })
  .meta({ id: 'AssetBreak' });
export type AssetBreak = z.infer<typeof assetBreak>;

export const newAssetBreak = z
  .strictObject({ ...breakFields, kind: breakFields.kind.default('unknown'), note: breakFields.note.default('') })
  .meta({ id: 'NewAssetBreak' });
export type NewAssetBreak = z.output<typeof newAssetBreak>;

export const assetBreakQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Page number, from 1'),
  pageSize: z.coerce.number().int().min(1).max(1_000).default(25).describe('Items on a page'),
});

export const breakImport = z
  .strictObject({
    municipalityId: idSchema.optional().describe('May be left out by users whose home is one municipality'),
    breaks: z
      .array(
        z.strictObject({
          asset: z.string().min(1).max(64).describe('Code or id of the pipe'),
          brokeOn: breakFields.brokeOn,
          kind: breakFields.kind.default('unknown'),
          note: breakFields.note.default(''),
        }),
      )
      .min(1)
      .max(MAX_BREAKS),
  })
  .meta({ id: 'BreakImport' });
export type BreakImport = z.output<typeof breakImport>;

export const breakImportResult = z
  .object({
    stored: z.int(),
    duplicate: z.int().describe('There already: the same pipe, day and kind'),
    rejected: z.array(z.object({ index: z.int(), reason: z.enum(['unknown_asset', 'not_a_pipe', 'in_future']) })),
  })
  .meta({ id: 'BreakImportResult' });
export type BreakImportResult = z.infer<typeof breakImportResult>;

const rankingFigures = z.object({
  auc: z.number().nullable().describe('Chance that a pipe that broke stands before one that did not'),
  topTenth: z.number().nullable().describe('Share of breaks on the first tenth of the length'),
});

export const maintenanceModel = z
  .object({
    scopeId: idSchema.describe('Municipality or nation that it judges'),
    basis: z.enum(riskBases),
    trainedAt: timeSchema.nullable().describe('Null: the model of the product, as it came'),
    recordsFrom: z.int().nullable().describe('First year of the breaks'),
    recordsTo: z.iso.date().nullable().describe('Day to which breaks were known'),
    pipes: z.int().describe('Pipes in its scope'),
    breaks: z.int().describe('Breaks in its scope that it could use'),
    validation: z
      .object({
        ...rankingFigures.shape,
        knownTo: z.int().describe('Breaks before this year were known'),
        predictedTo: z.int().describe('and those before this year were predicted'),
        pipes: z.int(),
        breaks: z.int(),
        calibration: z.number().nullable().describe('Breaks expected over breaks seen; 1 is right'),
        ageTimesLength: rankingFigures.describe('The same of age times length, the plain rule'),
      })
      .nullable()
      .describe('Tried on years that it had not seen; null: too few breaks for that'),
  })
  .meta({ id: 'MaintenanceModel' });
export type MaintenanceModel = z.infer<typeof maintenanceModel>;

export const maintenanceModels = z.object({ data: z.array(maintenanceModel) }).meta({ id: 'MaintenanceModels' });
export type MaintenanceModels = z.infer<typeof maintenanceModels>;

export const maintenanceModelQuery = z.strictObject({ municipalityId: oneOf(idSchema, 'Municipalities') });

export const maintenanceRunStates = ['queued', 'running', 'finished', 'failed'] as const;

export const maintenanceRun = z
  .object({
    ...objectFields,
    scopeId: idSchema.describe('Nation, region or municipality that is judged anew'),
    state: z.enum(maintenanceRunStates),
    step: z.enum(['model', 'pipes', 'pumps', 'sensors']).nullable().describe('What it is at'),
    done: z.int().describe('Municipalities done'),
    total: z.int().describe('Municipalities to do; 0 until it has begun'),
    judged: z.record(z.enum(riskKinds), z.int()).describe('Things judged so far'),
    failure: z.string().nullable(),
    requestedBy: z.string().nullable().describe('Null: the nightly run'),
    startedAt: timeSchema.nullable(),
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'MaintenanceRun' });
export type MaintenanceRun = z.infer<typeof maintenanceRun>;

export const newMaintenanceRun = z
  .strictObject({
    scopeId: idSchema.optional().describe('Nation, region or municipality; default: the home of the caller'),
  })
  .meta({ id: 'NewMaintenanceRun' });
export type NewMaintenanceRun = z.infer<typeof newMaintenanceRun>;

export const maintenanceRunQuery = listQuery(['createdAt', 'state'], {
  state: oneOf(z.enum(maintenanceRunStates), 'States'),
});
