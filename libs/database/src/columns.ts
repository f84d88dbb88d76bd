import { type EntityProperty, type Platform, Type } from '@mikro-orm/postgresql';
import type { Geometry } from '@app/kernel';

/** GeoJSON in the entity, PostGIS geometry (EPSG:4326) in the table. */
export class GeometryType extends Type<Geometry | null, string | null> {
  override convertToDatabaseValue(value: Geometry | string | null): string | null {
    return value === null || typeof value === 'string' ? value : JSON.stringify(value);
  }

  override convertToDatabaseValueSQL(key: string): string {
    return `st_setsrid(st_geomfromgeojson(${key}), 4326)`;
  }

  override convertToJSValueSQL(key: string): string {
    return `st_asgeojson(${key})`;
  }

  override convertToJSValue(value: Geometry | string | null): Geometry | null {
    return typeof value === 'string' ? (JSON.parse(value) as Geometry) : value;
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(_property: EntityProperty, _platform: Platform): string {
    return 'geometry(Geometry, 4326)';
  }
}

/** As {@link GeometryType}, for columns that hold multi-polygons: a polygon is widened on its way in. */
export class BoundaryType extends GeometryType {
  override convertToDatabaseValueSQL(key: string): string {
    return `st_multi(${super.convertToDatabaseValueSQL(key)})`;
  }

  override getColumnType(_property: EntityProperty, _platform: Platform): string {
    return 'geometry(MultiPolygon, 4326)';
  }
}
