import { createPlacer, geodesicDirect, type LonLat, type Placement } from '@app/hydraulics';
import { municipalityCode, municipalityName, nationName, regionNames } from './names';
import { Random } from './random';
import type { WaterNetwork } from './plans';
import { generateWaterNetwork } from './water-network';

/** GeoJSON polygon, longitude before latitude, closed rings. */
export interface Polygon {
  readonly type: 'Polygon';
  readonly coordinates: [number, number][][];
}

/** GeoJSON multi-polygon. */
export interface MultiPolygon {
  readonly type: 'MultiPolygon';
  readonly coordinates: [number, number][][][];
}

/** A municipality of the invented country. */
export interface MunicipalityPlan {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly population: number;
  readonly timeZone: string;
  readonly center: LonLat;
  readonly boundary: Polygon;
  readonly water: WaterNetwork;
  /** How the drawing of its network stands on the globe. */
  readonly placement: Placement;
}

/** A region of the invented country; its boundary is that of its municipalities together. */
export interface RegionPlan {
  readonly code: string;
  readonly name: string;
  readonly boundary: MultiPolygon;
}

/** An invented country. */
export interface NationPlan {
  readonly name: string;
  readonly regions: readonly RegionPlan[];
  readonly municipalities: readonly MunicipalityPlan[];
}

/** What to generate. */
export interface NationRequest {
  readonly seed: string;
  /** Number of municipalities, 3 or more. */
  readonly municipalities: number;
  /** Mean number of junctions of a municipality's network. */
  readonly junctions: number;
}

/** Open ocean between Europe and America: no real land lies within hundreds of kilometres. */
const heart: LonLat = { lon: -34.6, lat: 41.6 };
/** The zone of these waters; it has summer time, so the simulated country has it too. */
export const nationTimeZone = 'Atlantic/Azores';
const boundaryPoints = 72;

/** Generates the country. The same request always gives the same country. */
export function planNation(request: NationRequest): NationPlan {
  const random = new Random(`nation/${request.seed}`);
  const waters = Array.from({ length: request.municipalities }, (_, index) => {
    const size = Math.round(request.junctions * random.range(0.72, 1.3));
    const seed = `${request.seed}/${municipalityCode(index)}`;
    return generateWaterNetwork({ seed, name: municipalityName(index), junctions: size });
  });
  const largestM = Math.max(...waters.map((water) => water.radiusM));
  const sites = placeSites(random, request.municipalities, Math.max(15_000, largestM * 2.9));
  const regionOf = assignRegions(sites);
  const municipalities = waters.map((water, index): MunicipalityPlan => {
    const center = toLonLat(sites[index] as Site);
    return {
      code: municipalityCode(index),
      name: municipalityName(index),
      regionCode: (regionNames[regionOf[index] as number] as (typeof regionNames)[number]).code,
      population: water.population,
      timeZone: nationTimeZone,
      center,
      boundary: boundary(random.fork(`boundary ${index}`), sites, index),
      water,
      placement: {
        anchor: center,
        anchorXY: { x: 0, y: 0 },
        metresPerUnit: 1,
        rotationDeg: Math.round(random.range(-40, 40)),
      },
    };
  });
  const regions = regionNames.map(({ code, name }): RegionPlan => {
    const parts = municipalities.filter(({ regionCode }) => regionCode === code);
    return {
      code,
      name,
      boundary: { type: 'MultiPolygon', coordinates: parts.map((part) => part.boundary.coordinates) },
    };
  });
  return { name: nationName, regions, municipalities };
}

/** Outline of a district on the globe. */
export function districtBoundary({ water, placement }: MunicipalityPlan, code: string): Polygon {
  const district = water.zones.flatMap((zone) => zone.districts).find((candidate) => candidate.code === code);
  const placer = createPlacer(water.network, placement);
  return { type: 'Polygon', coordinates: [(district?.outline ?? []).map((point) => pair(placer.toLonLat(point)))] };
}

interface Site {
  /** Metres east and north of the country's heart. */
  readonly x: number;
  readonly y: number;
}

/** Sites on a loose hexagonal pattern, nearest to the heart first. */
function placeSites(random: Random, count: number, spacingM: number): Site[] {
  const reach = Math.ceil(Math.sqrt(count)) + 2;
  const grid: Site[] = [];
  for (let row = -reach; row <= reach; row += 1) {
    for (let column = -reach; column <= reach; column += 1) {
      const x = (column + (Math.abs(row) % 2) / 2) * spacingM * 1.25;
      const y = row * spacingM * 0.95;
      grid.push({ x: x + random.range(-0.16, 0.16) * spacingM, y: y + random.range(-0.16, 0.16) * spacingM });
    }
  }
  return grid.sort((a, b) => Math.hypot(a.x * 0.8, a.y) - Math.hypot(b.x * 0.8, b.y)).slice(0, count);
}

/** Three regions of nearly equal size, side by side around the heart. */
function assignRegions(sites: readonly Site[]): number[] {
  const order = sites
    .map((site, index) => ({ index, angle: Math.atan2(site.y, site.x) }))
    .sort((a, b) => a.angle - b.angle);
  const regions = sites.map(() => 0);
  order.forEach(({ index }, position) => {
    regions[index] = Math.floor((position * regionNames.length) / sites.length);
  });
  return regions;
}

/**
 * A wavy outline about a site that keeps to its own side of the middle line towards every other site. Each point is in the
 * site's Voronoi cell and cells are convex, so neighbours share borders and never overlap.
 */
function boundary(random: Random, sites: readonly Site[], index: number): Polygon {
  const site = sites[index] as Site;
  const nearest = Math.min(
    ...sites.map((other) => (other === site ? Infinity : Math.hypot(other.x - site.x, other.y - site.y))),
  );
  const waves = [2, 3, 5, 8].map((order) => ({
    order,
    size: random.range(0.02, 0.09),
    phase: random.range(0, Math.PI * 2),
  }));
  const ring = Array.from({ length: boundaryPoints }, (_, step): [number, number] => {
    const angle = (step / boundaryPoints) * Math.PI * 2;
    const wave = waves.reduce((sum, { order, size, phase }) => sum + size * Math.sin(order * angle + phase), 0);
    let radius = nearest * (0.68 + wave);
    for (const other of sites) {
      const [dx, dy] = [other.x - site.x, other.y - site.y];
      const towards = Math.cos(angle) * dx + Math.sin(angle) * dy;
      if (towards > 0) radius = Math.min(radius, ((dx * dx + dy * dy) / (2 * towards)) * 0.997);
    }
    return pair(toLonLat({ x: site.x + radius * Math.cos(angle), y: site.y + radius * Math.sin(angle) }));
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as [number, number]]] };
}

function toLonLat({ x, y }: Site): LonLat {
  const point = geodesicDirect(heart, (Math.atan2(x, y) * 180) / Math.PI, Math.hypot(x, y));
  return { lon: Math.round(point.lon * 1e6) / 1e6, lat: Math.round(point.lat * 1e6) / 1e6 };
}

function pair(point: LonLat): [number, number] {
  return [Math.round(point.lon * 1e6) / 1e6, Math.round(point.lat * 1e6) / 1e6];
}
