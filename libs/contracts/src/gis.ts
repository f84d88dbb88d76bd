import { z } from 'zod';
import { assetClasses } from './assets';
import { idSchema, oneOf } from './common';
import { areaSchema, geometrySchema } from './geometry';

const lon = z.coerce.number().min(-180).max(180);
const lat = z.coerce.number().min(-90).max(90);

/** Layers that can be read as GeoJSON. */
export const featureLayers = ['municipalities', 'zones', 'assets', 'sensors'] as const;
export type FeatureLayer = (typeof featureLayers)[number];
export const featureLayer = z.enum(featureLayers);

/** Layers that can be read as vector tiles. */
export const tileLayers = ['zones', 'pipes', 'assets', 'sensors', 'municipalities'] as const;
export type TileLayer = (typeof tileLayers)[number];
export const tileLayer = z.enum(tileLayers);

const bbox = z
  .string()
  .max(200)
  .transform((text): unknown[] => text.split(','))
  .pipe(z.tuple([lon, lat, lon, lat]))
  .refine(([west, south, east, north]) => west < east && south < north, 'must be west,south,east,north')
  .optional()
  .describe('west,south,east,north in degrees');

export const layerQuery = z.strictObject({
  municipalityId: oneOf(idSchema, 'Municipalities'),
  bbox,
  class: oneOf(z.enum(assetClasses), 'Classes of asset'),
  limit: z.coerce.number().int().min(1).max(20_000).default(5_000).describe('Most features'),
});
export type LayerQuery = z.infer<typeof layerQuery>;

const feature = z
  .object({
    type: z.literal('Feature'),
    id: idSchema,
    geometry: geometrySchema,
    properties: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Feature' });

export const featureCollection = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(feature),
    truncated: z.boolean().describe('true: there are more than the limit; ask for a smaller area or use tiles'),
  })
  .meta({ id: 'FeatureCollection' });
export type FeatureCollection = z.infer<typeof featureCollection>;

const tileNumber = z.coerce.number().int().min(0);
export const tileAddress = z
  .strictObject({
    layer: tileLayer,
    z: tileNumber.max(22),
    x: tileNumber.max(4_194_303),
    y: tileNumber.max(4_194_303),
  })
  .refine(({ x, y, z: zoom }) => x < 2 ** zoom && y < 2 ** zoom, 'must lie within the zoom level');
export type TileAddress = z.infer<typeof tileAddress>;

export const tileQuery = z.strictObject({ municipalityId: oneOf(idSchema, 'Municipalities') });
export type TileQuery = z.infer<typeof tileQuery>;

const searchKind = z.enum(['assets', 'sensors', 'zones', 'municipalities']);
const kinds = ['assets', 'sensors'] as const;

export const nearQuery = z.strictObject({
  lon: lon.describe('Longitude, degrees'),
  lat: lat.describe('Latitude, degrees'),
  radiusM: z.coerce.number().positive().max(100_000).default(1_000).describe('Radius, m'),
  kinds: oneOf(searchKind, 'What to look for; default assets and sensors'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('Most results'),
});
export type NearQuery = z.infer<typeof nearQuery>;

export const withinBody = z
  .strictObject({
    geometry: areaSchema,
    kinds: z
      .array(searchKind)
      .min(1)
      .max(4)
      .default([...kinds]),
    limit: z.int().min(1).max(5_000).default(1_000),
  })
  .meta({ id: 'WithinSearch' });
export type WithinBody = z.infer<typeof withinBody>;

export const spatialHit = z
  .object({
    kind: searchKind,
    id: idSchema,
    municipalityId: idSchema,
    code: z.string(),
    name: z.string(),
    class: z.string().nullable().describe('Class of an asset, quantity of a sensor, kind of a zone'),
    distanceM: z.number().nullable().describe('From the given place, m; null in area searches'),
    geometry: geometrySchema,
  })
  .meta({ id: 'SpatialHit' });
export type SpatialHit = z.infer<typeof spatialHit>;

export const spatialHits = z.object({ data: z.array(spatialHit), truncated: z.boolean() }).meta({ id: 'SpatialHits' });
export type SpatialHits = z.infer<typeof spatialHits>;
