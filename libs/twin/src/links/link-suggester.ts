import type { Work } from '@app/database';
import { pgArray } from '@app/resources';
import { isPlaceable, suggestLinks } from '../core/suggest-links';
import { readLinks } from '../store/link-rows';
import { type TwinNetwork, type TwinRecord, elementKeys } from '../store/twin-record';

interface SensorRow {
  id: string;
  quantity: string;
  asset_id: string | null;
  lon: number | null;
  lat: number | null;
}

/** Sensors of the municipality that could stand in a model and have no place in this one. */
export async function unplacedSensors(work: Work, twin: Pick<TwinRecord, 'id' | 'tenantId'>): Promise<SensorRow[]> {
  const rows = await work.sql<SensorRow>(
    `select s.id, s.quantity, s.asset_id, st_x(s.location) as lon, st_y(s.location) as lat
     from sensors s where s.tenant_id = ?
       and not exists (select 1 from twin_links l where l.tenant_id = s.tenant_id and l.twin_id = ? and l.sensor_id = s.id)
     order by s.code`,
    [twin.tenantId, twin.id],
  );
  return rows.filter(({ quantity }) => isPlaceable(quantity));
}

/** Gives sensors without a place the one that is found for them. @returns how many got one */
export async function placeSensors(work: Work, twin: TwinRecord, { network, assets }: TwinNetwork): Promise<number> {
  // A suggestion whose element another import took away is made anew; a place that somebody saved is left to people.
  await work.sql(
    `delete from twin_links where twin_id = ? and source = 'suggested' and not (element_kind || '/' || element_id) = any (?::text[])`,
    [twin.id, pgArray([...elementKeys({ network })])],
  );
  const sensors = await unplacedSensors(work, twin);
  const taken = (await readLinks(work, twin.id)).filter(({ usage }) => usage !== 'ignored');
  const found = suggestLinks(
    network,
    assets,
    sensors.map(({ id, quantity, asset_id: assetId, lon, lat }) => ({
      id,
      quantity,
      assetId,
      location: lon === null || lat === null ? null : { lon, lat },
    })),
    taken,
  );
  await work.sql(
    `insert into twin_links (tenant_id, twin_id, sensor_id, element_kind, element_id, usage, source, distance_m)
     select ?, ?, "sensorId", "elementKind", "elementId", usage, 'suggested', "distanceM"
     from jsonb_to_recordset(?::jsonb) as given ("sensorId" uuid, "elementKind" text, "elementId" text, usage text, "distanceM" float8)
     on conflict do nothing`,
    [twin.tenantId, twin.id, JSON.stringify(found)],
  );
  await work.sql(`update twins set suggested_at = clock_timestamp() where id = ?`, [twin.id]);
  return found.length;
}
