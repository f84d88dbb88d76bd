import { z } from 'zod';
import { codeSchema, idSchema, listQuery, nameSchema, objectFields, oneOf } from './common';
import { geometrySchema } from './geometry';

/** Classes of asset. */
export const assetClasses = ['pipe', 'valve', 'pump', 'reservoir', 'tank', 'treatment_plant', 'junction'] as const;
export type AssetClass = (typeof assetClasses)[number];

const assetClass = z.enum(assetClasses);
const status = z.enum(['in_service', 'out_of_service', 'planned', 'retired']);

/** Which geometries each class may have. */
export const geometriesOfClass: Record<AssetClass, readonly string[]> = {
  pipe: ['LineString'],
  valve: ['Point', 'LineString'],
  pump: ['Point', 'LineString'],
  reservoir: ['Point', 'Polygon', 'MultiPolygon'],
  tank: ['Point', 'Polygon', 'MultiPolygon'],
  treatment_plant: ['Point', 'Polygon', 'MultiPolygon'],
  junction: ['Point'],
};

const attributes = z
  .record(z.string().min(1).max(64), z.json())
  .refine((value) => Object.keys(value).length <= 100, 'must have at most 100 entries')
  .refine((value) => JSON.stringify(value).length <= 20_000, 'must be at most 20,000 characters of JSON');

export const asset = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    zoneId: idSchema.nullable(),
    code: z.string(),
    name: z.string(),
    class: assetClass,
    geometry: geometrySchema,
    status,
    material: z.string().nullable(),
    diameterMm: z.number().nullable().describe('Inner diameter, mm'),
    lengthM: z.number().nullable().describe('Length, m'),
    installedOn: z.iso.date().nullable().describe('Day of laying'),
    elevationM: z.number().nullable().describe('Height above the datum of the network, m'),
    attributes: z.record(z.string(), z.unknown()).describe('Facts of this class or source'),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof asset>;

const fields = {
  zoneId: idSchema.nullable(),
  code: codeSchema.describe('Unique in the municipality'),
  name: nameSchema,
  class: assetClass,
  geometry: geometrySchema,
  status,
  material: z.string().trim().min(1).max(100).nullable(),
  diameterMm: z.number().positive().max(20_000).nullable(),
  lengthM: z.number().min(0).max(1_000_000).nullable(),
  installedOn: z.iso.date().nullable(),
  elevationM: z.number().min(-500).max(9_000).nullable(),
  attributes,
};

export const newAsset = z
  .strictObject({
    municipalityId: idSchema.optional().describe('May be left out by users whose home is one municipality'),
    ...fields,
    zoneId: fields.zoneId.default(null),
    status: status.default('in_service'),
    material: fields.material.default(null),
    diameterMm: fields.diameterMm.default(null),
    lengthM: fields.lengthM.default(null).describe('Left out for lines: measured along the geometry'),
    installedOn: fields.installedOn.default(null),
    elevationM: fields.elevationM.default(null),
    attributes: attributes.default({}),
  })
  .meta({ id: 'NewAsset' });
export type NewAsset = z.infer<typeof newAsset>;

export const assetPatch = z.strictObject(fields).partial().meta({ id: 'AssetPatch' });
export type AssetPatch = z.infer<typeof assetPatch>;

export const assetQuery = listQuery(
  ['code', 'name', 'class', 'status', 'material', 'diameterMm', 'lengthM', 'installedOn', 'createdAt', 'updatedAt'],
  {
    id: oneOf(idSchema, 'Ids'),
    municipalityId: oneOf(idSchema, 'Municipalities'),
    zoneId: oneOf(idSchema, 'Zones'),
    code: oneOf(codeSchema, 'Codes'),
    class: oneOf(assetClass, 'Classes'),
    status: oneOf(status, 'States'),
    material: oneOf(z.string().max(100), 'Materials'),
  },
);
export type AssetQuery = z.infer<typeof assetQuery>;
