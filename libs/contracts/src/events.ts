import { z } from 'zod';
import { alert, alertFilters, alertPriorities } from './alerts';
import { listQuery, oneOf, pageOf } from './common';

/** Causes that an event may have. */
export const eventCauses = [
  'burst',
  'leak',
  'pump_trip',
  'valve',
  'fire_fighting',
  'tank_level',
  'meter_fault',
  'communication_loss',
  'power_cut',
  'water_quality',
  'unknown',
] as const;
/** What people may find out; `planned_work` and `false_alarm` are never guessed. */
export const confirmedCauses = [...eventCauses, 'planned_work', 'false_alarm'] as const;

const cause = z.enum(eventCauses);
const confirmedCause = z.enum(confirmedCauses);
const time = z.iso.datetime();

export const correlatedEvent = z
  .object({
    id: z.uuid(),
    municipalityId: z.uuid(),
    zoneId: z.uuid().nullable(),
    zoneName: z.string().nullable(),
    priority: z.enum(alertPriorities).describe('Worst of its alarms'),
    hypothesis: cause.describe('Likeliest cause'),
    confidence: z.number().describe('Of the likeliest cause, 0 to 1'),
    hypotheses: z
      .array(
        z.object({
          kind: cause,
          confidence: z.number(),
          reasons: z
            .array(z.string())
            .describe('Facts that speak for it: pressure_down, flow_up, silence_many_devices ...'),
        }),
      )
      .describe('Causes considered, likeliest first'),
    confirmed: confirmedCause.nullable().describe('What people found out; null: nobody has said'),
    confirmedBy: z.string().nullable(),
    confirmedAt: time.nullable(),
    note: z.string().nullable(),
    alarms: z.int().min(1),
    sensors: z.int().min(1),
    location: z.object({ lon: z.number(), lat: z.number() }).nullable().describe('Middle of its sensors'),
    startedAt: time,
    lastAt: time.describe('When its newest alarm was raised'),
    endedAt: time.nullable().describe('When the last condition ended; null: goes on'),
    version: z.int(),
  })
  .meta({ id: 'Event' });
export type CorrelatedEvent = z.infer<typeof correlatedEvent>;

export const eventDetail = correlatedEvent
  .extend({ alerts: z.array(alert).describe('Its alarms, oldest first') })
  .meta({ id: 'EventDetail' });
export type EventDetail = z.infer<typeof eventDetail>;

const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();

export const eventQuery = listQuery(['startedAt', 'endedAt', 'lastAt', 'priority', 'alarms', 'confidence'], {
  open: flag.describe('true: goes on'),
  municipalityId: oneOf(z.uuid(), 'Municipalities'),
  zoneId: oneOf(z.uuid(), 'Zones'),
  hypothesis: oneOf(cause, 'Likeliest causes'),
  priority: oneOf(z.enum(alertPriorities), 'Priorities'),
  alertId: z.uuid().optional().describe('The event of this alarm'),
  from: z.iso.datetime({ offset: true }).optional().describe('Started at or after'),
  to: z.iso.datetime({ offset: true }).optional().describe('Started before'),
});
export type EventQuery = z.infer<typeof eventQuery>;

export const eventList = pageOf(correlatedEvent).meta({ id: 'EventList' });
export type EventList = z.infer<typeof eventList>;

export const alertGroup = z
  .object({
    id: z.uuid().describe('Of the event, or of the alert where it has none'),
    event: correlatedEvent.nullable().describe('null: an alert by itself, its event may follow within seconds'),
    alert: alert.describe('The worst of those that fit the query, the newest of them'),
    alarms: z.int().min(1).describe('Alerts that fit the query'),
    unacknowledged: z.int().min(0).describe('Those of them that nobody has acknowledged'),
    firstRaisedAt: time,
    lastRaisedAt: time,
  })
  .meta({ id: 'AlertGroup' });
export type AlertGroup = z.infer<typeof alertGroup>;

export const alertGroupsQuery = listQuery(['raisedAt', 'priority'], alertFilters);
export type AlertGroupsQuery = z.infer<typeof alertGroupsQuery>;

export const alertGroupList = pageOf(alertGroup).meta({ id: 'AlertGroupList' });
export type AlertGroupList = z.infer<typeof alertGroupList>;

export const confirmEvent = z
  .strictObject({
    cause: confirmedCause.nullable().describe('null: takes back what was said'),
    note: z.string().trim().min(1).max(2_000).optional(),
  })
  .meta({ id: 'ConfirmEvent' });
export type ConfirmEvent = z.infer<typeof confirmEvent>;
