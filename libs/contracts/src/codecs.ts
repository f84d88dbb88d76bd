import { z } from 'zod';
import { idSchema, listQuery, nameSchema, objectFields, oneOf } from './common';

/** Codecs that come with the platform, by the name that devices are set to. */
export const builtInCodecs = ['cayenne-lpp'] as const;

/** Largest source, characters; the sandbox counts bytes and has the same limit. */
export const MAX_CODEC_SOURCE = 40_960;

export const codecForms = ['ttn', 'chirpstack'] as const;
export type CodecFormName = (typeof codecForms)[number];

/** What a field of the decoded object is. */
export const codecFieldRoles = ['reading', 'battery', 'signal', 'time'] as const;

const hexSchema = z
  .string()
  .max(2_048)
  .regex(/^([0-9a-fA-F]{2})*$/, 'must be pairs of hex digits')
  .describe('Payload, hex');
const fPortSchema = z.int().min(0).max(255).describe('LoRaWAN port; 0 where the protocol has none');

export const codecField = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .max(200)
      .describe(
        'Where it stands in the decoded object: `water.level`, `history.0.volume`; `normalized.` reads the normalised one',
      ),
    role: z
      .enum(codecFieldRoles)
      .default('reading')
      .describe('battery: charge, %; signal: dBm; time: of all readings of the message (Unix s or ms, or ISO 8601)'),
    channel: z
      .string()
      .min(1)
      .max(200)
      .nullable()
      .default(null)
      .describe('Readings: the channel it feeds; null: the path'),
    unit: z
      .string()
      .max(32)
      .nullable()
      .default(null)
      .describe('Readings: unit of the value; null: that of the channel'),
  })
  .meta({ id: 'CodecField' });
export type CodecField = z.infer<typeof codecField>;

export const codecTestVector = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    fPort: fPortSchema,
    hex: hexSchema,
    expected: z
      .record(z.string(), z.unknown())
      .nullable()
      .default(null)
      .describe('What `data` must be, numbers within a millionth; null: an error is expected'),
    error: z.string().max(500).nullable().default(null).describe('Text that the error must contain'),
  })
  .meta({ id: 'CodecTestVector' });
export type CodecTestVector = z.infer<typeof codecTestVector>;

export const codec = z
  .object({
    ...objectFields,
    municipalityId: idSchema.nullable().describe('null: it belongs to the nation, and everybody may use it'),
    name: z.string(),
    description: z.string(),
    kind: z.enum(codecForms).describe('Function form: of The Things Stack, or of ChirpStack, which adds `Buffer`'),
    status: z.enum(['draft', 'active']).describe('draft: cannot be used by devices'),
    source: z.string().describe('JavaScript'),
    fields: z.array(codecField).describe('Which fields become readings; none: every number does'),
    testVectors: z.array(codecTestVector),
    devices: z.int().describe('Devices that use it, as far as the caller sees them'),
  })
  .meta({ id: 'Codec' });
export type Codec = z.infer<typeof codec>;

const fields = {
  name: nameSchema,
  description: z.string().trim().max(2_000),
  kind: z.enum(codecForms),
  status: z.enum(['draft', 'active']),
  source: z.string().min(1).max(MAX_CODEC_SOURCE),
  fields: z.array(codecField).max(200),
  testVectors: z.array(codecTestVector).max(50),
};

export const newCodec = z
  .strictObject({
    municipalityId: idSchema.nullable().optional().describe('null: the nation; left out: your own home'),
    ...fields,
    description: fields.description.default(''),
    kind: fields.kind.default('ttn'),
    status: fields.status.default('draft'),
    fields: fields.fields.default([]),
    testVectors: fields.testVectors.default([]),
  })
  .meta({ id: 'NewCodec' });
export type NewCodec = z.infer<typeof newCodec>;

export const codecPatch = z.strictObject(fields).partial().meta({ id: 'CodecPatch' });
export type CodecPatch = z.infer<typeof codecPatch>;

export const codecQuery = listQuery(['name', 'kind', 'status', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  municipalityId: oneOf(idSchema, 'Municipalities; those of the nation always show'),
  kind: oneOf(z.enum(codecForms), 'Forms'),
  status: oneOf(z.enum(['draft', 'active']), 'States'),
});
export type CodecQuery = z.infer<typeof codecQuery>;

/** One run of a codec, saved or not. */
export const codecTry = z
  .strictObject({
    kind: fields.kind.default('ttn'),
    source: fields.source,
    fields: fields.fields.default([]),
    call: z
      .enum(['decodeUplink', 'decodeDownlink', 'encodeDownlink'])
      .default('decodeUplink')
      .describe('encodeDownlink takes `data`, the others take `hex`'),
    fPort: fPortSchema.default(1),
    hex: hexSchema.default(''),
    data: z.record(z.string(), z.unknown()).default({}).describe('Structured order to encode'),
    expected: z
      .record(z.string(), z.unknown())
      .nullable()
      .optional()
      .describe('Compares the result as a test vector would; null: an error is expected'),
    error: z.string().max(500).nullable().optional().describe('Text that the error must contain'),
  })
  .meta({ id: 'CodecTry' });
export type CodecTry = z.infer<typeof codecTry>;

export const codecResult = z
  .object({
    ok: z.boolean(),
    error: z.string().nullable().describe('Why there is no result'),
    errors: z.array(z.string()).describe('What the codec itself calls wrong'),
    warnings: z.array(z.string()),
    form: z.string().nullable().describe('Function that was found and called'),
    data: z.record(z.string(), z.unknown()).nullable().describe('Decoded object'),
    normalized: z.unknown().nullable(),
    values: z
      .array(
        z.object({
          channel: z.string(),
          value: z.number(),
          unit: z.string().describe("'': that of the channel"),
          time: z.string().nullable().describe('ISO 8601; null: that of the message'),
        }),
      )
      .describe('Readings it would give'),
    batteryPercent: z.number().nullable(),
    signalDbm: z.number().nullable(),
    bytes: z.string().nullable().describe('Encoded order, hex'),
    fPort: z.int().nullable(),
    logs: z.array(z.string()).describe('What it wrote to the console'),
    computeMs: z.number().describe('Computing time, ms'),
    passed: z.boolean().nullable().describe('Whether it is what was expected; null: nothing was'),
  })
  .meta({ id: 'CodecResult' });
export type CodecResult = z.infer<typeof codecResult>;

export const codecTestReport = z
  .object({
    passed: z.boolean(),
    results: z.array(codecResult.extend({ name: z.string() })).describe('In the order of the test vectors'),
  })
  .meta({ id: 'CodecTestReport' });
export type CodecTestReport = z.infer<typeof codecTestReport>;
