import { writeRemark, type InpJunction } from '@app/hydraulics';
import type { Drawing } from './drawing';
import { choosePipe } from './pipe-stock';
import { headroomM, peakFactor, round, tankHeightM, type DistrictPlan } from './plans';
import type { Random } from './random';
import type { PlanePoint } from './terrain';
import type { Crossing, District } from './town-layout';

/** Above this static pressure at its lowest point a district gets a pressure reducing valve, m. */
const reduceAboveM = 66;

/** A district with its people, before its pipes are laid. */
export interface DistrictDesign {
  readonly district: District;
  /** Mean use at every crossing, L/s. */
  readonly base: readonly { readonly residential: number; readonly commercial: number; readonly night: number }[];
  readonly elevations: readonly number[];
  readonly population: number;
  /** L/s. */
  readonly meanDemand: number;
  readonly highestM: number;
  readonly lowestM: number;
}

/** Settles people and shops: 115 to 160 litres a person and day, and a constant share of night use and background leakage. */
export function designDistrict(drawing: Drawing, district: District, random: Random): DistrictDesign {
  const people = district.crossings.map(() => random.int(18, 70));
  const commercial = random.range(0.05, 0.3);
  const base = people.map((count) => {
    const residential = (count * random.range(115, 160)) / 86_400;
    const shops = random.chance(commercial) ? random.range(0.02, 0.12) : 0;
    return { residential, commercial: shops, night: residential * random.range(0.1, 0.24) };
  });
  const elevations = district.crossings.map(({ point }) => drawing.elevationM(point));
  return {
    district,
    base,
    elevations,
    population: people.reduce((sum, count) => sum + count, 0),
    meanDemand: base.reduce((sum, part) => sum + part.residential + part.commercial + part.night, 0),
    highestM: Math.max(...elevations),
    lowestM: Math.min(...elevations),
  };
}

/**
 * Draws a district: streets, one metered inlet from the trunk main, a pressure reducing valve where the ground is low.
 *
 * @param tapId - junction of the trunk main
 * @param tankElevation - bottom of the zone's tank, m
 */
export function drawDistrict(
  drawing: Drawing,
  design: DistrictDesign,
  tapId: string,
  tankElevation: number,
  random: Random,
): DistrictPlan {
  const { district, elevations } = design;
  const code = `D${district.number}`;
  const ids = district.crossings.map((_, index) => junctionId(district, index));
  district.crossings.forEach(({ point }, index) => {
    drawing.addJunction(ids[index] as string, point, elevations[index]);
    (drawing.network.junctions.at(-1) as InpJunction).demands = demandsOf(design, index);
  });
  layStreets(drawing, design, ids, random);
  const { inletPipeId, inletNodeId } = drawInlet(
    drawing,
    design,
    ids[district.inlet] as string,
    tapId,
    tankElevation,
    random,
  );
  return {
    code,
    name: `District ${district.number}`,
    junctionIds: ids,
    inletPipeId,
    inletNodeId,
    criticalNodeId: ids[criticalCrossing(design)] as string,
    meanDemand: design.meanDemand,
    outline: outlineOf(drawing, district),
  };
}

/** Id of a crossing's junction. */
export function junctionId(district: District, index: number): string {
  return `D${district.number}-J${index + 1}`;
}

function demandsOf({ base }: DistrictDesign, index: number): InpJunction['demands'] {
  const part = base[index] as DistrictDesign['base'][number];
  const demands = [
    { base: round(part.residential, 5), patternId: 'RES', category: 'residential' },
    { base: round(part.night, 5), patternId: 'NIGHT', category: 'night' },
  ];
  if (part.commercial > 0) demands.push({ base: round(part.commercial, 5), patternId: 'COM', category: 'commercial' });
  return demands;
}

