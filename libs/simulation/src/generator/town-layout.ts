import { Random } from './random';
import { streetName } from './names';
import type { PlanePoint } from './terrain';

/** A crossing of streets in a district. */
export interface Crossing {
  readonly column: number;
  readonly row: number;
  readonly point: PlanePoint;
}

/** A stretch of street between two crossings, by their positions in `crossings`. */
export interface StreetSegment {
  readonly a: number;
  readonly b: number;
  readonly street: string;
}

/** A district of a town: a loose grid of streets inside a square cell. */
export interface District {
  /** Number within the town, 1 first. */
  readonly number: number;
  readonly zone: number;
  /** South-west corner of its cell. */
  readonly corner: PlanePoint;
  readonly cellM: number;
  readonly crossings: readonly Crossing[];
  readonly streets: readonly StreetSegment[];
  /** Crossing nearest to the zone's trunk main. */
  readonly inlet: number;
  /** Where the inlet leaves the trunk main. */
  readonly tap: PlanePoint;
  /** Row of cells within the zone, 0 in the south. */
  readonly zoneRow: number;
}

/** A supply zone: districts on both sides of a trunk main that runs from its source in the south to its tank in the north. */
export interface Zone {
  readonly number: number;
  readonly spineX: number;
  readonly southY: number;
  readonly northY: number;
  readonly districts: readonly District[];
}

/** Plan of a town before it is bent to the ground. */
export interface TownLayout {
  readonly zones: readonly Zone[];
  /** Half width and half height of the built-up area, m. */
  readonly halfWidthM: number;
  readonly halfHeightM: number;
}

/** Districts of a supply zone at most; more districts make more zones. */
const districtsPerZone = 8;

/** Plans a town with about the given number of street crossings. */
export function planTown(random: Random, junctions: number): TownLayout {
  const perDistrict = Math.min(120, Math.max(24, junctions / Math.max(4, Math.ceil(junctions / 120))));
  const districtCount = Math.max(2, Math.round(junctions / perDistrict));
  const zoneCount = Math.ceil(districtCount / districtsPerZone);
  const side = Math.sqrt(perDistrict * 1.18);
  const spacingM = random.range(78, 105);
  const cellM = (Math.ceil(side) + 0.9) * spacingM;
  const perZone = Math.ceil(districtCount / zoneCount);
  const rows = Math.ceil(perZone / 2);
  const zoneColumns = Math.ceil(Math.sqrt((zoneCount * rows) / 2));
  const zoneRows = Math.ceil(zoneCount / zoneColumns);
  const zoneWidth = 2 * cellM + 120;
  const zoneHeight = rows * cellM + 500;
  const zones: Zone[] = [];
  let number = 0;
  for (let zone = 0; zone < zoneCount; zone += 1) {
    const spineX = ((zone % zoneColumns) - (zoneColumns - 1) / 2) * zoneWidth;
    const southY = (Math.floor(zone / zoneColumns) - zoneRows / 2) * zoneHeight;
    const districts: District[] = [];
    const here = Math.min(perZone, districtCount - number);
    for (let index = 0; index < here; index += 1) {
      number += 1;
      const east = index % 2 === 1;
      const row = Math.floor(index / 2);
      const corner = { x: spineX + (east ? 20 : -20 - cellM), y: southY + row * cellM };
      const tap = { x: spineX, y: corner.y + cellM * random.range(0.42, 0.58) };
      const base = { number, zone, corner, cellM, tap, zoneRow: row };
      districts.push(planDistrict(random.fork(`district ${number}`), base, perDistrict, spacingM));
    }
    zones.push({ number: zone + 1, spineX, southY, northY: southY + rows * cellM, districts });
  }
  return { zones, halfWidthM: (zoneColumns * zoneWidth) / 2, halfHeightM: (zoneRows * zoneHeight) / 2 };
}

type DistrictBase = Pick<District, 'number' | 'zone' | 'corner' | 'cellM' | 'tap' | 'zoneRow'>;

function planDistrict(random: Random, base: DistrictBase, wanted: number, spacingM: number): District {
  const side = Math.max(4, Math.ceil(Math.sqrt(wanted * 1.18)));
  const centre = (side - 1) / 2;
  const cells = Array.from({ length: side * side }, (_, index) => ({
    column: index % side,
    row: Math.floor(index / side),
  }));
  const reach = ({ column, row }: { column: number; row: number }): number =>
    Math.max(Math.abs(column - centre), Math.abs(row - centre)) +
    0.35 * Math.hypot(column - centre, row - centre) +
    random.range(0, 0.5);
  const kept = cells
    .map((cell) => ({ cell, far: reach(cell) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, Math.min(cells.length, Math.max(12, Math.round(wanted))))
    .map(({ cell }) => cell)
    .sort((a, b) => a.row - b.row || a.column - b.column);
  const margin = (base.cellM - (side - 1) * spacingM) / 2;
  const crossings = kept.map((cell): Crossing => {
    const x = base.corner.x + margin + cell.column * spacingM + random.range(-0.14, 0.14) * spacingM;
    const y = base.corner.y + margin + cell.row * spacingM + random.range(-0.14, 0.14) * spacingM;
    return { ...cell, point: { x, y } };
  });
  const streets = layStreets(random, crossings, side);
  const reachable = connectedPart(crossings.length, streets);
  const renumber = new Map(reachable.map((old, index) => [old, index]));
  const remaining = reachable.map((index) => crossings[index] as Crossing);
  const segments = streets
    .filter(({ a, b }) => renumber.has(a) && renumber.has(b))
    .map(({ a, b, street }) => ({ a: renumber.get(a) as number, b: renumber.get(b) as number, street }));
  let inlet = 0;
  remaining.forEach(({ point }, index) => {
    const best = (remaining[inlet] as Crossing).point;
    const distance = (from: PlanePoint): number => Math.hypot(from.x - base.tap.x, from.y - base.tap.y);
    if (distance(point) < distance(best)) inlet = index;
  });
  return { ...base, crossings: remaining, streets: segments, inlet };
}

/** All streets of the grid, without some that are not needed for connection: every fourth block is larger than one square. */
function layStreets(random: Random, crossings: readonly Crossing[], side: number): StreetSegment[] {
  const at = new Map(crossings.map(({ column, row }, index) => [row * side + column, index]));
  const rows = Array.from({ length: side }, () => streetName(random));
  const columns = Array.from({ length: side }, () => streetName(random));
  const all: StreetSegment[] = [];
  crossings.forEach(({ column, row }, index) => {
    const east = column + 1 < side ? at.get(row * side + column + 1) : undefined;
    const north = at.get((row + 1) * side + column);
    if (east !== undefined) all.push({ a: index, b: east, street: rows[row] as string });
    if (north !== undefined) all.push({ a: index, b: north, street: columns[column] as string });
  });
  const group = crossings.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (group[root] !== root) root = group[root] as number;
    group[index] = root;
    return root;
  };
  return random.shuffle(all).filter(({ a, b }) => {
    const [rootA, rootB] = [find(a), find(b)];
    if (rootA === rootB) return random.chance(0.55);
    group[rootA] = rootB;
    return true;
  });
}

function connectedPart(count: number, streets: readonly StreetSegment[]): number[] {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const { a, b } of streets) {
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  let best: number[] = [];
  const seen = new Set<number>();
  for (let start = 0; start < count; start += 1) {
    if (seen.has(start)) continue;
    const part = [start];
    seen.add(start);
    for (const index of part) {
      for (const next of neighbours[index] ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    if (part.length > best.length) best = part;
  }
  return best.sort((a, b) => a - b);
}
