import { z } from 'zod';

const time = z.iso.datetime({ offset: true });
const value = z.number().nullable();

/** What a series measures, as far as detection cares. `meter`: a counter that only rises; `any`: unknown. */
export const courseKinds = ['flow', 'pressure', 'level', 'quality', 'meter', 'any'] as const;

/**
 * What made a reading unusual; `none` while nothing does. Names are stable: they are stored with detections and translated in
 * the portal.
 */
export const courseCauses = [
  'none',
  'spike',
  'step',
  'shift_up',
  'shift_down',
  'drift_up',
  'drift_down',
  'variance',
  'stuck',
  'gap',
  'range',
  'shape',
  'night_flow',
  'continuous_flow',
  'no_flow',
  'reverse_flow',
  'season',
] as const;
export type CourseCause = (typeof courseCauses)[number];

export const courseQuery = z.strictObject({
  from: time.optional().describe('Start, inclusive; default 24 hours before `to`'),
  to: time.optional().describe('End, exclusive; default now'),
  points: z.coerce.number().int().min(2).max(5_000).default(800).describe('About how many points to answer'),
});

export const sensorCourse = z
  .object({
    kind: z
      .enum(courseKinds)
      .nullable()
      .describe('Detector; null: the course of this quantity is not judged, or it is switched off'),
    unit: z.string().describe('Canonical unit of all values, UCUM; for meters of the difference between readings'),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    learnedFrom: z.iso
      .datetime()
      .nullable()
      .describe('Oldest reading that the detector has learned from; null: none before the span'),
    daysPerFalseAlarm: z.number().nullable().describe('What the score is calibrated to; null: not judged'),
    times: z.array(z.iso.datetime()).describe('Times judged, thinned out; ascending'),
    expected: z.array(value).describe('Expected before the reading was seen; null: not enough was learned'),
    lower: z.array(value).describe('Lower edge of the band in which a reading is normal'),
    upper: z.array(value),
    score: z.array(z.number()).describe('In [0, 1], highest since the point before; 0.5 or more is an alarm'),
    events: z
      .array(
        z.object({
          raisedAt: z.iso.datetime(),
          endedAt: z.iso.datetime().nullable().describe('null: goes on at the end of the span'),
          since: z.iso.datetime().nullable().describe('Estimated start; null: unknown'),
          cause: z.enum(courseCauses),
          score: z.number(),
          value,
          expected: value,
          size: value.describe('Deviation, signed; null where a size makes no sense'),
        }),
      )
      .describe('What the detector would raise with these settings, oldest first'),
  })
  .meta({ id: 'SensorCourse' });
export type SensorCourse = z.infer<typeof sensorCourse>;
