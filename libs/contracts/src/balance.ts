import { z } from 'zod';
import { idSchema, timeSchema } from './common';

const positive = z.number().min(0).max(1e12);
const dateSchema = z.iso.date();
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as 02:00');
const uncertain = (unit: string) =>
  z.object({
    value: z.number().describe(unit),
    ci95: z.number().describe('Half the width of the 95 % interval, same unit'),
  });

/** What a sensor measures of a zone. */
export const measurementRoles = ['inlet', 'outlet', 'level', 'pressure', 'consumer', 'nightUser'] as const;

/** Most sensors that measure one zone. */
export const MAX_MEASUREMENTS = 500;

export const zoneMeasurement = z
  .strictObject({
    sensorId: idSchema,
    role: z
      .enum(measurementRoles)
      .describe(
        'inlet, outlet: flow or counter at the border; level: of a tank inside; pressure: average zone point; consumer: meter of a customer; nightUser: metered use at night, which is no leakage',
      ),
    areaM2: z
      .number()
      .positive()
      .max(1e7)
      .nullable()
      .default(null)
      .describe('Water surface of the tank, for a level; m²'),
  })
  .meta({ id: 'ZoneMeasurement' });
export type ZoneMeasurement = z.infer<typeof zoneMeasurement>;

export const balanceSettings = z
  .strictObject({
    measurements: z.array(zoneMeasurement).max(MAX_MEASUREMENTS).default([]),
    meterPercent: z.number().min(0).max(100).default(2).describe('Uncertainty of flow meters, 95 %, % of the flow'),
    nightFrom: localTime.default('02:00').describe('Begin of the window in which the least flow is looked for, local'),
    nightTo: localTime.default('04:00').describe('Its end'),
    population: positive.nullable().default(null).describe('People supplied; null: not known'),
    litresPerPersonHour: positive.default(0.6).describe('Use of one person at night, L/h'),
    otherConnections: positive.default(0).describe('Connections other than households'),
    litresPerOtherHour: positive.default(5).describe('Use of one of them at night, L/h'),
    fixedNightUse: positive.default(0).describe('Known constant use at night, m³/h'),
    nightUsePercent: z.number().min(0).max(500).default(50).describe('Uncertainty of the assumed use, 95 %, % of it'),
    n1: z.number().min(0.3).max(2.5).default(1).describe('Exponent of leakage over pressure (FAVAD)'),
    connections: positive.nullable().default(null).describe('Service connections; null: not known'),
    mainsKm: positive.nullable().default(null).describe('Length of mains, km; null: not known'),
    privatePipeKm: positive.default(0).describe('Private pipe between property boundary and meter, km'),
    pressureM: positive
      .nullable()
      .default(null)
      .describe('Average pressure, m of water, where no sensor measures it; null: not known'),
    supplyHours: z.number().positive().max(24).default(24).describe('Hours a day under pressure'),
    income: z.enum(['high', 'lowOrMiddle']).default('high').describe('Bands of the leakage index'),
    alarm: z
      .strictObject({
        enabled: z.boolean().default(true),
        sigmas: z.number().min(1).max(20).default(3).describe('Robust standard deviations above the baseline'),
        leastRiseLps: z.number().min(0).max(1_000).default(0.5).describe('Least rise, L/s'),
        nights: z.int().min(1).max(14).default(2).describe('Nights in a row'),
        stepPercent: z.number().min(1).max(1_000).default(20).describe('Rise by day, % of the usual flow'),
        stepHours: z.int().min(1).max(24).default(3).describe('Hours that it is held'),
      })
      .prefault({}),
    learnFrom: dateSchema.nullable().default(null).describe('Nights before are not part of the baseline'),
    excludedNights: z
      .array(z.strictObject({ night: dateSchema, reason: z.string().trim().min(1).max(200) }))
      .max(400)
      .default([])
      .describe('Nights with fire fighting, flushing and the like'),
  })
  .refine(({ nightFrom, nightTo }) => nightFrom < nightTo, {
    message: 'must be later than nightFrom',
    path: ['nightTo'],
  })
  .refine(({ measurements }) => new Set(measurements.map(({ sensorId }) => sensorId)).size === measurements.length, {
    message: 'names a sensor twice',
    path: ['measurements'],
  })
  .refine(({ measurements }) => measurements.every(({ role, areaM2 }) => role !== 'level' || areaM2 !== null), {
    message: 'a level needs the surface of its tank',
    path: ['measurements'],
  })
  .meta({ id: 'BalanceSettings' });
