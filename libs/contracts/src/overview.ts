import { z } from 'zod';

const count = z.int().min(0);

/** Open, not shelved alarms by priority. */
export const AlertCounts = z
  .object({ critical: count, high: count, medium: count, low: count })
  .meta({ id: 'AlertCounts', description: 'Open alarms by priority; shelved and historical ones are not counted' });
export type AlertCounts = z.infer<typeof AlertCounts>;

export const OverviewMunicipality = z
  .object({
    id: z.uuid(),
    name: z.string(),
    center: z.object({ lon: z.number(), lat: z.number() }),
    sensorsTotal: count,
    sensorsReporting: count.describe('Sensors whose newest reading is at most three intervals old'),
    alerts: AlertCounts,
    worstPriority: z
      .enum(['critical', 'high', 'medium', 'low'])
      .nullable()
      .describe('Of the open alarms; null without any'),
  })
  .meta({ id: 'OverviewMunicipality' });
export type OverviewMunicipality = z.infer<typeof OverviewMunicipality>;

export const Overview = z
  .object({
    figures: z.object({
      sensorsTotal: count,
      sensorsReporting: count,
      alerts: AlertCounts,
      unacknowledged: count,
      devicesTotal: count,
      devicesOnline: count,
      readingsPerMinute: z.number().min(0).describe('Mean of the last five whole minutes'),
    }),
    municipalities: z.array(OverviewMunicipality).describe('Worst first'),
    alarmTrend: z
      .array(z.object({ hour: z.iso.datetime(), count }))
      .describe('Alarms raised in each of the last 24 hours, oldest first, the running hour last'),
    readingTrend: z
      .array(z.object({ minute: z.iso.datetime(), count }))
      .describe('Readings stored in each of the last 60 minutes, oldest first, the running minute last'),
  })
  .meta({ id: 'Overview', description: 'What is wrong now, where, at one glance' });
export type Overview = z.infer<typeof Overview>;

export const OverviewQuery = z.strictObject({
  municipalityId: z.uuid().optional().describe('Only this municipality; without it all that the caller sees'),
});
export type OverviewQuery = z.infer<typeof OverviewQuery>;
