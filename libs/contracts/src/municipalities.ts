import { z } from 'zod';
import { codeSchema, idSchema, listQuery, nameSchema, objectFields, oneOf } from './common';
import { areaSchema, lonLatSchema } from './geometry';

export const municipality = z
  .object({
    ...objectFields,
    regionId: idSchema,
    code: z.string(),
    name: z.string(),
    population: z.int().nullable().describe('Inhabitants; null: unknown'),
    timeZone: z.string().describe('IANA name, for days and shifts'),
    center: lonLatSchema,
    boundary: areaSchema.nullable(),
  })
  .meta({ id: 'Municipality' });
export type Municipality = z.infer<typeof municipality>;

const fields = {
  code: codeSchema.describe('Unique in the nation'),
  name: nameSchema,
  population: z.int().min(0).max(2_000_000_000).nullable(),
  timeZone: z.string().max(64).refine(isTimeZone, 'must be an IANA time zone such as Europe/Lisbon'),
  center: lonLatSchema,
  boundary: areaSchema.nullable(),
};

export const newMunicipality = z
  .strictObject({
    ...fields,
    regionId: idSchema.optional().describe('May be left out by users whose home is one region'),
    population: fields.population.default(null),
    timeZone: fields.timeZone.default('UTC'),
    boundary: fields.boundary.default(null),
  })
  .meta({ id: 'NewMunicipality' });
export type NewMunicipality = z.infer<typeof newMunicipality>;

export const municipalityPatch = z.strictObject(fields).partial().meta({ id: 'MunicipalityPatch' });
export type MunicipalityPatch = z.infer<typeof municipalityPatch>;

export const municipalityQuery = listQuery(['code', 'name', 'population', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  code: oneOf(codeSchema, 'Codes'),
  regionId: oneOf(idSchema, 'Regions'),
});
export type MunicipalityQuery = z.infer<typeof municipalityQuery>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
