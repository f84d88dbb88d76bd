import { z } from 'zod';
import { listQuery, oneOf, pageOf } from './common';
import { alertFinding } from './finding';

export const alertKinds = [
  'threshold',
  'range',
  'rate',
  'zscore',
  'stuck',
  'silence',
  'anomaly',
  'model',
  'twin',
  'leak',
] as const;
export const alertPriorities = ['critical', 'high', 'medium', 'low'] as const;
export const alertStates = ['normal', 'active_unacked', 'active_acked', 'cleared_unacked'] as const;

/** Most alerts in one command. */
export const MAX_COMMAND_ALERTS = 1_000;

const time = z.iso.datetime();
const text = (max: number) => z.string().trim().min(1).max(max);

export const alert = z
  .object({
    id: z.uuid().describe('One occurrence: a condition that ends and begins again makes a new one'),
    municipalityId: z.uuid(),
    sensorId: z.uuid(),
    sensorCode: z.string(),
    sensorName: z.string(),
    quantity: z.string(),
    kind: z.enum(alertKinds),
    limitName: z.string().describe('Which limit: min, max, lowLow, low, high, highHigh; for other kinds the kind'),
    priority: z.enum(alertPriorities),
    state: z.enum(alertStates).describe('ISA-18.2; `normal` is closed'),
    shelvedUntil: time.nullable().describe('End of the shelving at the latest; null: not shelved'),
    shelveReason: z.string().nullable(),
    oneShotShelved: z.boolean().describe('The shelving ends when the alert clears'),
    suppressed: z.boolean(),
    outOfService: z.boolean(),
    historical: z.boolean().describe('Found in readings that came too late to act upon; never open'),
    value: z.number().nullable().describe('Reading that raised the alert, in `unit`; null for silence'),
    limit: z
      .number()
      .nullable()
      .describe('Limit that was broken, in `unit` (per minute for `rate`); null where none applies'),
    unit: z.string().describe('Canonical unit, UCUM'),
    displayUnit: z.string().describe('Unit in which people want to see the sensor, UCUM'),
    message: z.string().describe('What happened, in one English sentence, canonical units'),
    finding: alertFinding
      .nullable()
      .describe(
        'The same as data, for kinds that value and limit do not explain; null for the others and for old alerts',
      ),
    occurrences: z.int().min(1).describe('Trips since the last acknowledgement'),
    raisedAt: time,
    ackedAt: time.nullable(),
    ackedBy: z.string().nullable().describe('Name of the one who acknowledged'),
    clearedAt: time.nullable(),
    resolvedAt: time.nullable(),
    cause: z.string().nullable().describe('What was found to be the reason'),
    owner: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Who takes care of it'),
    location: z.object({ lon: z.number(), lat: z.number() }).nullable(),
    version: z.int(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof alert>;

const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();
/** Fields that lists of alerts can be sorted by. */
export const alertSortFields = ['raisedAt', 'clearedAt', 'priority', 'state', 'kind', 'sensorCode'] as const;

/** Filters of lists of alerts. */
export const alertFilters = {
  open: flag.describe('true: not yet cleared and acknowledged; historical alerts are never open'),
  shelved: flag,
  historical: flag.describe('Left out: both, or none with `open=true`'),
  priority: oneOf(z.enum(alertPriorities), 'Priorities'),
  state: oneOf(z.enum(alertStates), 'States'),
  kind: oneOf(z.enum(alertKinds), 'Kinds'),
  municipalityId: oneOf(z.uuid(), 'Municipalities'),
  sensorId: oneOf(z.uuid(), 'Sensors'),
  eventId: oneOf(z.uuid(), 'Events that they are part of'),
  from: z.iso.datetime({ offset: true }).optional().describe('Raised at or after'),
  to: z.iso.datetime({ offset: true }).optional().describe('Raised before'),
};

export const alertsQuery = listQuery(alertSortFields, alertFilters);
export type AlertsQuery = z.infer<typeof alertsQuery>;

export const alertList = pageOf(alert).meta({ id: 'AlertList' });
export type AlertList = z.infer<typeof alertList>;

export const alertSummaryQuery = z.strictObject({ municipalityId: z.uuid().optional() });

const counts = z.object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() });

export const alertSummary = z
  .object({
    open: counts.describe('Open alerts in sight, by priority'),
    unacknowledged: counts.describe('Those of them that nobody has acknowledged'),
    shelved: z.int().min(0),
    suppressed: z.int().min(0),
    outOfService: z.int().min(0),
    raisedLastHour: z.int().min(0),
  })
  .meta({ id: 'AlertSummary' });
export type AlertSummary = z.infer<typeof alertSummary>;

export const alertTransitionsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(20).regex(/^\d+$/).optional(),
});
export type AlertTransitionsQuery = z.infer<typeof alertTransitionsQuery>;

