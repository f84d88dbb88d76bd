import { quantities } from '@app/kernel';
import { z } from 'zod';
import { idSchema, listQuery, objectFields, oneOf, timeSchema } from './common';
import { alertFinding } from './finding';
import { multiPolygonSchema } from './geometry';

/** Most sensors that one twin can have. */
export const MAX_TWIN_LINKS = 5_000;
/** Most elements that one what-if run may change. */
export const MAX_WHAT_IF_CHANGES = 50;

export const twinStates = ['active', 'paused'] as const;
export const twinRunStates = ['good', 'doubtful', 'failed'] as const;
export const twinLinkUsages = ['boundary', 'compare', 'ignored'] as const;
export const leakSuspectStates = ['open', 'confirmed', 'not_found'] as const;

const count = (of: string) => z.int().describe(`Number of ${of}`);

/** Counts of a network's elements. */
export const networkCounts = z
  .object({
    junctions: count('junctions'),
    reservoirs: count('reservoirs'),
    tanks: count('tanks'),
    pipes: count('pipes'),
    pumps: count('pumps'),
    valves: count('valves'),
  })
  .meta({ id: 'NetworkCounts' });
export type NetworkCounts = z.infer<typeof networkCounts>;

export const twinAreaBalance = z
  .object({
    key: z.string().describe('Names the metered area; the code of its zone where it lies in one'),
    zoneId: idSchema.nullable(),
    zoneName: z.string().nullable(),
    inflowM3h: z.number().nullable().describe('Measured net inflow; null where it is not measured'),
    expectedM3h: z
      .number()
      .nullable()
      .describe('What the model and the last weeks let expect; null while it is learning'),
    z: z.number().nullable().describe('Surplus of the inflow in robust standard deviations; null while it is learning'),
  })
  .meta({ id: 'TwinAreaBalance' });
export type TwinAreaBalance = z.infer<typeof twinAreaBalance>;

export const twinQuality = z
  .object({
    measuredShare: z.number().describe('Share of sources, tanks, pumps and metered inflows that were measured, 0 to 1'),
    balanceErrorShare: z
      .number()
      .nullable()
      .describe(
        'Water that flows in and is neither used in the model nor stored, share of the inflow; null: not measured',
      ),
    compared: z.int().describe('Sensors that could be compared'),
    staleSensors: z.array(z.string()).describe('Codes of linked sensors without a fresh reading'),
    notes: z.array(z.string()).describe('What limits this run, in words'),
    areas: z.array(twinAreaBalance),
    durationMs: z.number().describe('Time it took to calculate'),
  })
  .meta({ id: 'TwinQuality' });
export type TwinQuality = z.infer<typeof twinQuality>;

export const twinRun = z
  .object({
    at: timeSchema.describe('Moment that was calculated'),
    revision: z.int(),
    state: z.enum(twinRunStates).describe('`doubtful`: too little was measured, or the solution is uncertain'),
    quality: twinQuality,
  })
  .meta({ id: 'TwinRun' });
export type TwinRun = z.infer<typeof twinRun>;

export const twin = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    municipalityName: z.string(),
    zoneId: idSchema.nullable().describe('Zone into which the network was imported; null: no zone of its own'),
    name: z.string(),
    state: z.enum(twinStates),
    revision: z.int().describe('Revision that is calculated'),
    counts: networkCounts,
    sensors: z.object({
      boundary: z.int(),
      compare: z.int(),
      ignored: z.int(),
      suggested: z.int(),
      conspicuous: z.int(),
    }),
    openSuspects: z.int(),
    lastRun: twinRun.nullable().describe('null: not calculated yet'),
    failure: z.string().nullable().describe('Why it could not be calculated lately, and what to do'),
  })
  .meta({ id: 'Twin' });
export type Twin = z.infer<typeof twin>;

export const twinQuery = listQuery(['name', 'createdAt'], { municipalityId: oneOf(idSchema, 'Municipalities') });
export type TwinQuery = z.output<typeof twinQuery>;

export const twinRevision = z
  .object({
    revision: z.int(),
    title: z.string(),
    counts: networkCounts,
    createdBy: z.string().nullable(),
    createdAt: timeSchema,
    active: z.boolean().describe('It is the one that is calculated'),
  })
  .meta({ id: 'TwinRevision' });
export type TwinRevision = z.infer<typeof twinRevision>;
export const twinRevisions = z.object({ data: z.array(twinRevision) }).meta({ id: 'TwinRevisions' });
export type TwinRevisions = z.infer<typeof twinRevisions>;

export const activateTwin = z
  .strictObject({ revision: z.int().min(1).optional().describe('Left out: the present one') })
  .meta({ id: 'ActivateTwin' });
export type ActivateTwin = z.infer<typeof activateTwin>;

