import { z } from 'zod';

/** Most readings in one message or request. */
export const MAX_READINGS = 5_000;

/** What became of a reading, in the order of their codes in columnar reports. */
export const outcomes = ['stored', 'duplicate', 'conflict', 'late', 'quarantined'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a reading or a whole message was not stored but kept aside. */
export const quarantineReasons = [
  'unreadable',
  'malformed',
  'oversized',
  'too_many',
  'too_deep',
  'empty',
  'bad_sensor',
  'unknown_sensor',
  'foreign_sensor',
  'bad_value',
  'missing_unit',
  'wrong_unit',
  'bad_time',
  'clock_not_set',
  'future',
  'too_old',
  'topic_forbidden',
  'no_partition',
  'not_storable',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** One reading as devices and integrations send it, on every protocol. Unknown fields are ignored. */
export const telemetryReading = z
  .object({
    sensor_id: z.string().min(1).max(128).describe("The sensor's code, unique in its municipality, or its UUID"),
    value: z.number().describe('Finite number, in `unit`'),
    unit: z
      .string()
      .min(1)
      .max(32)
      .describe('UCUM code (`bar`, `m3/h`, `[psi]`) or an everyday spelling (`psi`, `L/s`)'),
    timestamp: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When it was measured, ISO 8601 with Z or an offset. Without it the time of arrival counts'),
  })
  .meta({ id: 'TelemetryReading' });

export const telemetryBody = z
  .union([telemetryReading, z.array(telemetryReading).min(1).max(MAX_READINGS)])
  .meta({ id: 'TelemetryBody', description: `One reading, or up to ${MAX_READINGS} in an array` });

export const itemReport = z
  .object({
    index: z.int().min(0).describe('Position in the array that was sent'),
    outcome: z.enum(outcomes),
    reason: z.enum(quarantineReasons).optional(),
    detail: z.string().optional().describe('What is wrong, for a person'),
  })
  .meta({ id: 'TelemetryItemReport' });

/** Counts add up to the number of readings sent; each reading is counted once. */
export const ingestReport = z
  .object({
    stored: z.int().min(0),
    duplicate: z.int().min(0).describe('The same reading was stored before'),
    conflict: z.int().min(0).describe('Another value is stored for this sensor and time; the first one stays'),
    late: z.int().min(0).describe('Stored, and measured long before it came'),
    quarantined: z.int().min(0).describe('Not stored, kept aside with a reason'),
    results: z.array(itemReport).describe('Readings that were not stored; all readings with `?report=full`'),
  })
  .meta({ id: 'IngestReport' });
export type IngestReport = z.infer<typeof ingestReport>;
export type ItemReport = z.infer<typeof itemReport>;

const time = z.iso.datetime({ offset: true });

export const readingsQuery = z.strictObject({
  from: time.optional().describe('Start, inclusive; default 24 hours before `to`'),
  to: time.optional().describe('End, exclusive; default now'),
  points: z.coerce.number().int().min(2).max(5_000).default(800).describe('About how many points to answer'),
});

export const readingSeries = z
  .object({
    unit: z.string().describe('Canonical unit of all values, UCUM'),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    bucketS: z.number().nullable().describe('Length of a bucket, s; null: single readings'),
    times: z
      .array(z.iso.datetime())
      .describe('Start of each bucket, or time of each reading; ascending, empty buckets left out'),
    mean: z.array(z.number()),
    min: z.array(z.number()),
    max: z.array(z.number()),
    quality: z.array(z.int()).describe('Worst quality in the bucket: 0 good, 3 suspect, 4 bad'),
    count: z.array(z.int()),
  })
  .meta({ id: 'ReadingSeries' });
export type ReadingSeries = z.infer<typeof readingSeries>;

export const ledgerQuery = z.strictObject({
  from: time.optional().describe('Start, inclusive; default 24 hours before `to`'),
  to: time.optional().describe('End, exclusive; default now'),
});

const counts = {
  stored: z.int(),
  duplicate: z.int(),
  conflict: z.int(),
  late: z.int(),
  quarantined: z.int(),
  refused: z.int().describe('Messages turned away before they could be read: wrong signature, broken frame'),
};

export const deviceLedger = z
  .object({
    totals: z.object(counts),
    data: z
      .array(z.object({ minute: z.iso.datetime(), ...counts }))
      .describe('Minutes in which something came, newest first'),
  })
  .meta({ id: 'DeviceLedger' });
export type DeviceLedger = z.infer<typeof deviceLedger>;

/** kept: waits for a person; replaying: is read again soon; the others are done. */
export const quarantineStates = ['kept', 'replaying', 'replayed', 'dismissed'] as const;

export const quarantineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
  deviceId: z.uuid().optional(),
  reason: z.enum(quarantineReasons).optional(),
  status: z.enum(quarantineStates).optional(),
  municipalityId: z.uuid().optional(),
});

export const quarantineChoice = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(1_000).optional(),
    deviceId: z.uuid().optional(),
    reason: z.enum(quarantineReasons).optional(),
    from: time.optional().describe('Received at this time or later'),
    to: time.optional().describe('Received before this time'),
    municipalityId: z.uuid().optional(),
  })
  .meta({
    id: 'QuarantineChoice',
    description: 'Which kept items; all that the caller may change where nothing is said',
  });
export type QuarantineChoice = z.output<typeof quarantineChoice>;

export const quarantineCount = z
  .object({ count: z.int().min(0).describe('Items that are replayed, or were dismissed') })
  .meta({ id: 'QuarantineCount' });
export type QuarantineCount = z.infer<typeof quarantineCount>;

const quarantineFields = {
  id: z.uuid(),
  municipalityId: z.uuid(),
  deviceId: z.uuid().nullable().describe('null: sent by a user or an API key'),
  receivedAt: z.iso.datetime(),
  protocol: z.string(),
  reason: z.enum(quarantineReasons),
  detail: z.string(),
  status: z.enum(quarantineStates),
  sizeBytes: z.int().min(0).describe('Size of what was kept'),
  count: z.int().min(1).describe('How often the same came within a day; it is kept once'),
  lastReceivedAt: z.iso.datetime().describe('When it came last'),
  settledAt: z.iso.datetime().nullable().describe('When it was last replayed or dismissed'),
  result: z
    .object({
      stored: z.int(),
      duplicate: z.int(),
      conflict: z.int(),
      late: z.int(),
      quarantined: z.int(),
    })
    .nullable()
    .describe('What became of its readings when it was last replayed'),
};

export const quarantineItem = z.object(quarantineFields).meta({ id: 'QuarantineItem' });
export type QuarantineItem = z.infer<typeof quarantineItem>;

export const quarantineList = z
  .object({ data: z.array(quarantineItem), page: z.object({ next: z.string().nullable() }) })
  .meta({ id: 'QuarantineList' });
export type QuarantineList = z.infer<typeof quarantineList>;

export const quarantineDetail = z
  .object({ ...quarantineFields, raw: z.base64().describe('The bytes as they came, base64') })
  .meta({ id: 'QuarantineDetail' });
export type QuarantineDetail = z.infer<typeof quarantineDetail>;
