import type { InpJunction, InpLink, InpNetwork, InpPipe, InpPump, InpValve } from '@app/hydraulics';
import { writeRemark } from '@app/hydraulics';
import { choosePipe } from './pipe-stock';
import { hoursPerWeek, weeklyPatterns } from './patterns';
import { Random } from './random';
import { createTerrain, type PlanePoint, type Terrain } from './terrain';
import { planTown, type District, type TownLayout, type Zone } from './town-layout';

/** A metered district of a generated network. */
export interface DistrictPlan {
  /** `D1`, `D2`, ... */
  readonly code: string;
  readonly name: string;
  /** Junctions of the district. */
  readonly junctionIds: readonly string[];
  /** The only open way in; flow in the direction of the pipe is inflow. */
  readonly inletPipeId: string;
  /** Junction behind the inlet valve. */
  readonly inletNodeId: string;
  /** Junction with the lowest pressure by design: high and far. */
  readonly criticalNodeId: string;
  /** Mean demand by design, L/s. */
  readonly meanDemand: number;
  /** Outline on the plane of the drawing, closed, counter-clockwise. */
  readonly outline: readonly PlanePoint[];
}

/** A pump with the levels of its zone's tank at which it is switched. */
export interface PumpPlan {
  readonly id: string;
  readonly tankId: string;
  readonly onBelowM: number;
  readonly offAboveM: number;
  /** Flow at the design point, L/s. */
  readonly designFlow: number;
}

/** A supply zone of a generated network. */
export interface ZonePlan {
  readonly number: number;
  readonly reservoirId: string;
  readonly tankId: string;
  readonly tankMaxM: number;
  /** First the pump that always runs, then the one that is switched by the tank. */
  readonly pumps: readonly PumpPlan[];
  /** Pipe and node directly behind the pumps. */
  readonly dischargePipeId: string;
  readonly dischargeNodeId: string;
  readonly districts: readonly DistrictPlan[];
  readonly meanDemand: number;
}

/** A generated network with what a model of its operation needs to know. */
export interface WaterNetwork {
  /** Units: L/s, m, mm; drawing coordinates are metres east and north of the town's centre. */
  readonly network: InpNetwork;
  readonly zones: readonly ZonePlan[];
  readonly population: number;
  /** Farthest element from the centre, m. */
  readonly radiusM: number;
}

/** What to generate. */
export interface WaterNetworkRequest {
  readonly seed: string;
  readonly name: string;
  /** About how many junctions, 60 to 20,000. */
  readonly junctions: number;
}

/** Head over the highest ground of a zone when its tank is at its bottom, m. */
const headroomM = 36;
/** Above this static pressure at its lowest point a district gets a pressure reducing valve, m. */
const reduceAboveM = 66;
const tankHeightM = 5;
/** Peak hour over mean, with a margin. */
const peakFactor = 2.3;

/**
 * Generates a water network: districts of streets, each with one metered inlet; a trunk main from a source with two
 * pumps to a tank on high ground; pressure reducing valves before low districts; pipes with material and age.
 * The same request always gives the same network.
 */
export function generateWaterNetwork(request: WaterNetworkRequest): WaterNetwork {
  const random = new Random(`${request.seed}/network`);
  const layout = planTown(random.fork('layout'), request.junctions);
  const terrain = createTerrain(random.fork('terrain'), Math.max(layout.halfHeightM, layout.halfWidthM) * 2);
  const builder = new NetworkBuilder(request.name, random.fork('pipes'), terrain, layout);
  const zones = layout.zones.map((zone) => builder.addZone(zone));
  builder.joinDistricts();
  return { network: builder.finish(zones), zones, population: builder.population, radiusM: builder.radiusM };
}

class NetworkBuilder {
  population = 0;
  radiusM = 0;
  private readonly network: InpNetwork;
  private readonly plans = new Map<number, DistrictPlan>();

  constructor(
    name: string,
    private readonly random: Random,
    private readonly terrain: Terrain,
    private readonly layout: TownLayout,
  ) {
    this.network = emptyNetwork(name);
  }

