import type { Principal } from '@app/access';
import type { FeatureLayer, NearQuery, SpatialHit, SpatialHits, WithinBody } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import type { Geometry } from '@app/kernel';
import { assertValidGeometry } from '@app/resources';
import { Injectable } from '@nestjs/common';
import { mapLayers, overlaps, repeated } from './layers';
import { readable } from './readable';

const METRES_PER_DEGREE = 111_195;

interface HitRow {
  id: string;
  municipality_id: string;
  code: string;
  name: string;
  class: string | null;
  distance_m: number | null;
  geometry: string;
}

/** Where to look, as SQL on a geometry: with how many parameters, in order. */
interface Area {
  /** Coarse, served by the index. */
  box: { sql: string; parameters: unknown[] };
  /** Exact. */
  test(geometry: string): { sql: string; parameters: unknown[] };
  distance(geometry: string): { sql: string; parameters: unknown[] };
}

/** What lies near a place or within an area. */
@Injectable()
export class SpatialSearchReadModel {
  constructor(private readonly units: UnitOfWork) {}

  /** Nearest first; distances on the ellipsoid. */
  near(principal: Principal, query: NearQuery): Promise<SpatialHits> {
    const { lon, lat, radiusM, limit } = query;
    const place = 'st_setsrid(st_point(?, ?), 4326)::geography';
    const area: Area = {
      box: { sql: 'st_makeenvelope(?, ?, ?, ?, 4326)', parameters: boxAround(lon, lat, radiusM) },
      test: (geometry) => ({
        sql: `st_distance(${geometry}::geography, ${place}) <= ?`,
        parameters: [lon, lat, radiusM],
      }),
      distance: (geometry) => ({ sql: `st_distance(${geometry}::geography, ${place})`, parameters: [lon, lat] }),
    };
    return this.units.run(principal.tenants, (work) =>
      this.search(work, principal, query.kinds ?? ['assets', 'sensors'], area, limit),
    );
  }

  /**
   * Everything that the area touches.
   * @throws {DomainError} invalid for an area that crosses itself
   */
  within(principal: Principal, { geometry, kinds, limit }: WithinBody): Promise<SpatialHits> {
    const text = JSON.stringify(geometry);
    const given = 'st_geomfromgeojson(?)';
    const area: Area = {
      box: { sql: given, parameters: [text] },
      test: (column) => ({ sql: `st_intersects(${column}, ${given})`, parameters: [text] }),
      distance: () => ({ sql: 'null::float8', parameters: [] }),
    };
    return this.units.run(principal.tenants, async (work) => {
      await assertValidGeometry(work, geometry, '/geometry');
      return this.search(work, principal, kinds, area, limit);
    });
  }

  private async search(
    work: Work,
    principal: Principal,
    kinds: readonly FeatureLayer[],
    area: Area,
    limit: number,
  ): Promise<SpatialHits> {
    const hits: SpatialHit[] = [];
    for (const kind of new Set(kinds)) hits.push(...(await this.searchLayer(work, principal, kind, area, limit)));
    hits.sort((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0));
    return { data: hits.slice(0, limit), truncated: hits.length > limit };
  }

  private async searchLayer(
    work: Work,
    principal: Principal,
    kind: FeatureLayer,
    area: Area,
    limit: number,
  ): Promise<SpatialHit[]> {
    const layer = mapLayers[kind];
    const rights = readable(work, principal, layer.subject, layer.entity, principal.tenants);
    if (rights === null) return [];
    const test = area.test(layer.shown);
    const distance = area.distance(layer.shown);
    const rows = await work.sql<HitRow>(
      `select t.id, ${layer.properties['municipalityId']} as municipality_id, t.code, t.name, ${layer.detail} as class,
          ${distance.sql} as distance_m, st_asgeojson(${layer.shown}, 7) as geometry
         from ${layer.from}
        where ${layer.shown} is not null ${rights.sql} ${overlaps(layer, area.box.sql)} and ${test.sql}
        order by distance_m, t.code limit ?`,
      [
        ...distance.parameters,
        ...rights.parameters,
        ...repeated(layer, area.box.parameters),
        ...test.parameters,
        limit + 1,
      ],
    );
    return rows.map((row) => ({
      kind,
      id: row.id,
      municipalityId: row.municipality_id,
      code: row.code,
      name: row.name,
      class: row.class,
      distanceM: row.distance_m === null ? null : Math.round(row.distance_m * 100) / 100,
      geometry: JSON.parse(row.geometry) as Geometry,
    }));
  }
}

/** A box that surely holds the circle: west, south, east, north, degrees. */
function boxAround(lon: number, lat: number, radiusM: number): [number, number, number, number] {
  const dLat = (radiusM / METRES_PER_DEGREE) * 1.01;
  const cosine = Math.cos((Math.min(89.9, Math.abs(lat) + dLat) * Math.PI) / 180);
  const dLon = Math.min(360, dLat / cosine);
  return [lon - dLon, lat - dLat, lon + dLon, lat + dLat];
}
