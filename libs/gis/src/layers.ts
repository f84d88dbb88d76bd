import { AssetEntity, ZoneEntity } from '@app/assets';
import type { Subject } from '@app/access';
import type { FeatureLayer } from '@app/contracts';
import { canonicalUnits } from '@app/kernel';
import { MunicipalityEntity } from '@app/municipalities';
import { SensorEntity, stateExpression, worstAlarm } from '@app/sensors';
import type { EntityClass } from '@mikro-orm/postgresql';

/** How one kind of object stands on a map. SQL fragments speak of its row as `t`. */
export interface MapLayer {
  subject: Subject;
  entity: EntityClass<object>;
  /** FROM clause. */
  from: string;
  /** Columns with a spatial index; an object is where any of them is. */
  indexed: readonly string[];
  /** Geometry that is shown. */
  shown: string;
  /** Name and SQL of each property. */
  properties: Readonly<Record<string, string>>;
  /** Class, quantity or kind, for search results. */
  detail: string;
}

const owner = '(select uid from tenants where tenants.id = t.tenant_id)';
const common = { id: 't.id', municipalityId: owner, code: 't.code', name: 't.name' };

/** The unit of each quantity as a SQL expression. */
const unit = `case t.quantity ${Object.entries(canonicalUnits)
  .map(([quantity, code]) => `when '${quantity}' then '${code}'`)
  .join(' ')} end`;

const sensorRows = `(select s.*, ${stateExpression} as state, l.time as latest_time, l.value as latest_value, l.quality as latest_quality
    from sensors s
    left join sensor_latest l on l.tenant_id = s.tenant_id and l.sensor_id = s.number
    left join lateral (${worstAlarm}) as alarm on true) t`;

export const mapLayers: Record<FeatureLayer, MapLayer> = {
  municipalities: {
    subject: 'Municipality',
    entity: MunicipalityEntity,
    from: 'municipalities t',
    indexed: ['t.boundary', 't.center'],
    shown: 'coalesce(t.boundary, t.center)',
    properties: { ...common, regionId: 't.region_id', population: 't.population' },
    detail: 'null',
  },
  zones: {
    subject: 'Zone',
    entity: ZoneEntity,
    from: 'zones t',
    indexed: ['t.boundary'],
    shown: 't.boundary',
    properties: { ...common, kind: 't.kind' },
    detail: 't.kind',
  },
  assets: {
    subject: 'Asset',
    entity: AssetEntity,
    from: 'assets t',
    indexed: ['t.geometry'],
    shown: 't.geometry',
    properties: {
      ...common,
      class: 't.class',
      status: 't.status',
      zoneId: 't.zone_id',
      material: 't.material',
      diameterMm: 't.diameter_mm',
    },
    detail: 't.class',
  },
  sensors: {
    subject: 'Sensor',
    entity: SensorEntity,
    from: sensorRows,
    indexed: ['t.location'],
    shown: 't.location',
    properties: {
      ...common,
      quantity: 't.quantity',
      unit,
      displayUnit: 't.display_unit',
      state: 't.state',
      zoneId: 't.zone_id',
      assetId: 't.asset_id',
      deviceId: 't.device_id',
      time: `to_char(t.latest_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      value: 't.latest_value',
      quality: 't.latest_quality',
    },
    detail: 't.quantity',
  },
};

/** `and (t.a && area or t.b && area)`: the form that a spatial index serves under row security. */
export function overlaps(layer: MapLayer, area: string): string {
  return `and (${layer.indexed.map((column) => `${column} && ${area}`).join(' or ')})`;
}

/** How often {@link overlaps} names its area: so often its parameters are to be given. */
export function repeated(layer: MapLayer, parameters: readonly unknown[]): unknown[] {
  return layer.indexed.flatMap(() => parameters);
}