  addZone(zone: Zone): ZonePlan {
    const prefix = `Z${zone.number}`;
    const designs = zone.districts.map((district) => this.design(district));
    const meanDemand = designs.reduce((sum, design) => sum + design.meanDemand, 0);
    const highestM = Math.max(...designs.map((design) => design.highestM));
    const tankId = `${prefix}-TANK`;
    const tankElevation = round(highestM + headroomM, 1);
    const northEnd = { x: zone.spineX, y: zone.northY + 180 };
    const volume = meanDemand * 3.6 * 11;
    this.network.tanks.push({
      ...this.place(tankId, northEnd),
      comment: writeRemark({ name: `${this.ground(zone)} tank` }),
      elevation: tankElevation,
      initialLevel: 2.8,
      minLevel: 0.3,
      maxLevel: tankHeightM,
      diameter: round(Math.max(6, Math.sqrt((4 * volume) / (Math.PI * tankHeightM))), 1),
      minVolume: 0,
      volumeCurveId: null,
      overflow: false,
    });
    const spine = this.addSpine(zone, prefix, tankId, meanDemand);
    const source = this.addSource(zone, prefix, tankId, tankElevation, meanDemand, spine.southId);
    const districts = designs.map((design) =>
      this.addDistrict(design, spine.taps.get(design.district.number) as string, tankElevation),
    );
    return {
      number: zone.number,
      tankId,
      tankMaxM: tankHeightM,
      districts,
      meanDemand,
      dischargeNodeId: spine.southId,
      ...source,
    };
  }

  /** Boundary valves between neighbouring districts: pipes that are kept shut. */
  joinDistricts(): void {
    const districts = this.layout.zones.flatMap((zone) => zone.districts);
    let number = 0;
    for (const a of districts) {
      for (const b of districts) {
        if (b.zone !== a.zone || b.zoneRow !== a.zoneRow + 1 || b.corner.x !== a.corner.x) continue;
        const top = this.extreme(a, (point) => point.y);
        const bottom = this.extreme(b, (point) => -point.y);
        number += 1;
        const id = `B${number}`;
        const stock = choosePipe(this.random, 1, 100, 'Boundary valve', 1990);
        this.addPipe(id, top, bottom, stock, []);
        (this.network.pipes.at(-1) as InpPipe).status = 'closed';
      }
    }
  }

  finish(zones: readonly ZonePlan[]): InpNetwork {
    for (const { pumps } of zones) {
      for (const { id, tankId, onBelowM, offAboveM } of pumps) {
        this.network.controls.push(`LINK ${id} OPEN IF NODE ${tankId} BELOW ${onBelowM}`);
        this.network.controls.push(`LINK ${id} CLOSED IF NODE ${tankId} ABOVE ${offAboveM}`);
      }
    }
    return this.network;
  }

  private design(district: District): DistrictDesign {
    const random = this.random.fork(`demand ${district.number}`);
    const people = district.crossings.map(() => random.int(18, 70));
    const commercial = random.range(0.05, 0.3);
    const base = people.map((count) => {
      const litresPerSecond = (count * random.range(115, 160)) / 86_400;
      const shops = random.chance(commercial) ? random.range(0.02, 0.12) : 0;
      return { residential: litresPerSecond, commercial: shops, night: litresPerSecond * random.range(0.1, 0.24) };
    });
    this.population += people.reduce((sum, count) => sum + count, 0);
    const elevations = district.crossings.map(({ point }) => round(this.terrain.elevationM(point), 1));
    const meanDemand = base.reduce((sum, part) => sum + part.residential + part.commercial + part.night, 0);
    return {
      district,
      base,
      elevations,
      meanDemand,
      highestM: Math.max(...elevations),
      lowestM: Math.min(...elevations),
    };
  }

