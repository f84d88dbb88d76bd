export const ZONE_KINDS = ['dma', 'pressure', 'other'] as const;

/** A zone as GET /zones answers it. */
export interface Zone {
  id: string;
  municipalityId: string;
  code: string;
  name: string;
  kind: (typeof ZONE_KINDS)[number];
  boundary: GeoJSON.Polygon | GeoJSON.MultiPolygon | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}