export type BalanceSettings = z.output<typeof balanceSettings>;

/** What is still missing before a zone can be balanced, or judged. */
export const balanceGaps = ['inlet', 'slowInlet', 'population', 'connections', 'mains', 'pressure', 'nights'] as const;

export const balanceSetup = z
  .object({
    zoneId: idSchema,
    municipalityId: idSchema,
    timeZone: z.string().describe('IANA; nights and days are those of this zone'),
    settings: balanceSettings.nullable().describe('null: the zone has not been set up'),
    suggestion: balanceSettings.describe('What the sensors and pipes of the zone suggest'),
    sensors: z
      .array(
        z.object({
          id: idSchema,
          code: z.string(),
          name: z.string(),
          quantity: z.string(),
          inZone: z.boolean(),
          intervalS: z.int(),
        }),
      )
      .describe('Sensors that are named, and others that could be'),
    missing: z.array(z.enum(balanceGaps)),
    nightsTo: dateSchema.nullable().describe('Newest night that was worked out'),
    version: z.int().describe('0: not set up'),
  })
  .meta({ id: 'BalanceSetup' });
export type BalanceSetup = z.infer<typeof balanceSetup>;

export const nightRange = z.strictObject({
  from: dateSchema.optional().describe('First night; default 90 days before the last'),
  to: dateSchema.optional().describe('Last night; default the newest'),
});
export type NightRange = z.infer<typeof nightRange>;

export const zoneNight = z
  .object({
    night: dateSchema,
    minimum: uncertain('m³/h').nullable().describe('Lowest hour of the net inflow; null: not measured'),
    minimumAt: timeSchema.nullable().describe('Begin of that hour'),
    legitimate: uncertain('m³/h').describe('Night use that is no leakage'),
    net: uncertain('m³/h').nullable().describe('Net night flow: minimum less night use'),
    dayFactor: uncertain('h/d').describe('Night-day factor'),
    daily: uncertain('m³/d').nullable().describe('Leakage of the day'),
    completeness: z.number().describe('Share of the readings of the window, 0 to 1'),
    fault: z
      .enum(['incomplete', 'clockChange', 'excluded', 'negative'])
      .nullable()
      .describe('Why the night does not count in trends'),
    baseline: z.number().nullable().describe('Median of the nights before, m³/h; null while it is learning'),
    limit: z.number().nullable().describe('Net flow from which on the night is flagged, m³/h'),
    flagged: z.boolean(),
    revision: z.int().describe('Rises when late readings or other settings changed the night'),
    revisions: z.array(
      z.object({
        at: timeSchema,
        reason: z.enum(['data', 'setup']),
        minimum: z.number().nullable().describe('What it was before, m³/h'),
        completeness: z.number(),
      }),
    ),
  })
  .meta({ id: 'ZoneNight' });
export type ZoneNight = z.infer<typeof zoneNight>;

export const zoneLeak = z
  .object({
    id: idSchema,
    zoneId: idSchema,
    kind: z.enum(['night', 'step']).describe('night: found in night flows; step: in the inflow by day'),
    beganAt: timeSchema.describe('Most likely begin'),
    earliestAt: timeSchema.describe('It did not begin before'),
    confirmedAt: timeSchema,
    endedAt: timeSchema.nullable().describe('null: it lasts'),
    baseline: z.number().describe('m³/h'),
    limit: z.number().describe('m³/h'),
    rate: uncertain('m³/h'),
    lost: uncertain('m³').describe('Lost up to its end, or to now'),
  })
  .meta({ id: 'ZoneLeak' });