export const alertTransition = z
  .object({
    seq: z.int().describe('Counts within the alert, from 1'),
    at: time,
    event: z
      .string()
      .describe('trip, clear, acknowledge, shelve, unshelve, shelf-expired, comment, assign, resolve ...'),
    from: z.enum(alertStates),
    to: z.enum(alertStates),
    actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable().describe('null: the platform'),
    detail: z.record(z.string(), z.unknown()).describe('Facts of the event: value, comment, reason, until'),
  })
  .meta({ id: 'AlertTransition' });
export type AlertTransition = z.infer<typeof alertTransition>;

export const alertTransitionList = z
  .object({ data: z.array(alertTransition), page: z.object({ next: z.string().nullable() }) })
  .meta({ id: 'AlertTransitionList' });
export type AlertTransitionList = z.infer<typeof alertTransitionList>;

export const acknowledgeAlert = z.strictObject({ comment: text(2_000).optional() }).meta({ id: 'AcknowledgeAlert' });
export const shelveAlert = z
  .union([
    z.strictObject({ reason: text(500), minutes: z.number().positive().describe('At most a week') }),
    z.strictObject({ reason: text(500), untilClear: z.literal(true) }),
  ])
  .meta({ id: 'ShelveAlert' });
export const unshelveAlert = z.strictObject({}).meta({ id: 'UnshelveAlert' });
export const commentAlert = z.strictObject({ text: text(2_000) }).meta({ id: 'CommentAlert' });
export const assignAlert = z
  .strictObject({ userId: z.uuid().nullable().describe('null: nobody') })
  .meta({ id: 'AssignAlert' });
export const resolveAlert = z
  .strictObject({
    cause: text(200),
    reason: text(2_000).optional().describe('Asked for while the condition still holds'),
  })
  .meta({ id: 'ResolveAlert' });

const ids = z.array(z.uuid()).min(1).max(MAX_COMMAND_ALERTS);

export const alertCommand = z
  .union([
    z.strictObject({ command: z.literal('acknowledge'), ids, ...acknowledgeAlert.shape }),
    z.strictObject({ command: z.literal('shelve'), ids, reason: text(500), minutes: z.number().positive() }),
    z.strictObject({ command: z.literal('shelve'), ids, reason: text(500), untilClear: z.literal(true) }),
    z.strictObject({ command: z.literal('unshelve'), ids }),
    z.strictObject({ command: z.literal('comment'), ids, ...commentAlert.shape }),
    z.strictObject({ command: z.literal('assign'), ids, ...assignAlert.shape }),
    z.strictObject({ command: z.literal('resolve'), ids, ...resolveAlert.shape }),
  ])
  .meta({ id: 'AlertCommand' });
export type AlertCommand = z.infer<typeof alertCommand>;

export const alertCommandResult = z
  .object({
    results: z.array(
      z.object({
        id: z.uuid(),
        ok: z.boolean(),
        alert: alert.nullable().describe('The alert after the command; null when it was refused'),
        code: z.string().nullable().describe('Why it was refused; null when done'),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AlertCommandResult' });
export type AlertCommandResult = z.infer<typeof alertCommandResult>;
