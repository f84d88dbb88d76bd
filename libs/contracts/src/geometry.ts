import { z } from 'zod';

/** Most positions in one geometry. */
export const MAX_POSITIONS = 20_000;

const lon = z.number().min(-180).max(180).describe('Longitude, degrees, WGS 84');
const lat = z.number().min(-90).max(90).describe('Latitude, degrees, WGS 84');

/** A place. */
export const lonLatSchema = z.strictObject({ lon, lat }).meta({ id: 'LonLat' });

/** GeoJSON position: longitude, latitude. Heights are not taken. */
export const positionSchema = z.tuple([lon, lat]).meta({ id: 'Position', description: 'Longitude, latitude, degrees' });

const line = z.array(positionSchema).min(2).max(MAX_POSITIONS);
const ring = z
  .array(positionSchema)
  .min(4)
  .max(MAX_POSITIONS)
  .refine((positions) => samePlace(positions[0], positions.at(-1)), 'must end where it begins');
const polygon = z.array(ring).min(1).max(1_000);

export const pointSchema = z
  .strictObject({ type: z.literal('Point'), coordinates: positionSchema })
  .meta({ id: 'PointGeometry' });
export const lineStringSchema = z
  .strictObject({ type: z.literal('LineString'), coordinates: line })
  .meta({ id: 'LineStringGeometry' });
export const polygonSchema = z
  .strictObject({ type: z.literal('Polygon'), coordinates: polygon })
  .meta({ id: 'PolygonGeometry' });
export const multiPolygonSchema = z
  .strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1).max(1_000) })
  .meta({ id: 'MultiPolygonGeometry' });

/** Any geometry an asset can have. */
export const geometrySchema = z
  .discriminatedUnion('type', [pointSchema, lineStringSchema, polygonSchema, multiPolygonSchema])
  .refine(hasFewPositions, `must have at most ${MAX_POSITIONS} positions`)
  .meta({ id: 'Geometry', description: 'GeoJSON geometry (RFC 7946), EPSG:4326' });

/** An area: boundary of a zone, municipality or region. */
export const areaSchema = z
  .discriminatedUnion('type', [polygonSchema, multiPolygonSchema])
  .refine(hasFewPositions, `must have at most ${MAX_POSITIONS} positions`)
  .meta({ id: 'Area', description: 'GeoJSON polygon or multi-polygon, EPSG:4326' });

function samePlace(left: readonly number[] | undefined, right: readonly number[] | undefined): boolean {
  return left !== undefined && right !== undefined && left[0] === right[0] && left[1] === right[1];
}

function hasFewPositions({ coordinates }: { coordinates: unknown }): boolean {
  return countPositions(coordinates) <= MAX_POSITIONS;
}

function countPositions(coordinates: unknown): number {
  if (!Array.isArray(coordinates)) return 0;
  if (typeof coordinates[0] === 'number') return 1;
  return coordinates.reduce((total: number, inner: unknown) => total + countPositions(inner), 0);
}
