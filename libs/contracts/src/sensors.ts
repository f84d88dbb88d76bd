import { type Quantity, quantities, unitsOf } from '@app/kernel';
import { z } from 'zod';
import { idSchema, listQuery, nameSchema, objectFields, oneOf, timeSchema } from './common';
import { lonLatSchema } from './geometry';

const quantity = z.enum(quantities);
const status = z.enum(['active', 'out_of_service']);
const finite = z.number().min(-1e15).max(1e15);
const limit = finite.nullable();
const minutes = z.number().positive().max(525_600).nullable();
const delay = z.number().min(0).max(86_400);

/** What a sensor shows at one glance, worst first. */
export const sensorStates = [
  'critical',
  'high',
  'medium',
  'low',
  'silent',
  'shelved',
  'normal',
  'out_of_service',
] as const;
export type SensorState = (typeof sensorStates)[number];
const state = z.enum(sensorStates);

/** Alarm limits in the canonical unit of the quantity; null: none. */
export const thresholds = z
  .strictObject({
    lowLow: limit.default(null),
    low: limit.default(null),
    high: limit.default(null),
    highHigh: limit.default(null),
  })
  .refine(
    (given) => ascending([given.lowLow, given.low, given.high, given.highHigh]),
    'must rise from lowLow to highHigh',
  )
  .meta({ id: 'Thresholds', description: 'Alarm limits, canonical unit; null: none' });

const limitName = z.enum([
  'min',
  'max',
  'lowLow',
  'low',
  'high',
  'highHigh',
  'rate',
  'zscore',
  'stuck',
  'silence',
  'anomaly',
  'model',
  'twin',
  'leak',
]);

/** How readings are judged; a missing field takes the default of the quantity, null switches its detector off. */
export const detection = z
  .strictObject({
    enabled: z.boolean().optional().describe('false: nothing is judged'),
    deadbandPercent: z.number().min(0).max(100).optional().describe('% of the span'),
    deadband: finite.min(0).nullable().optional().describe('Canonical unit; wins over the percentage'),
    onDelayS: delay.optional().describe('How long a limit must be broken, s'),
    offDelayS: delay.optional().describe('How long a value must be back, s'),
    ratePerMin: finite.positive().nullable().optional().describe('Largest believable change, canonical unit a minute'),
    zscoreLimit: z.number().min(1).max(100).nullable().optional().describe('Robust standard deviations'),
    zscoreWarmUp: z.int().min(10).max(100_000).optional().describe('Readings to learn from first'),
    stuckMinutes: minutes.optional().describe('Time without change, min'),
    resolution: finite.min(0).optional().describe('Changes up to this count as none, canonical unit'),
    silenceMinutes: minutes.optional().describe('Time without reading, min'),
    anomalyDays: z
      .number()
      .min(1)
      .max(3_650)
      .nullable()
      .optional()
      .describe('Days in which one false alarm of an unusual course is acceptable; fewer: more sensitive'),
    lateLimitS: z.number().min(1).max(31_536_000).optional().describe('Older readings raise no live alarm, s'),
    priorities: z
      .partialRecord(limitName, z.enum(['critical', 'high', 'medium', 'low']))
      .optional()
      .describe('Priority by limit where it differs from the default'),
  })
  .meta({ id: 'DetectionSettings' });

export const sensor = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    code: z.string(),
    name: z.string(),
    deviceId: idSchema.nullable(),
    channel: z.string().nullable().describe('What its device calls it'),
    channelUnit: z.string().nullable().describe('Unit of what the device sends, where its messages name none'),
    assetId: idSchema.nullable(),
    zoneId: idSchema.nullable(),
    quantity,
    unit: z.string().describe('Canonical unit of the quantity, UCUM: all values of this object are in it'),
    displayUnit: z.string().describe('Unit in which people want to see it'),
    location: lonLatSchema.nullable(),
    rangeMin: z.number().nullable().describe('Least value the instrument can measure, canonical unit'),
    rangeMax: z.number().nullable().describe('Greatest value the instrument can measure, canonical unit'),
    thresholds,
    intervalS: z.int().describe('Expected time between readings, s'),
    detection,
    status,
    latest: z
      .object({
        time: timeSchema,
        value: z.number().describe('Canonical unit'),
        quality: z.int().describe('0 good, 3 suspect, 4 bad'),
      })
      .nullable()
      .describe('Newest reading; null: none yet'),
    state: state.describe('Worst open alarm that is not shelved, or what else is to be said'),
  })
  .meta({ id: 'Sensor' });