export const twinInpQuery = z.strictObject({
  revision: z.coerce.number().int().min(1).optional().describe('Left out: the one that is calculated'),
  form: z
    .enum(['assets', 'file'])
    .default('assets')
    .describe('`assets`: made anew from the assets as they are now; `file`: as it was imported, to the letter'),
});
export type TwinInpQuery = z.output<typeof twinInpQuery>;

/** Place of a sensor in the model. */
const linkFields = {
  sensorId: idSchema,
  elementKind: z.enum(['node', 'link']),
  elementId: z.string().min(1).max(100).describe('Id of the element in the network file'),
  usage: z
    .enum(twinLinkUsages)
    .describe('`boundary`: the model is driven by it; `compare`: the model is compared with it; `ignored`: neither'),
  direction: z
    .union([z.literal(1), z.literal(-1)])
    .default(1)
    .describe('-1: a flow sensor that counts against the direction of the element'),
  gaugeHeightM: z
    .number()
    .min(-1_000)
    .max(10_000)
    .default(0)
    .describe('Height of a gauge above the node, or of the zero of a level above the bottom of its tank, m'),
};

export const twinLinkInput = z.strictObject(linkFields).meta({ id: 'TwinLinkInput' });
export type TwinLinkInput = z.infer<typeof twinLinkInput>;
export const putTwinLinks = z
  .strictObject({ links: z.array(twinLinkInput).max(MAX_TWIN_LINKS) })
  .meta({ id: 'PutTwinLinks' });
export type PutTwinLinks = z.infer<typeof putTwinLinks>;

export const twinLink = z
  .object({
    ...linkFields,
    sensorCode: z.string(),
    sensorName: z.string(),
    quantity: z.enum(quantities),
    unit: z.string(),
    assetId: idSchema.nullable().describe('Asset of the element'),
    assetName: z.string().nullable(),
    source: z.enum(['suggested', 'confirmed']),
    distanceM: z.number().nullable().describe('From the sensor to the element; null where either has no place'),
    at: timeSchema.nullable().describe('Last moment with both values'),
    measured: z.number().nullable(),
    simulated: z.number().nullable(),
    residual: z.number().nullable().describe('Measured less simulated'),
    bias: z.number().nullable().describe('Usual difference, learned; null while it is learning'),
    z: z.number().nullable().describe('Difference in robust standard deviations; null while it is learning'),
    conspicuous: z.boolean().describe('An alarm holds'),
    message: z.string().nullable().describe('What was found, in one English sentence; null: nothing'),
    finding: alertFinding.nullable().describe('The same as data'),
  })
  .meta({ id: 'TwinLink' });
export type TwinLink = z.infer<typeof twinLink>;

export const twinLinks = z
  .object({
    data: z.array(twinLink),
    unlinked: z
      .array(z.object({ sensorId: idSchema, code: z.string(), name: z.string(), quantity: z.enum(quantities) }))
      .describe('Sensors that could stand in the model and have no place in it'),
  })
  .meta({ id: 'TwinLinks' });
export type TwinLinks = z.infer<typeof twinLinks>;

