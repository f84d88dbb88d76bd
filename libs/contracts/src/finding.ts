import { z } from 'zod';
import { courseCauses } from './course';
import { featureCodes } from './models';

/** What the hydraulic twin finds at a sensor or in an area between meters. */
export const twinFindings = [
  'above',
  'below',
  'pump_standstill_flow',
  'pump_no_delivery',
  'pump_flow_above',
  'pump_flow_below',
  'pump_pressure_above',
  'pump_pressure_below',
  'valve_above',
  'valve_below',
  'zone_use_above',
  'zone_use_below',
  'part_use_above',
  'part_use_below',
  'part_unaccounted',
  'part_overdrawn',
] as const;
export type TwinFinding = (typeof twinFindings)[number];

/** What the balance of a zone finds. */
export const leakFindings = ['night', 'step'] as const;

const codes = <Family extends string, Name extends string>(family: Family, names: readonly Name[]) =>
  names.map((name) => `${family}.${name}` as const);

/** Everything that can be found, by the part that finds it: `course`, `model`, `twin`, `leak`. */
export const findingCodes = [
  ...codes('course', courseCauses),
  ...codes('model', featureCodes),
  ...codes('twin', twinFindings),
  ...codes('leak', leakFindings),
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Roles of a value in a finding. */
export const findingValues = ['seen', 'expected', 'lower', 'upper', 'surplus', 'use', 'rate', 'uncertainty'] as const;
export type FindingValue = (typeof findingValues)[number];

export const alertFinding = z
  .object({
    code: z.enum(findingCodes),
    values: z
      .partialRecord(z.enum(findingValues), z.object({ value: z.number(), unit: z.string() }))
      .describe(
        'Numbers of the finding by their role, each with its unit (UCUM); a role that is not known is left out',
      ),
    names: z.array(z.string()).describe('What it speaks of: a zone, the link that a part lies behind, or sensors'),
    since: z.iso.datetime().nullable().describe('Estimated beginning; null: not told'),
    moment: z
      .object({
        weekday: z.int().describe('0 Monday to 6 Sunday, in the time zone of the municipality'),
        hour: z.int(),
        holiday: z.boolean(),
      })
      .nullable()
      .describe('What the expectation was made for; null: it does not depend on the time'),
  })
  .meta({ id: 'AlertFinding' });
export type AlertFinding = z.infer<typeof alertFinding>;
