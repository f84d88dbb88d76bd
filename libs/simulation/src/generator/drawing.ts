import type { InpLink, InpNetwork } from '@app/hydraulics';
import { hoursPerWeek, weeklyPatterns } from './patterns';
import type { PipeStock } from './pipe-stock';
import { round } from './plans';
import type { PlanePoint, Terrain } from './terrain';

/** A network that is being drawn: puts elements at their bent places and keeps lengths true to them. */
export class Drawing {
  readonly network: InpNetwork;
  /** Farthest element from the centre, m. */
  radiusM = 0;
  private readonly positions = new Map<string, PlanePoint>();

  constructor(
    name: string,
    private readonly terrain: Terrain,
  ) {
    this.network = emptyNetwork(name);
  }

  /** What every node has, at a point of the regular layout. */
  place(id: string, point: PlanePoint): { id: string; comment: string | null; tag: null; position: PlanePoint } {
    const position = this.bend(point);
    this.positions.set(id, position);
    this.radiusM = Math.max(this.radiusM, Math.hypot(position.x, position.y));
    return { id, comment: null, tag: null, position };
  }

  /** What every link has. */
  link(id: string, from: string, to: string, comment: string): InpLink {
    return { id, from, to, comment, tag: null, vertices: [] };
  }

  /** A point of the regular layout at its natural place, rounded to decimetres. */
  bend(point: PlanePoint): PlanePoint {
    const { x, y } = this.terrain.bend(point);
    return { x: round(x, 1), y: round(y, 1) };
  }

  /** Elevation at a point of the regular layout, m. */
  elevationM(point: PlanePoint): number {
    return round(this.terrain.elevationM(point), 1);
  }

  /** @param elevation - left out: that of the ground */
  addJunction(id: string, point: PlanePoint, elevation = this.elevationM(point)): void {
    const demands = [{ base: 0, patternId: null, category: null }];
    this.network.junctions.push({ ...this.place(id, point), elevation, demands, emitter: null });
  }

  addPipe(id: string, from: string, to: string, stock: PipeStock, status: 'open' | 'closed' = 'open'): void {
    const [a, b] = [this.positions.get(from) as PlanePoint, this.positions.get(to) as PlanePoint];
    this.network.pipes.push({
      ...this.link(id, from, to, stock.comment),
      length: round(Math.max(2, Math.hypot(b.x - a.x, b.y - a.y) * 1.02), 1),
      diameter: stock.diameterMm,
      roughness: stock.roughness,
      minorLoss: 0,
      status,
    });
  }
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