export type Sensor = z.infer<typeof sensor>;

const fields = {
  code: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_.:/-]*$/,
      'must begin with a letter or digit and have only letters, digits and _ . : / -',
    )
    .max(128)
    .refine((code) => !z.uuid().safeParse(code).success, 'must not look like a UUID')
    .describe('Unique in the municipality; what devices send as sensor_id'),
  name: nameSchema,
  deviceId: idSchema.nullable(),
  channel: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .nullable()
    .describe('What its device calls it, such as `temperature` or `/3323/0/5700`; unique on the device'),
  channelUnit: z
    .string()
    .min(1)
    .max(32)
    .nullable()
    .describe('Unit of what the device sends, where its messages name none; UCUM or an everyday spelling'),
  assetId: idSchema.nullable(),
  zoneId: idSchema.nullable(),
  displayUnit: z.string().min(1).max(32).describe('UCUM; default: the canonical unit'),
  location: lonLatSchema.nullable(),
  rangeMin: limit,
  rangeMax: limit,
  thresholds,
  intervalS: z.int().min(1).max(2_592_000),
  detection,
  status,
};

const noThresholds = { lowLow: null, low: null, high: null, highHigh: null };

export const newSensor = z
  .strictObject({
    municipalityId: idSchema.optional().describe('May be left out by users whose home is one municipality'),
    quantity,
    ...fields,
    deviceId: fields.deviceId.default(null),
    channel: fields.channel.default(null),
    channelUnit: fields.channelUnit.default(null),
    assetId: fields.assetId.default(null),
    zoneId: fields.zoneId.default(null),
    displayUnit: fields.displayUnit.optional(),
    location: fields.location.default(null),
    rangeMin: limit.default(null),
    rangeMax: limit.default(null),
    thresholds: thresholds.default(noThresholds),
    intervalS: fields.intervalS.default(900),
    detection: detection.default({}),
    status: status.default('active'),
  })
  .superRefine((given, context) => {
    if (given.displayUnit !== undefined && !measures(given.quantity, given.displayUnit)) {
      const message = `must be one of ${unitsOf(given.quantity).join(', ')}`;
      context.addIssue({ code: 'custom', path: ['displayUnit'], message });
    }
    if (!ascending([given.rangeMin, given.rangeMax])) {
      context.addIssue({ code: 'custom', path: ['rangeMax'], message: 'must be greater than rangeMin' });
    }
  })
  .meta({ id: 'NewSensor' });
export type NewSensor = z.infer<typeof newSensor>;

/** The quantity of a sensor never changes: its readings would change their meaning. */
export const sensorPatch = z.strictObject(fields).partial().meta({ id: 'SensorPatch' });
export type SensorPatch = z.infer<typeof sensorPatch>;

export const sensorQuery = listQuery(['code', 'name', 'quantity', 'status', 'intervalS', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  municipalityId: oneOf(idSchema, 'Municipalities'),
  deviceId: oneOf(idSchema, 'Devices'),
  assetId: oneOf(idSchema, 'Assets'),
  zoneId: oneOf(idSchema, 'Zones'),
  code: oneOf(z.string().max(128), 'Codes'),
  quantity: oneOf(quantity, 'Quantities'),
  status: oneOf(status, 'States of service'),
  state: oneOf(state, 'States shown'),
});
export type SensorQuery = z.infer<typeof sensorQuery>;

/** True when the unit is a UCUM code that measures the quantity. */
export function measures(of: Quantity, unit: string): boolean {
  return unitsOf(of).includes(unit);
}

function ascending(values: readonly (number | null)[]): boolean {
  const given = values.filter((value) => value !== null);
  return given.every((value, index) => index === 0 || value > (given[index - 1] as number));
}