  /** The trunk main from south to north, with a tee for every district. */
  private addSpine(
    zone: Zone,
    prefix: string,
    tankId: string,
    meanDemand: number,
  ): { southId: string; taps: Map<number, string> } {
    const stops = zone.districts.map(({ tap, number }) => ({ y: tap.y, number })).sort((a, b) => a.y - b.y);
    const taps = new Map<number, string>();
    const southId = `${prefix}-J0`;
    this.addJunction(southId, { x: zone.spineX, y: zone.southY - 60 }, null);
    let previous = southId;
    const laid = this.random.int(1962, 1996);
    const lay = (to: string, index: number): void => {
      const stock = choosePipe(this.random, meanDemand * peakFactor, 200, `${this.ground(zone)} trunk main`, laid);
      this.addPipe(`${prefix}-T${index}`, previous, to, stock, []);
      previous = to;
    };
    stops.forEach(({ y, number }, index) => {
      const id = `${prefix}-J${index + 1}`;
      this.addJunction(id, { x: zone.spineX, y }, null);
      taps.set(number, id);
      lay(id, index + 1);
    });
    lay(tankId, stops.length + 1);
    return { southId, taps };
  }

  /** Source, works and pumps at the south end: one pump runs always, one is switched by the tank. */
  private addSource(
    zone: Zone,
    prefix: string,
    tankId: string,
    tankElevation: number,
    meanDemand: number,
    southId: string,
  ) {
    const reservoirId = `${prefix}-SOURCE`;
    const suctionId = `${prefix}-SUCTION`;
    const place = { x: zone.spineX, y: zone.southY - 330 };
    const groundM = round(this.terrain.elevationM(place), 1);
    const name = zone.number === 1 ? 'Treatment works clear water' : `Borehole field ${zone.number}`;
    this.network.reservoirs.push({
      ...this.place(reservoirId, place),
      comment: writeRemark({ name }),
      head: groundM + 4,
      patternId: null,
    });
    this.addJunction(suctionId, { x: zone.spineX, y: zone.southY - 250 }, groundM);
    const dischargeId = `${prefix}-DISCHARGE`;
    this.addJunction(dischargeId, { x: zone.spineX, y: zone.southY - 225 }, groundM);
    const stock = choosePipe(this.random, meanDemand * peakFactor, 250, 'Works outlet', 1985);
    this.addPipe(`${prefix}-P0`, reservoirId, suctionId, stock, []);
    const liftM = tankElevation + tankHeightM - groundM - 4;
    const pumps = [
      { id: `${prefix}-PU1`, share: 0.62, onBelowM: 4.3, offAboveM: 4.85, bend: -18 },
      { id: `${prefix}-PU2`, share: 0.95, onBelowM: 2.1, offAboveM: 3.5, bend: 18 },
    ].map(({ id, share, onBelowM, offAboveM, bend }, index): PumpPlan => {
      const designFlow = round(meanDemand * share, 2);
      const curveId = `${prefix}-C${index + 1}`;
      this.network.curves.push({ id: curveId, points: [{ x: designFlow, y: round(liftM * 1.06 + 3, 1) }] });
      const vertex = this.terrain.bend({ x: zone.spineX + bend, y: zone.southY - 237 });
      const pump: InpPump = {
        ...this.link(id, suctionId, dischargeId, writeRemark({ name: `${name} pump ${index + 1}` })),
        vertices: [{ x: round(vertex.x, 1), y: round(vertex.y, 1) }],
        headCurveId: curveId,
        power: null,
        speed: 1,
        patternId: null,
        status: 'open',
      };
      this.network.pumps.push(pump);
      return { id, tankId, onBelowM, offAboveM, designFlow };
    });
    const dischargePipeId = `${prefix}-P1`;
    this.addPipe(dischargePipeId, dischargeId, southId, stock, []);
    return { reservoirId, pumps, dischargePipeId };
  }

