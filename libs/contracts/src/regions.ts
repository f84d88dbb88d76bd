import { z } from 'zod';
import { codeSchema, idSchema, listQuery, nameSchema, objectFields, oneOf } from './common';
import { areaSchema } from './geometry';

export const region = z
  .object({ ...objectFields, code: z.string(), name: z.string(), boundary: areaSchema.nullable() })
  .meta({ id: 'Region' });
export type Region = z.infer<typeof region>;

const fields = {
  code: codeSchema.describe('Unique in the nation'),
  name: nameSchema,
  boundary: areaSchema.nullable(),
};

export const newRegion = z
  .strictObject({ ...fields, boundary: fields.boundary.default(null) })
  .meta({ id: 'NewRegion' });
export type NewRegion = z.infer<typeof newRegion>;

export const regionPatch = z.strictObject(fields).partial().meta({ id: 'RegionPatch' });
export type RegionPatch = z.infer<typeof regionPatch>;

export const regionQuery = listQuery(['code', 'name', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  code: oneOf(codeSchema, 'Codes'),
});
export type RegionQuery = z.infer<typeof regionQuery>;
