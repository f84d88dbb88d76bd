/** A region as GET /regions answers it. */
export interface Region {
  id: string;
  code: string;
  name: string;
  boundary: GeoJSON.Polygon | GeoJSON.MultiPolygon | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}
