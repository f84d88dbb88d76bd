import { z } from 'zod';
import { idSchema, listQuery, objectFields, oneOf, timeSchema } from './common';

/** Columns of a file that are looked at. */
export const MAX_IMPORT_COLUMNS = 4_096;
/** Largest part of a file that one request may carry, bytes, where a file is sent in parts. */
export const IMPORT_PART_BYTES = 8 * 1024 * 1024;

export const importStates = [
  'uploading',
  'uploaded',
  'mapped',
  'queued',
  'running',
  'finished',
  'failed',
  'cancelled',
] as const;
export type ImportState = (typeof importStates)[number];

export const importFormats = ['csv', 'xlsx', 'ndjson'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Why a row, or a cell of it, is not stored. */
export const importErrorKinds = [
  'too_few_columns',
  'too_long',
  'bad_time',
  'no_zone',
  'missing_hour',
  'future',
  'too_old',
  'bad_value',
  'unknown_sensor',
  'ambiguous_sensor',
  'missing_unit',
  'wrong_unit',
  'no_partition',
  'conflict',
] as const;
export type ImportErrorKind = (typeof importErrorKinds)[number];

export const importTimeFormats = ['iso', 'day-first', 'month-first', 'unix-s', 'unix-ms', 'excel'] as const;

/** Unit name that stands for the unit in which each sensor is stored. */
export const CANONICAL_UNIT = 'canonical';

const column = z
  .int()
  .min(0)
  .max(MAX_IMPORT_COLUMNS - 1)
  .describe('Place of the column, from 0');

const unit = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .describe('UCUM code or usual spelling; `canonical`: the unit in which the sensor is stored');

const zone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be a time zone of the IANA list, such as Europe/Rome or UTC')
  .describe('IANA time zone');

const layout = {
  delimiter: z.enum([',', ';', '\t', '|']).default(',').describe('What separates columns'),
  decimal: z.enum(['.', ',']).default('.').describe('Decimal mark of numbers'),
  thousands: z.enum(['', ',', '.', ' ', "'"]).default('').describe('What separates thousands; empty: nothing'),
  encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le']).default('utf-8').describe('Encoding of the text'),
  headerRows: z.int().min(0).max(100).default(1).describe('Rows before the data'),
  sheet: z.string().max(64).nullable().default(null).describe('Sheet of a workbook; null: the first one'),
  time: z
    .strictObject({
      column,
      format: z.enum(importTimeFormats).default('iso').describe('`day-first`: 31.10.2021 02:00; `excel`: serial days'),
      timeZone: zone
        .nullable()
        .default(null)
        .describe('Zone of times that carry no offset; null only when every time carries one'),
    })
    .describe('Where the times stand and how they are written'),
  missing: z
    .array(z.string().max(40))
    .max(50)
    .default(['NaN', 'NA', 'N/A', '#N/A', 'null', 'none', '-'])
    .describe('Words for "no value", beside an empty cell; capitals do not matter'),
};

export const importMapping = z
  .discriminatedUnion('form', [
    z.strictObject({
      form: z.literal('long').describe('One reading a row'),
      ...layout,
      sensorColumn: column,
      valueColumn: column,
      unitColumn: column.nullable().default(null),
      unit: unit.nullable().default(null).describe('Unit of all values; with a unit column: of rows that name none'),
    }),
    z.strictObject({
      form: z.literal('wide').describe('One column a sensor'),
      ...layout,
      columns: z
        .array(z.strictObject({ column, sensor: z.string().trim().min(1).max(64).describe('Code or UUID'), unit }))
        .min(1)
        .max(MAX_IMPORT_COLUMNS)
        .describe('Columns that are taken'),
    }),
  ])
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof importMapping>;
export type LongMapping = Extract<ImportMapping, { form: 'long' }>;
export type WideMapping = Extract<ImportMapping, { form: 'wide' }>;

export const importDetected = z
  .object({
    format: z.enum(importFormats),
    compressed: z.boolean().describe('Packed by gzip'),
    encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le']),
    delimiter: z.enum([',', ';', '\t', '|']),
    decimal: z.enum(['.', ',']),
    thousands: z.enum(['', ',', '.', ' ', "'"]),
    headerRows: z.int(),
    form: z.enum(['long', 'wide']).nullable().describe('What the columns look like; null: neither'),
    timeColumn: z.int().nullable(),
    timeFormat: z.enum(importTimeFormats).nullable(),
    timeHasOffset: z.boolean().describe('False: the time zone must be named'),
    sensorColumn: z.int().nullable(),
    valueColumn: z.int().nullable(),
    unitColumn: z.int().nullable(),
    sheets: z.array(z.string()).describe('Sheets of a workbook'),
    columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()).describe('First cells') })),
  })
  .meta({ id: 'ImportDetected' });
