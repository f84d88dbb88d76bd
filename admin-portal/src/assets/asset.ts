export const ASSET_CLASSES = ['pipe', 'valve', 'pump', 'reservoir', 'tank', 'treatment_plant', 'junction'] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];
export const ASSET_STATUSES = ['in_service', 'out_of_service', 'planned', 'retired'] as const;

/** An asset as GET /assets answers it. */
export interface Asset {
  id: string;
  municipalityId: string;
  zoneId: string | null;
  code: string;
  name: string;
  class: AssetClass;
  geometry: GeoJSON.Point | GeoJSON.LineString | GeoJSON.Polygon | GeoJSON.MultiPolygon;
  status: (typeof ASSET_STATUSES)[number];
  material: string | null;
  diameterMm: number | null;
  lengthM: number | null;
  /** Day, ISO. */
  installedOn: string | null;
  elevationM: number | null;
  attributes: Record<string, unknown>;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Which geometries each class may have. */
export const GEOMETRIES: Readonly<Record<AssetClass, readonly string[]>> = {
  pipe: ['LineString'],
  valve: ['Point', 'LineString'],
  pump: ['Point', 'LineString'],
  reservoir: ['Point', 'Polygon', 'MultiPolygon'],
  tank: ['Point', 'Polygon', 'MultiPolygon'],
  treatment_plant: ['Point', 'Polygon', 'MultiPolygon'],
  junction: ['Point'],
};

/** What an imported network file says again of what the asset says itself. */
const saidAlready: ReadonlySet<string> = new Set([
  'epanet.class',
  'epanet.order',
  'epanet.length',
  'epanet.diameter',
  'epanet.comment',
]);

/** Attributes as names and texts; nested ones are named by their path, unknown ones and those said already left out. */
export function flatAttributes(
  attributes: Readonly<Record<string, unknown>>,
  prefix = '',
): [name: string, text: string][] {
  return Object.entries(attributes).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined || value === '') return [];
    const path = prefix ? `${prefix}.${name}` : name;
    if (saidAlready.has(path)) return [];
    if (typeof value === 'string') return [[path, value]];
    if (typeof value !== 'object') return [[path, JSON.stringify(value)]];
    return Array.isArray(value)
      ? [[path, value.map(String).join(', ')]]
      : flatAttributes(value as Record<string, unknown>, path);
  });
}
