import type { Principal } from '@app/access';
import type { FeatureCollection, FeatureLayer, LayerQuery } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import type { Geometry } from '@app/kernel';
import { narrow, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { mapLayers, overlaps, repeated } from './layers';
import { readable } from './readable';

interface FeatureRow {
  id: string;
  geometry: string;
  properties: Record<string, unknown>;
}

/** Objects with a place as GeoJSON. */
@Injectable()
export class LayersReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** @throws {DomainError} not-found for a municipality that is not visible */
  read(principal: Principal, name: FeatureLayer, query: LayerQuery): Promise<FeatureCollection> {
    const layer = mapLayers[name];
    const tenants = narrow(principal, this.tree, query.municipalityId);
    return this.units.run(tenants, async (work) => {
      const rights = readable(work, principal, layer.subject, layer.entity, tenants);
      if (rights === null) return { type: 'FeatureCollection', features: [], truncated: false };
      const properties = Object.entries(layer.properties).map(([key, sql]) => `'${key}', ${sql}`);
      const box = query.bbox === undefined ? '' : overlaps(layer, 'st_makeenvelope(?, ?, ?, ?, 4326)');
      const classes = query.class === undefined || name !== 'assets' ? '' : 'and t.class = any (?::text[])';
      const rows = await work.sql<FeatureRow>(
        `select t.id, st_asgeojson(${layer.shown}, 7) as geometry, jsonb_build_object(${properties.join(', ')}) as properties
           from ${layer.from} where ${layer.shown} is not null ${rights.sql} ${box} ${classes} limit ?`,
        [
          ...rights.parameters,
          ...(query.bbox === undefined ? [] : repeated(layer, query.bbox)),
          ...(classes === '' ? [] : [pgArray(query.class ?? [])]),
          query.limit + 1,
        ],
      );
      const features = rows.slice(0, query.limit).map(({ id, geometry, properties }) => ({
        type: 'Feature' as const,
        id,
        geometry: JSON.parse(geometry) as Geometry,
        properties,
      }));
      return { type: 'FeatureCollection', features, truncated: rows.length > query.limit };
    });
  }
}