export type ZoneLeak = z.infer<typeof zoneLeak>;

export const zoneNightList = z
  .object({ timeZone: z.string(), data: z.array(zoneNight), leaks: z.array(zoneLeak) })
  .meta({ id: 'ZoneNightList' });
export type ZoneNightList = z.infer<typeof zoneNightList>;

export const zoneLeakList = z.object({ data: z.array(zoneLeak) }).meta({ id: 'ZoneLeakList' });
export type ZoneLeakList = z.infer<typeof zoneLeakList>;

export const massBalanceQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional().describe('Default: a week before the end'),
  to: z.iso.datetime({ offset: true }).optional().describe('Default: now'),
  step: z.enum(['hour', 'day']).default('hour').describe('Days are local ones'),
});

const massBalanceStep = z.object({
  from: timeSchema,
  to: timeSchema,
  inflow: z.number().describe('m³'),
  outflow: z.number().describe('m³'),
  storage: z.number().describe('Gain of tanks, m³'),
  metered: z.number().describe('Use by metered customers, m³'),
  residual: z.number().describe('What is left: use that is not metered, and losses; m³'),
  completeness: z.number().describe('Least share of readings of a part, 0 to 1; below 0.9 the step is incomplete'),
});

export const zoneMassBalance = z
  .object({
    timeZone: z.string(),
    step: z.enum(['hour', 'day']),
    parts: z.array(z.enum(['inflow', 'outflow', 'storage', 'metered'])).describe('What the zone measures'),
    data: z.array(massBalanceStep),
    total: massBalanceStep.nullable().describe('Sum of the steps, exactly'),
  })
  .meta({ id: 'ZoneMassBalance' });
export type ZoneMassBalance = z.infer<typeof zoneMassBalance>;

const given = z.strictObject({
  volumeM3: z.number().min(0).max(1e12).describe('m³ in the period'),
  ciPercent: z.number().min(0).max(500).describe('95 % interval, % of the volume'),
});
const nothing = { volumeM3: 0, ciPercent: 0 };

export const newWaterBalance = z
  .strictObject({
    from: dateSchema.describe('First day, local'),
    to: dateSchema.describe('Day after the last'),
    ownSources: given.nullable().default(null).describe('null: what the inlets measured'),
    imported: given.default(nothing),
    exported: given.nullable().default(null).describe('null: what the outlets measured'),
    billedMetered: given.nullable().default(null).describe('null: what the meters of customers measured'),
    billedUnmetered: given.default(nothing),
    unbilledMetered: given.default(nothing),
    unbilledUnmetered: given.nullable().default(null).describe('null: 1.25 % of the water supplied'),
    unauthorisedUse: given.nullable().default(null).describe('null: 0.25 % of the water supplied'),
    meterUnderRegistration: z
      .strictObject({
        percent: z.number().min(0).max(50).describe('Share of use that meters do not register, %'),
        ciPoints: z.number().min(0).max(50).describe('95 % interval, percentage points'),
      })
      .default({ percent: 2, ciPoints: 1 }),
    dataErrors: given.nullable().default(null).describe('null: 0.25 % of the billed metered use'),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ from, to }) => from < to, { message: 'must be later than from', path: ['to'] })
  .meta({ id: 'NewWaterBalance' });
export type NewWaterBalance = z.output<typeof newWaterBalance>;

const line = uncertain('m³').nullable();

