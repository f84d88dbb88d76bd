import { createHash } from 'node:crypto';
import type { Principal } from '@app/access';
import type { FeatureLayer, TileAddress, TileLayer } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { narrow } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { mapLayers, overlaps, repeated } from './layers';
import { isConditional, readable } from './readable';
import { type Tile, TileCache, tileOf } from './tile-cache';

/** Most features in one tile; the most important come first. */
const MOST_FEATURES = 20_000;

interface TileKind {
  of: FeatureLayer;
  /** Coarser tiles are empty. */
  minZoom: number;
  keepMs: number;
  /** Further condition, at a zoom level. */
  where(zoom: number): string;
  /** Geometry, where it is not the layer's. */
  shown?: string;
  order?: string;
}

const all = () => '';

/** A point for things drawn as symbols: half-way along a line, else inside. */
const place = `case when geometrytype(t.geometry) = 'LINESTRING' then st_lineinterpolatepoint(t.geometry, 0.5) else st_pointonsurface(t.geometry) end`;

const kinds: Record<TileLayer, TileKind> = {
  municipalities: { of: 'municipalities', minZoom: 0, keepMs: 15_000, where: all },
  zones: { of: 'zones', minZoom: 5, keepMs: 15_000, where: all },
  pipes: {
    of: 'assets',
    minZoom: 8,
    keepMs: 15_000,
    where: () => `and t.class = 'pipe'`,
    order: 't.diameter_mm desc nulls last',
  },
  assets: {
    of: 'assets',
    minZoom: 8,
    keepMs: 15_000,
    where: (zoom) => (zoom < 14 ? `and t.class not in ('pipe', 'junction')` : `and t.class <> 'pipe'`),
    shown: place,
    order: `t.class = 'junction'`,
  },
  sensors: { of: 'sensors', minZoom: 6, keepMs: 3_000, where: all },
};

/** Map layers as Mapbox vector tiles, limited to what the principal sees. */
@Injectable()
export class TilesReadModel {
  private readonly cache = new TileCache();

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /**
   * One tile; its only layer is named as asked for.
   * @throws {DomainError} not-found for a municipality that is not visible
   */
  async read(principal: Principal, address: TileAddress, municipalityIds: string[] | undefined): Promise<Tile> {
    const kind = kinds[address.layer];
    const tenants = narrow(principal, this.tree, municipalityIds);
    const shared = !isConditional(principal, mapLayers[kind.of].subject);
    const scope = createHash('sha1').update(tenants.join(',')).digest('base64url');
    const allowed = principal.ability.rulesFor('read', mapLayers[kind.of].subject).length > 0;
    const key = `${scope} ${allowed ? 1 : 0} ${address.layer}/${address.z}/${address.x}/${address.y}`;
    const known = shared ? this.cache.get(key) : undefined;
    if (known !== undefined) return known;
    const tile = tileOf(
      address.z < kind.minZoom ? Buffer.alloc(0) : await this.draw(principal, tenants, kind, address),
    );
    if (shared) this.cache.set(key, tile, kind.keepMs);
    return tile;
  }

  private draw(
    principal: Principal,
    tenants: number[],
    kind: TileKind,
    { layer: name, z, x, y }: TileAddress,
  ): Promise<Buffer> {
    const layer = mapLayers[kind.of];
    return this.units.run(tenants, async (work) => {
      const rights = readable(work, principal, layer.subject, layer.entity, tenants);
      if (rights === null) return Buffer.alloc(0);
      const properties = Object.entries(layer.properties).map(([key, sql]) => `${sql} as "${key}"`);
      const area = `st_transform(st_tileenvelope(?, ?, ?, margin => ${z < 3 ? 0 : 0.015625}), 4326)`;
      const [row] = await work.sql<{ tile: Buffer | null }>(
        `with drawn as (
           select st_asmvtgeom(st_simplify(st_transform(${mercatorSafe(kind.shown ?? layer.shown)}, 3857), ?, true),
               st_tileenvelope(?, ?, ?), 4096, 64, true) as geom, ${properties.join(', ')}
             from ${layer.from}
            where ${layer.shown} is not null ${rights.sql} ${kind.where(z)} ${overlaps(layer, area)}
            ${kind.order === undefined ? '' : `order by ${kind.order}`} limit ${MOST_FEATURES}
         ) select st_asmvt(drawn.*, ?, 4096, 'geom') as tile from drawn where geom is not null`,
        [toleranceM(z), z, x, y, ...rights.parameters, ...repeated(layer, [z, x, y]), name],
      );
      return row?.tile ?? Buffer.alloc(0);
    });
  }
}

/** Web Mercator has no poles: what reaches beyond its edge is cut off there. */
function mercatorSafe(geometry: string): string {
  const edge = 'st_makeenvelope(-180, -85.06, 180, 85.06, 4326)';
  return `case when ${geometry} @ ${edge} then ${geometry} else st_clipbybox2d(${geometry}, ${edge}::box2d) end`;
}

/** Half a grid cell of a tile, in units of Web Mercator. */
function toleranceM(zoom: number): number {
  return 40_075_016.68 / 2 ** zoom / 4096 / 2;
}
