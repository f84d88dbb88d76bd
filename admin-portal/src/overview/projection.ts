import type { MultiPolygon, Polygon, Position } from 'geojson';

/** A drawing box and how positions fall into it. */
export interface Projection {
  /** x and y in the box, from WGS 84 degrees. */
  point(lon: number, lat: number): [x: number, y: number];
}

/** Bounds of some positions: west, south, east, north. Null without any. */
export function boundsOf(positions: Iterable<Position>): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west === Infinity ? null : [west, south, east, north];
}

/**
 * Fits bounds into a box, keeping shapes: longitudes are shortened by the cosine of the middle latitude.
 * @param padding - free edge inside the box, same unit as the box
 */
export function fit(
  [west, south, east, north]: [number, number, number, number],
  width: number,
  height: number,
  padding: number,
): Projection {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const spanX = Math.max((east - west) * squeeze, 1e-6);
  const spanY = Math.max(north - south, 1e-6);
  const scale = Math.min((width - 2 * padding) / spanX, (height - 2 * padding) / spanY);
  const left = (width - spanX * scale) / 2;
  const top = (height - spanY * scale) / 2;
  return { point: (lon, lat) => [left + (lon - west) * squeeze * scale, top + (north - lat) * scale] };
}

/** All positions of an area. */
export function* positionsOf(area: Polygon | MultiPolygon): Generator<Position> {
  for (const polygon of area.type === 'Polygon' ? [area.coordinates] : area.coordinates) {
    for (const ring of polygon) yield* ring;
  }
}

/** SVG path of an area. */
export function areaPath(area: Polygon | MultiPolygon, projection: Projection): string {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons
    .flat()
    .map(
      (ring) =>
        `M${ring
          .map(([lon, lat]) =>
            projection
              .point(lon, lat)
              .map((value) => value.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');
}
