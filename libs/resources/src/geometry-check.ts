import type { Work } from '@app/database';
import {
  DomainError,
  type Geometry,
  type LonLat,
  type MultiPolygonGeometry,
  type PointGeometry,
  type PolygonGeometry,
} from '@app/kernel';

/**
 * Refuses areas that cross themselves or are otherwise no areas, with the reason and the place.
 * @param pointer - JSON pointer of the geometry in the body
 * @throws {DomainError} invalid
 */
export async function assertValidGeometry(work: Work, geometry: Geometry | null, pointer: string): Promise<void> {
  if (geometry === null || geometry.type === 'Point') return;
  const [row] = await work.sql<{ valid: boolean; reason: string; length: number }>(
    `select st_isvalid(g) as valid, st_isvalidreason(g) as reason, st_length(g) as length from (select st_geomfromgeojson(?) as g) as given`,
    [JSON.stringify(geometry)],
  );
  if (row === undefined) return;
  if (!row.valid) throw badGeometry(pointer, `is not a valid geometry: ${row.reason}`);
  if (geometry.type === 'LineString' && row.length === 0) throw badGeometry(pointer, 'is a line without length');
}

function badGeometry(pointer: string, detail: string): DomainError {
  return new DomainError('invalid', 'geometry.invalid', 'Invalid geometry', {
    detail: `The geometry ${detail}.`,
    errors: [{ pointer, detail }],
  });
}

/** An area as it is stored: always a multi-polygon. */
export function toMulti(area: PolygonGeometry | MultiPolygonGeometry | null): MultiPolygonGeometry | null {
  return area?.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [area.coordinates] } : area;
}

export function toPoint(place: LonLat): PointGeometry;
export function toPoint(place: LonLat | null): PointGeometry | null;
/** A place as GeoJSON. */
export function toPoint(place: LonLat | null): PointGeometry | null {
  return place === null ? null : { type: 'Point', coordinates: [place.lon, place.lat] };
}

/** The place of a GeoJSON point; null for anything else. */
export function toLonLat(geometry: Geometry | null): LonLat | null {
  return geometry?.type === 'Point' ? { lon: geometry.coordinates[0], lat: geometry.coordinates[1] } : null;
}