export const zoneWaterBalance = z
  .object({
    id: idSchema,
    zoneId: idSchema,
    from: dateSchema,
    to: dateSchema,
    days: z.number(),
    createdAt: timeSchema,
    createdBy: z.string().nullable(),
    note: z.string(),
    lines: z.record(z.string(), line).describe('Lines of the standard table, m³ in the period'),
    measured: z.array(z.string()).describe('Inputs that were measured by sensors'),
    defaults: z.array(z.string()).describe('Inputs that were assumed after the standard method'),
    faults: z.array(z.enum(['negativeLosses', 'negativeRealLosses', 'incomplete'])),
    completeness: z.number().nullable().describe('Share of readings of measured inputs, 0 to 1; null: none measured'),
    nonRevenuePercent: z.number().nullable(),
    nonRevenuePerDay: uncertain('m³/d'),
    realLosses: z
      .object({ unit: z.enum(['L/connection/day', 'm3/km/day']), value: uncertain('in this unit') })
      .nullable(),
    apparentLossesPerConnection: uncertain('L/connection/day').nullable(),
    leakageIndex: z
      .object({
        index: uncertain('current over unavoidable real losses').nullable(),
        band: z.enum(['A', 'B', 'C', 'D']).nullable(),
        unavoidableLitresPerDay: z.number(),
        withinValidity: z
          .boolean()
          .describe('false: the zone is smaller, or under less pressure, than the formula is made for'),
      })
      .nullable()
      .describe('null: connections, mains or pressure are not known'),
    basis: z.object({
      setupVersion: z.int(),
      dataRevision: z.string().describe('Hash of the readings that were used'),
      timeZoneData: z.string().describe('Version of the time zone rules'),
      pressureM: z.number().nullable(),
      connections: z.number().nullable(),
      mainsKm: z.number().nullable(),
    }),
  })
  .meta({ id: 'ZoneWaterBalance' });
export type ZoneWaterBalance = z.infer<typeof zoneWaterBalance>;

export const zoneWaterBalanceList = z.object({ data: z.array(zoneWaterBalance) }).meta({ id: 'ZoneWaterBalanceList' });
export type ZoneWaterBalanceList = z.infer<typeof zoneWaterBalanceList>;

export const balanceRun = z
  .strictObject({ from: dateSchema.describe('First night'), to: dateSchema.describe('Last night') })
  .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] })
  .meta({ id: 'BalanceRun' });
export type BalanceRun = z.infer<typeof balanceRun>;

export const balanceRunResult = z
  .object({ nights: z.int().describe('Nights that will be worked out again'), state: z.literal('queued') })
  .meta({ id: 'BalanceRunResult' });
export type BalanceRunResult = z.infer<typeof balanceRunResult>;

export const balanceZonesQuery = z.strictObject({
  municipalityId: idSchema.optional(),
  zoneId: idSchema.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(100),
});
export type BalanceZonesQuery = z.infer<typeof balanceZonesQuery>;

export const balanceZone = z
  .object({
    zoneId: idSchema,
    municipalityId: idSchema,
    code: z.string(),
    name: z.string(),
    configured: z.boolean(),
    night: dateSchema.nullable().describe('Newest night that counts'),
    minimum: z.number().nullable().describe('m³/h'),
    leakage: uncertain('m³/h').nullable().describe('Net night flow of that night'),
    daily: uncertain('m³/d').nullable(),
    perKm: z.number().nullable().describe('Net night flow per km of mains, m³/h/km'),
    leak: zoneLeak.nullable().describe('Leak that lasts'),
    leakageIndex: z.number().nullable().describe('Of the newest water balance'),
    band: z.enum(['A', 'B', 'C', 'D']).nullable(),
  })
  .meta({ id: 'BalanceZone' });
export type BalanceZone = z.infer<typeof balanceZone>;

export const balanceZoneList = z
  .object({
    data: z.array(balanceZone).describe('Most leakage first'),
    page: z.object({ number: z.int(), size: z.int(), total: z.int() }),
  })
  .meta({ id: 'BalanceZoneList' });
export type BalanceZoneList = z.infer<typeof balanceZoneList>;