/** From the trunk main: inlet pipe with the meter, valve, pipe to the nearest crossing. */
function drawInlet(
  drawing: Drawing,
  design: DistrictDesign,
  inletId: string,
  tapId: string,
  tankElevation: number,
  random: Random,
) {
  const { district } = design;
  const code = `D${district.number}`;
  const { point } = district.crossings[district.inlet] as Crossing;
  const elevation = design.elevations[district.inlet] as number;
  const between = (share: number): PlanePoint => ({
    x: district.tap.x + (point.x - district.tap.x) * share,
    y: district.tap.y + (point.y - district.tap.y) * share,
  });
  const [meterId, inletNodeId, inletPipeId] = [`${code}-METER`, `${code}-INLET`, `${code}-P0`];
  drawing.addJunction(meterId, between(0.35), elevation);
  drawing.addJunction(inletNodeId, between(0.5), elevation);
  const stock = choosePipe(random, design.meanDemand * peakFactor, 150, `District ${district.number} inlet`, 1998);
  drawing.addPipe(inletPipeId, tapId, meterId, stock);
  const reduce = tankElevation + tankHeightM - design.lowestM > reduceAboveM;
  const name = `District ${district.number} ${reduce ? 'pressure reducing' : 'inlet'} valve`;
  drawing.network.valves.push({
    ...drawing.link(`${code}-V1`, meterId, inletNodeId, writeRemark({ name })),
    diameter: stock.diameterMm,
    kind: reduce ? 'PRV' : 'TCV',
    setting: reduce ? round(headroomM + design.highestM - elevation, 1) : 0.2,
    curveId: null,
    minorLoss: 0,
    status: 'active',
  });
  drawing.addPipe(`${code}-P00`, inletNodeId, inletId, stock);
  return { inletPipeId, inletNodeId };
}

/** Sizes pipes by the flow that a tree from the inlet would carry; loops get the least size that serves their ends. */
function layStreets(
  drawing: Drawing,
  { district, base }: DistrictDesign,
  ids: readonly string[],
  random: Random,
): void {
  const demand = base.map((part) => part.residential + part.commercial + part.night);
  const loads = treeLoads(district, demand);
  const built = random.int(1935, 2012);
  district.streets.forEach(({ a, b, street }, index) => {
    const stock = choosePipe(random, 1.2 + (loads[index] as number) * peakFactor, 100, street, built);
    drawing.addPipe(`D${district.number}-P${index + 1}`, ids[a] as string, ids[b] as string, stock);
  });
}

function criticalCrossing({ district, elevations }: DistrictDesign): number {
  const inlet = (district.crossings[district.inlet] as Crossing).point;
  const score = district.crossings.map(
    ({ point }, index) => (elevations[index] as number) + Math.hypot(point.x - inlet.x, point.y - inlet.y) / 300,
  );
  return score.indexOf(Math.max(...score));
}

/** The district's cell, bent like everything else; cells do not overlap, so outlines do not either. */
function outlineOf(drawing: Drawing, { corner, cellM }: District): PlanePoint[] {
  const gap = 4;
  const [w, s, e, n] = [corner.x + gap, corner.y + gap, corner.x + cellM - gap, corner.y + cellM - gap];
  const corners = [
    { x: w, y: s },
    { x: e, y: s },
    { x: e, y: n },
    { x: w, y: n },
  ];
  const steps = 6;
  const ring = corners.flatMap((from, index) => {
    const to = corners[(index + 1) % 4] as PlanePoint;
    return Array.from({ length: steps }, (_, step) =>
      drawing.bend({ x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps }),
    );
  });
  return [...ring, ring[0] as PlanePoint];
}

/** Mean flow in every street when water spreads from the inlet along a shortest-path tree, L/s. */
function treeLoads({ crossings, streets, inlet }: District, demand: readonly number[]): number[] {
  const around: { segment: number; other: number }[][] = crossings.map(() => []);
  streets.forEach(({ a, b }, segment) => {
    around[a]?.push({ segment, other: b });
    around[b]?.push({ segment, other: a });
  });
  const order = [inlet];
  const through = new Map<number, { segment: number; parent: number }>();
  const seen = new Set(order);
  for (const index of order) {
    for (const { segment, other } of around[index] ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      through.set(other, { segment, parent: index });
      order.push(other);
    }
  }
  const carried = [...demand];
  const loads = streets.map(() => 0);
  for (const index of order.reverse()) {
    const way = through.get(index);
    if (!way) continue;
    loads[way.segment] = carried[index] as number;
    carried[way.parent] = (carried[way.parent] as number) + (carried[index] as number);
  }
  return loads;
}