  private addDistrict(design: DistrictDesign, tapId: string, tankElevation: number): DistrictPlan {
    const { district, elevations } = design;
    const code = `D${district.number}`;
    const random = this.random.fork(code);
    const ids = district.crossings.map((_, index) => `${code}-J${index + 1}`);
    district.crossings.forEach(({ point }, index) => {
      this.addJunction(ids[index] as string, point, elevations[index] as number);
      const part = design.base[index] as DistrictDesign['base'][number];
      const demands = [
        { base: round(part.residential, 5), patternId: 'RES', category: 'residential' },
        { base: round(part.night, 5), patternId: 'NIGHT', category: 'night' },
      ];
      if (part.commercial > 0)
        demands.push({ base: round(part.commercial, 5), patternId: 'COM', category: 'commercial' });
      (this.network.junctions.at(-1) as InpJunction).demands = demands;
    });
    this.layDistrictPipes(design, ids, random);
    const inletId = ids[district.inlet] as string;
    const inletPoint = (district.crossings[district.inlet] as District['crossings'][number]).point;
    const between = (share: number): PlanePoint => ({
      x: district.tap.x + (inletPoint.x - district.tap.x) * share,
      y: district.tap.y + (inletPoint.y - district.tap.y) * share,
    });
    const meterId = `${code}-METER`;
    const inletNodeId = `${code}-INLET`;
    const inletElevation = elevations[district.inlet] as number;
    this.addJunction(meterId, between(0.35), inletElevation);
    this.addJunction(inletNodeId, between(0.5), inletElevation);
    const stock = choosePipe(random, design.meanDemand * peakFactor, 150, `District ${district.number} inlet`, 1998);
    const inletPipeId = `${code}-P0`;
    this.addPipe(inletPipeId, tapId, meterId, stock, []);
    const reduce = tankElevation + tankHeightM - design.lowestM > reduceAboveM;
    const setting = round(headroomM + design.highestM - inletElevation, 1);
    const valve: InpValve = {
      ...this.link(
        `${code}-V1`,
        meterId,
        inletNodeId,
        writeRemark({ name: `District ${district.number} ${reduce ? 'pressure reducing' : 'inlet'} valve` }),
      ),
      diameter: stock.diameterMm,
      kind: reduce ? 'PRV' : 'TCV',
      setting: reduce ? setting : 0.2,
      curveId: null,
      minorLoss: 0,
      status: 'active',
    };
    this.network.valves.push(valve);
    this.addPipe(`${code}-P00`, inletNodeId, inletId, stock, []);
    const plan: DistrictPlan = {
      code,
      name: `District ${district.number}`,
      junctionIds: ids,
      inletPipeId,
      inletNodeId,
      criticalNodeId: ids[this.critical(design)] as string,
      meanDemand: design.meanDemand,
      outline: this.outline(district),
    };
    this.plans.set(district.number, plan);
    return plan;
  }

  /** Sizes pipes by the flow that a tree from the inlet would carry; loops get the least size that serves their ends. */
  private layDistrictPipes(design: DistrictDesign, ids: readonly string[], random: Random): void {
    const { district } = design;
    const load = treeLoads(
      district,
      design.base.map((part) => part.residential + part.commercial + part.night),
    );
    const built = random.int(1935, 2012);
    district.streets.forEach(({ a, b, street }, index) => {
      const peak = 1.2 + (load[index] as number) * peakFactor;
      this.addPipe(
        `${district.number > 0 ? `D${district.number}` : 'D'}-P${index + 1}`,
        ids[a] as string,
        ids[b] as string,
        choosePipe(random, peak, 100, street, built),
        [],
      );
    });
  }

  private critical(design: DistrictDesign): number {
    const { district, elevations } = design;
    const inlet = (district.crossings[district.inlet] as District['crossings'][number]).point;
    const score = district.crossings.map(
      ({ point }, index) => (elevations[index] as number) + Math.hypot(point.x - inlet.x, point.y - inlet.y) / 300,
    );
    return score.indexOf(Math.max(...score));
  }

  private extreme(district: District, measure: (point: PlanePoint) => number): string {
    const values = district.crossings.map(({ point }) => measure(point));
    return `D${district.number}-J${values.indexOf(Math.max(...values)) + 1}`;
  }

