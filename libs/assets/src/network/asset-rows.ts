import type { Work } from '@app/database';
import type { NewAsset } from '@app/hydraulics';
import { uuidv7 } from '@app/kernel';

/** Few enough for a statement to be put together within some milliseconds. */
const ROWS_PER_STATEMENT = 500;

/** Assets as {@link insertAssetRows} takes them. */
export function assetRows(assets: readonly NewAsset[]): string[] {
  const rows: string[] = [];
  for (let start = 0; start < assets.length; start += ROWS_PER_STATEMENT) {
    rows.push(JSON.stringify(assets.slice(start, start + ROWS_PER_STATEMENT).map(rowOf)));
  }
  return rows;
}

function rowOf(asset: NewAsset): Record<string, unknown> {
  return {
    id: uuidv7(),
    code: asset.code,
    name: asset.name,
    class: asset.class,
    geometry: asset.geometry,
    material: asset.material ?? null,
    diameter_mm: asset.diameterMm !== undefined && asset.diameterMm > 0 ? asset.diameterMm : null,
    length_m: asset.lengthM ?? null,
    elevation_m: asset.elevationM ?? null,
    installed_on: asset.installedOn ?? null,
    attributes: asset.attributes,
  };
}

/**
 * Stores many assets of one municipality, hundreds a statement. An asset whose code exists keeps its id and takes the
 * new facts, so that sensors keep their place; callers check before what may be replaced.
 */
export async function insertAssetRows(
  work: Work,
  tenantId: number,
  zoneId: string | null,
  rows: readonly string[],
): Promise<void> {
  for (const some of rows) {
    await work.sql(
      `insert into assets (tenant_id, id, zone_id, code, name, class, geometry, material, diameter_mm, length_m, elevation_m,
         installed_on, attributes)
       select ?, id, ?::uuid, code, name, class, st_setsrid(st_geomfromgeojson(geometry), 4326), material, diameter_mm,
         length_m, elevation_m, installed_on, attributes
       from jsonb_to_recordset(?::jsonb) as given (id uuid, code text, name text, class text, geometry jsonb, material text,
         diameter_mm float8, length_m float8, elevation_m float8, installed_on date, attributes jsonb)
       on conflict (tenant_id, code) do update set zone_id = excluded.zone_id, name = excluded.name, class = excluded.class,
         geometry = excluded.geometry, material = excluded.material, diameter_mm = excluded.diameter_mm,
         length_m = excluded.length_m, elevation_m = excluded.elevation_m, installed_on = excluded.installed_on,
         attributes = excluded.attributes, version = assets.version + 1, updated_at = now()`,
      [tenantId, zoneId, some],
    );
  }
}