export const twinElementQuery = z.strictObject({
  q: z.string().max(100).default('').describe('Part of the id'),
  kind: z.enum(['node', 'link']).optional(),
});
export type TwinElementQuery = z.output<typeof twinElementQuery>;
export const twinElements = z
  .object({
    data: z.array(
      z.object({
        kind: z.enum(['node', 'link']),
        id: z.string(),
        class: z.string(),
        assetId: idSchema.nullable(),
        assetName: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TwinElements' });
export type TwinElements = z.infer<typeof twinElements>;

export const twinRunQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.iso.datetime({ offset: true }).optional().describe('Runs before this moment'),
});
export type TwinRunQuery = z.output<typeof twinRunQuery>;
export const twinRuns = z
  .object({ data: z.array(twinRun), page: z.object({ next: z.string().nullable() }) })
  .meta({ id: 'TwinRuns' });
export type TwinRuns = z.infer<typeof twinRuns>;

export const twinValueQuery = z.strictObject({
  sensorId: idSchema,
  from: z.iso.datetime({ offset: true }).optional().describe('Left out: two days before the end'),
  to: z.iso.datetime({ offset: true }).optional().describe('Left out: now'),
});
export type TwinValueQuery = z.output<typeof twinValueQuery>;
export const twinValues = z
  .object({
    unit: z.string(),
    times: z.array(timeSchema),
    measured: z.array(z.number().nullable()),
    simulated: z.array(z.number().nullable()),
    z: z.array(z.number().nullable()),
  })
  .meta({ id: 'TwinValues' });
export type TwinValues = z.infer<typeof twinValues>;

const suspectPipe = z.object({
  assetId: idSchema.nullable(),
  elementId: z.string(),
  name: z.string(),
  probability: z.number().describe('0 to 1, over all pipes that were considered'),
});

export const leakSuspect = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    twinId: idSchema,
    origin: z.enum(['twin', 'request']).describe('`twin`: found by itself; `request`: somebody asked'),
    state: z.enum(leakSuspectStates),
    zoneId: idSchema.nullable(),
    zoneName: z.string().nullable(),
    beganAt: timeSchema.describe('Estimated'),
    endedAt: timeSchema.nullable().describe('When no more water was lost; null: it still is, or it is not known'),
    foundAt: timeSchema,
    sizeM3h: z.number().nullable().describe('Estimated loss'),
    sizeLowM3h: z.number().nullable(),
    sizeHighM3h: z.number().nullable(),
    pipes: z.array(suspectPipe).describe('Most probable first'),
    areaShare: z.number().describe('Probability that the leak lies in the area, as far as model and sensors are right'),
    areaLengthM: z.number().describe('Length of the pipes in the area'),
    consideredLengthM: z.number().describe('Length of all pipes that were considered'),
    area: multiPolygonSchema.nullable(),
    statement: z.string().describe('What is known and how sure it is, in words'),
    outcomeAssetId: idSchema.nullable(),
    outcomeComment: z.string().nullable(),
    closedAt: timeSchema.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: 'LeakSuspect' });
export type LeakSuspect = z.infer<typeof leakSuspect>;

export const leakSuspectQuery = listQuery(['foundAt', 'beganAt'], {
  municipalityId: oneOf(idSchema, 'Municipalities'),
  twinId: oneOf(idSchema, 'Twins'),
  open: z.stringbool().optional().describe('true: only open ones; false: only closed ones'),
});
export type LeakSuspectQuery = z.output<typeof leakSuspectQuery>;

export const localiseLeak = z
  .strictObject({
    from: z.iso.datetime({ offset: true }).describe('Begin of the stretch in which water is lost'),
    to: z.iso.datetime({ offset: true }).describe('Its end'),
  })
  .meta({ id: 'LocaliseLeak' });
export type LocaliseLeak = z.infer<typeof localiseLeak>;

export const closeLeakSuspect = z
  .strictObject({
    outcome: z.enum(['confirmed', 'not_found']),
    assetId: idSchema.optional().describe('Pipe that leaked, for `confirmed`'),
    comment: z.string().trim().max(2_000).optional(),
  })
  .meta({ id: 'CloseLeakSuspect' });
export type CloseLeakSuspect = z.infer<typeof closeLeakSuspect>;

const changes = z.array(idSchema).max(MAX_WHAT_IF_CHANGES).default([]);

export const whatIf = z
  .strictObject({
    close: changes.describe('Pipes and valves to be shut'),
    pumpOff: changes.describe('Pumps to be switched off'),
    burst: z
      .strictObject({
        assetId: idSchema.describe('Pipe or junction'),
        diameterMm: z.number().min(1).max(2_000).optional().describe('Diameter of the hole'),
        flowM3h: z.number().positive().max(100_000).optional().describe('Loss at the pressure before'),
      })
      .refine(
        (burst) => (burst.diameterMm === undefined) !== (burst.flowM3h === undefined),
        'needs diameterMm or flowM3h',
      )
      .optional(),
    isolate: z.boolean().default(false).describe('Shut the valves around the burst, and say which'),
    durationH: z.number().min(0).max(72).default(0).describe('Hours to look ahead; 0: the present moment only'),
    minPressureKpa: z.number().min(0).max(2_000).default(140).describe('Pressure below which customers are affected'),
  })
  .refine(({ close, pumpOff, burst }) => close.length + pumpOff.length > 0 || burst !== undefined, 'changes nothing')
  .meta({ id: 'WhatIf' });
export type WhatIf = z.infer<typeof whatIf>;

const place = z.object({ lon: z.number(), lat: z.number() });

export const whatIfResult = z
  .object({
    at: timeSchema.describe('Moment from which it was calculated'),
    durationH: z.number(),
    affectedNodes: z.int().describe('Places of use whose pressure falls below the limit'),
    affectedDemandM3h: z.number().describe('Use at these places'),
    affectedCustomers: z.int().describe('Estimated from the use and the population of the municipality'),
    totalNodes: z.int(),
    burstM3h: z.number().nullable().describe('Loss through the hole; null: no burst, or shut off'),
    valvesToClose: z.array(z.object({ assetId: idSchema.nullable(), elementId: z.string(), name: z.string() })),
    isolatedNodes: z.int().describe('Places of use that lie between the shut valves'),
    area: multiPolygonSchema.nullable().describe('Around the affected places'),
    nodes: z
      .array(
        z.object({
          elementId: z.string(),
          assetId: idSchema.nullable(),
          location: place.nullable(),
          beforeKpa: z.number(),
          afterKpa: z.number().describe('Lowest within the duration'),
          affected: z.boolean(),
        }),
      )
      .describe('Places whose pressure changes, the largest change first, at most 2,000'),
    notes: z.array(z.string()).describe('What limits the answer, in words'),
    durationMs: z.number(),
  })
  .meta({ id: 'WhatIfResult' });
export type WhatIfResult = z.infer<typeof whatIfResult>;