export type ImportDetected = z.infer<typeof importDetected>;

const errorCounts = z
  .partialRecord(z.enum(importErrorKinds), z.int())
  .describe('Rows or cells that are not stored, by reason');

const counts = {
  rows: z.int().describe('Rows of data that were read'),
  missing: z.int().describe('Cells without a value'),
  rejected: z.int().describe('Rows or cells that are not stored, conflicts aside'),
  doubledHours: z.int().describe('Rows in an hour that the clocks of the zone showed twice'),
  errors: errorCounts,
  firstTime: timeSchema.nullable(),
  lastTime: timeSchema.nullable(),
};

export const importDryRun = z
  .object({
    ...counts,
    complete: z.boolean().describe('True when the whole file was read; else only its beginning'),
    estimatedRows: z.int().describe('Rows of the whole file, from what was read'),
    readings: z.int().describe('Readings that would be stored, before repetitions'),
    sensors: z.int().describe('Sensors that were found'),
    unknownSensors: z.array(z.string()).describe('Names that no sensor has, the first hundred'),
    ambiguousSensors: z.array(z.string()).describe('Codes that several sensors have, the first hundred'),
    olderThanRetention: z.boolean().describe('Some times lie before the retention: their days will be kept'),
    preview: z
      .array(
        z.object({
          row: z.int().describe('Row of the file, from 1'),
          sensorCode: z.string(),
          time: timeSchema,
          value: z.number().describe('In the unit beside it'),
          unit: z.string().describe('Unit in which it will be stored'),
        }),
      )
      .describe('The first readings as they would be stored'),
    problems: z
      .array(z.object({ row: z.int(), column: z.string(), text: z.string(), kind: z.enum(importErrorKinds) }))
      .describe('The first rows or cells that would not be stored'),
  })
  .meta({ id: 'ImportDryRun' });
export type ImportDryRun = z.infer<typeof importDryRun>;

export const importProgress = z
  .object({
    ...counts,
    stored: z.int().describe('Readings stored'),
    duplicates: z.int().describe('Readings that were there already with the same value'),
    conflicts: z.int().describe('Readings whose time was taken by another value, which stays'),
    bytes: z.int().describe('Bytes of the file that were read'),
    percent: z.number().describe('0 to 100'),
    rowsPerSecond: z.number().nullable().describe('Readings handled in a second: lately, or over the whole run'),
    etaS: z.number().nullable().describe('Seconds to the end, about; null when it is not running'),
  })
  .meta({ id: 'ImportProgress' });
export type ImportProgress = z.infer<typeof importProgress>;

export const historyImport = z
  .object({
    ...objectFields,
    scopeId: idSchema.describe('Nation, region or municipality that it belongs to'),
    state: z.enum(importStates),
    fileName: z.string(),
    sizeBytes: z.int().describe('Size of the file as sent'),
    receivedBytes: z.int().describe('How much of it has come in'),
    detected: importDetected.nullable(),
    mapping: importMapping.nullable(),
    dryRun: importDryRun.nullable(),
    progress: importProgress.nullable(),
    failure: z.string().nullable().describe('Why it failed, and what to do'),
    createdBy: z.string().nullable().describe('Who sent the file'),
    startedAt: timeSchema.nullable(),
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'HistoryImport' });
export type HistoryImport = z.infer<typeof historyImport>;

export const importQuery = listQuery(['createdAt', 'state', 'fileName'], {
  state: oneOf(z.enum(importStates), 'States'),
});

export const importUploadQuery = z.strictObject({
  fileName: z.string().trim().min(1).max(200).describe('Name of the file, for people'),
  size: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Size of the whole file, bytes, where this request carries only its first part'),
});

export const importPartQuery = z.strictObject({
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .describe('Place of these bytes in the file; what was received so far'),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