  /** The district's cell, bent like everything else; cells do not overlap, so outlines do not either. */
  private outline({ corner, cellM }: District): PlanePoint[] {
    const gap = 4;
    const [w, s, e, n] = [corner.x + gap, corner.y + gap, corner.x + cellM - gap, corner.y + cellM - gap];
    const steps = 6;
    const side = (from: PlanePoint, to: PlanePoint): PlanePoint[] =>
      Array.from({ length: steps }, (_, index) =>
        this.bent({ x: from.x + ((to.x - from.x) * index) / steps, y: from.y + ((to.y - from.y) * index) / steps }),
      );
    const [a, b, c, d] = [
      { x: w, y: s },
      { x: e, y: s },
      { x: e, y: n },
      { x: w, y: n },
    ] as const;
    const ring = [...side(a, b), ...side(b, c), ...side(c, d), ...side(d, a)];
    return [...ring, ring[0] as PlanePoint];
  }

  private addJunction(id: string, point: PlanePoint, elevation: number | null): void {
    this.network.junctions.push({
      ...this.place(id, point),
      elevation: elevation ?? round(this.terrain.elevationM(point), 1),
      demands: [{ base: 0, patternId: null, category: null }],
      emitter: null,
    });
  }

  private addPipe(
    id: string,
    from: string,
    to: string,
    stock: ReturnType<typeof choosePipe>,
    vertices: PlanePoint[],
  ): void {
    const [a, b] = [this.position(from), this.position(to)];
    this.network.pipes.push({
      ...this.link(id, from, to, stock.comment),
      vertices,
      length: round(Math.max(2, Math.hypot(b.x - a.x, b.y - a.y) * 1.02), 1),
      diameter: stock.diameterMm,
      roughness: stock.roughness,
      minorLoss: 0,
      status: 'open',
    });
  }

  private readonly positions = new Map<string, PlanePoint>();

  private place(
    id: string,
    point: PlanePoint,
  ): { id: string; comment: string | null; tag: null; position: PlanePoint } {
    const position = this.bent(point);
    this.positions.set(id, position);
    this.radiusM = Math.max(this.radiusM, Math.hypot(position.x, position.y));
    return { id, comment: null, tag: null, position };
  }

  private bent(point: PlanePoint): PlanePoint {
    const { x, y } = this.terrain.bend(point);
    return { x: round(x, 1), y: round(y, 1) };
  }

  private position(id: string): PlanePoint {
    return this.positions.get(id) as PlanePoint;
  }

  private link(id: string, from: string, to: string, comment: string): InpLink {
    return { id, from, to, comment, tag: null, vertices: [] };
  }

  private ground(zone: Zone): string {
    return this.layout.zones.length === 1 ? 'Hill' : `Zone ${zone.number}`;
  }
}

interface DistrictDesign {
  readonly district: District;
  readonly base: readonly { residential: number; commercial: number; night: number }[];
  readonly elevations: readonly number[];
  readonly meanDemand: number;
  readonly highestM: number;
  readonly lowestM: number;
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

function emptyNetwork(name: string): InpNetwork {
  return {
    title: [`${name} water network`],
    junctions: [],
    reservoirs: [],
    tanks: [],
    pipes: [],
    pumps: [],
    valves: [],
    patterns: [
      { id: 'RES', multipliers: [...weeklyPatterns.residential] },
      { id: 'COM', multipliers: [...weeklyPatterns.commercial] },
      { id: 'NIGHT', multipliers: [1] },
    ],
    curves: [],
    controls: [],
    rules: [],
    options: {
      flowUnits: 'LPS',
      headloss: 'H-W',
      pressureUnits: 'METERS',
      demandMultiplier: 1,
      defaultPatternId: 'NIGHT',
      emitterExponent: 0.5,
      specificGravity: 1,
      viscosity: 1,
      entries: [
        { key: 'TRIALS', value: '60' },
        { key: 'ACCURACY', value: '0.001' },
        { key: 'UNBALANCED', value: 'CONTINUE 10' },
      ],
    },
    times: {
      durationS: hoursPerWeek * 3600,
      hydraulicStepS: 900,
      patternStepS: 3600,
      patternStartS: 0,
      reportStepS: 3600,
      startClockS: 0,
      entries: [],
    },
    otherSections: [{ name: 'ENERGY', lines: ['GLOBAL EFFICIENCY 72'] }],
    warnings: [],
  };
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
