import { z } from 'zod';
import { codeSchema, idSchema, listQuery, nameSchema, objectFields, oneOf } from './common';
import { areaSchema } from './geometry';

const kind = z.enum(['dma', 'pressure', 'other']);

export const zone = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    code: z.string(),
    name: z.string(),
    kind: kind.describe('dma: district metered area; pressure: pressure zone'),
    boundary: areaSchema.nullable(),
  })
  .meta({ id: 'Zone' });
export type Zone = z.infer<typeof zone>;

const fields = {
  code: codeSchema.describe('Unique in the municipality'),
  name: nameSchema,
  kind,
  boundary: areaSchema.nullable(),
};

export const newZone = z
  .strictObject({
    municipalityId: idSchema.optional().describe('May be left out by users whose home is one municipality'),
    ...fields,
    kind: kind.default('dma'),
    boundary: fields.boundary.default(null),
  })
  .meta({ id: 'NewZone' });
export type NewZone = z.infer<typeof newZone>;

export const zonePatch = z.strictObject(fields).partial().meta({ id: 'ZonePatch' });
export type ZonePatch = z.infer<typeof zonePatch>;

export const zoneQuery = listQuery(['code', 'name', 'kind', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  municipalityId: oneOf(idSchema, 'Municipalities'),
  code: oneOf(codeSchema, 'Codes'),
  kind: oneOf(kind, 'Kinds'),
});
export type ZoneQuery = z.infer<typeof zoneQuery>;
